"""What was written of a code in a case, from which codings."""

import sqlalchemy as sa
from alembic import op

revision = "0006e"
down_revision = ("0005a", "0005b", "0005c")


def upgrade() -> None:
    """Add the table."""
    references = (("case_id", "study_case"), ("code_id", "code"))
    op.create_table(
        "case_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(32), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=False) for column, _ in references),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("codings", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(20), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_case_summary_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, table in references
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_summary")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_summary_guid")),
        sa.UniqueConstraint("case_id", "code_id", name=op.f("uq_case_summary_case_id_code_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_summary_code_id"), "case_summary", ["code_id"], unique=False)
