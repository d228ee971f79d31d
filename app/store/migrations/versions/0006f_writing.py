"""Memos, quotes, and searches and retrievals under a name."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006f"
down_revision = ("0005a", "0005b", "0005c")


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "saved_query",
        *_identified("saved_query"),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *_texts("definition", "seen"),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(20), nullable=False),
        sa.UniqueConstraint("name_key", name=op.f("uq_saved_query_name_key")),
        sqlite_autoincrement=True,
    )
    _create_memos()
    _create_quotes()


def _create_memos() -> None:
    named = {"case_id": "study_case", "code_id": "code", "query_id": "saved_query"}
    op.create_table(
        "memo",
        *_identified("memo"),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(500), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        *_texts("text"),
        *_place("memo"),
        *(sa.Column(column, sa.Integer(), nullable=True) for column in named),
        sa.Column("gone", sa.String(500), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("changed_at", sa.String(20), nullable=True),
        *(_refers("memo", column, target) for column, target in named.items()),
        sqlite_autoincrement=True,
    )
    for column in ("document_id", *named):
        op.create_index(op.f(f"ix_memo_{column}"), "memo", [column], unique=False)


def _create_quotes() -> None:
    op.create_table(
        "quote",
        *_identified("quote"),
        *_place("quote"),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        *_texts("attribution", "wording", "translation"),
        sa.Column("clearance", sa.String(20), nullable=False),
        *_texts("used_in", "note"),
        sa.Column("at", sa.String(20), nullable=False),
        _refers("quote", "code_id", "code"),
        sqlite_autoincrement=True,
    )
    for column in ("document_id", "code_id"):
        op.create_index(op.f(f"ix_quote_{column}"), "quote", [column], unique=False)


def _identified(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("guid", name=op.f(f"uq_{table}_guid")),
    ]


def _texts(*columns: str) -> list[sa.Column[str]]:
    return [sa.Column(column, sa.Text(), nullable=False) for column in columns]


def _place(table: str) -> list[Any]:
    columns = [sa.Column(column, sa.Integer(), nullable=True) for column in ("document_id", "start", "end")]
    return [*columns, _refers(table, "document_id", "document")]


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )
