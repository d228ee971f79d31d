"""Coding sheets: variables, answers with passages, decisions and votes on them, what rounds left of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006d"
down_revision = ("0005a", "0005b", "0005c")


def upgrade() -> None:
    """Add the seven tables."""
    _create_variables()
    _create_sheets()
    _create_answers()
    _create_decisions()
    _create_votes()
    _create_snapshots()


def _create_variables() -> None:
    op.create_table(
        "variable",
        *_identified("variable"),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(500), nullable=False),
        sa.Column("unclear", sa.Boolean(), nullable=False),
        sa.Column("passages", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _once("variable", "name_key"),
        sqlite_autoincrement=True,
    )


def _create_sheets() -> None:
    op.create_table(
        "sheet",
        *_identified("sheet"),
        *_about("sheet"),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.String(20), nullable=True),
        sa.Column("completed_at", sa.String(20), nullable=True),
        _refers("sheet", "coder_id", "coder"),
        _refers("sheet", "round_id", "round"),
        _once("sheet", "case_id", "coder_id"),
        _once("sheet", "document_id", "coder_id"),
        sqlite_autoincrement=True,
    )
    _index("sheet", "coder_id", "round_id")


def _create_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("variable_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        _refers("answer", "sheet_id", "sheet"),
        _refers("answer", "variable_id", "variable"),
        _once("answer", "variable_id", "sheet_id"),
        sqlite_autoincrement=True,
    )
    _index("answer", "sheet_id")
    op.create_table(
        "answer_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_passage")),
        _refers("answer_passage", "answer_id", "answer"),
        _refers("answer_passage", "document_id", "document"),
        _once("answer_passage", "answer_id", "document_id", "start", "end"),
        sqlite_autoincrement=True,
    )
    _index("answer_passage", "document_id")


def _create_decisions() -> None:
    op.create_table(
        "value_decision",
        *_identified("value_decision"),
        sa.Column("round_id", sa.Integer(), nullable=True),
        *_about("value_decision"),
        sa.Column("variable_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(500), nullable=False),
        sa.Column("originals", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        _refers("value_decision", "round_id", "round"),
        _refers("value_decision", "variable_id", "variable"),
        _refers("value_decision", "follows_id", "value_decision"),
        sqlite_autoincrement=True,
    )
    _index("value_decision", "round_id", "case_id", "document_id", "variable_id", "item", "follows_id")


def _create_votes() -> None:
    op.create_table(
        "value_vote",
        *_identified("value_vote"),
        sa.Column("round_id", sa.Integer(), nullable=True),
        *_about("value_vote"),
        sa.Column("variable_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        _refers("value_vote", "round_id", "round"),
        _refers("value_vote", "variable_id", "variable"),
        _refers("value_vote", "coder_id", "coder"),
        _once("value_vote", "item", "coder_id"),
        sqlite_autoincrement=True,
    )
    _index("value_vote", "case_id", "document_id", "variable_id")


def _create_snapshots() -> None:
    op.create_table(
        "snapshot_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        *_about("snapshot_sheet"),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_sheet")),
        _refers("snapshot_sheet", "snapshot_id", "snapshot"),
        _once("snapshot_sheet", "snapshot_id", "case_id"),
        _once("snapshot_sheet", "snapshot_id", "document_id"),
        sqlite_autoincrement=True,
    )
    _index("snapshot_sheet", "case_id", "document_id")


def _identified(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _once(table, "guid"),
    ]


def _about(table: str) -> list[Any]:
    return [
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        _refers(table, "case_id", "study_case"),
        _refers(table, "document_id", "document"),
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )
