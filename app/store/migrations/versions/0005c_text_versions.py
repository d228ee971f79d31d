"""What a version of a text is and why, and the codings whose coders look at what it changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005c"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns and the table."""
    for name, kind in (
        ("text_hash", sa.String(64)),
        ("reason", sa.Text()),
        ("at", sa.String(20)),
        ("file_name", sa.String(500)),
        ("file_hash", sa.String(64)),
        ("stretches", sa.Text()),
    ):
        op.add_column("document_text", sa.Column(name, kind, server_default="", nullable=False))
    op.add_column("document_text", sa.Column("coder_id", sa.Integer(), nullable=True))
    op.create_table(
        "text_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("coding_guid", sa.String(32), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False, server_default="hand"),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("answered_at", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_text_check_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"],
            ["coder.id"],
            name=op.f("fk_text_check_coder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_check")),
        sa.UniqueConstraint("coding_id", "version", name=op.f("uq_text_check_coding_id_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_text_check_document_id"), "text_check", ["document_id"], unique=False)
    op.create_index(op.f("ix_text_check_coder_id"), "text_check", ["coder_id"], unique=False)
