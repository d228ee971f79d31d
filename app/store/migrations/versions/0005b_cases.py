"""Cases, what belongs to them, attributes and their values."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005b"
down_revision = "0004"


def upgrade() -> None:
    """Add the four tables."""
    op.create_table(
        "study_case",
        *_named("study_case"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attribute",
        *_named("attribute"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(500), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    _create_links()
    _create_values()


def _create_links() -> None:
    op.create_table(
        "case_link",
        *_identified("case_link"),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(500), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        _refers("case_link", "case_id", "study_case"),
        _refers("case_link", "document_id", "document"),
        sa.UniqueConstraint(
            "case_id",
            "document_id",
            "speaker",
            "start",
            "end",
            name=op.f("uq_case_link_case_id_document_id_speaker_start_end"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_link_document_id"), "case_link", ["document_id"], unique=False)


def _create_values() -> None:
    op.create_table(
        "attribute_value",
        *_identified("attribute_value"),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("attribute_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        _refers("attribute_value", "case_id", "study_case"),
        _refers("attribute_value", "attribute_id", "attribute"),
        _refers("attribute_value", "document_id", "document"),
        sqlite_autoincrement=True,
    )
    for columns in (["case_id", "attribute_id"], ["attribute_id"], ["document_id"]):
        op.create_index(
            op.f(f"ix_attribute_value_{'_'.join(columns)}"), "attribute_value", columns, unique=False
        )


def _identified(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("guid", name=op.f(f"uq_{table}_guid")),
    ]


def _named(table: str) -> list[Any]:
    return [
        *_identified(table),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.UniqueConstraint("name_key", name=op.f(f"uq_{table}_name_key")),
    ]


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )
