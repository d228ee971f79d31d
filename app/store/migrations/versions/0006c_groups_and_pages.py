"""Groups of documents; what a file calls a stretch, such as a page, and when in a recording it is said."""

import sqlalchemy as sa
from alembic import op

revision = "0006c"
down_revision = ("0005a", "0005b", "0005c")


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("region", sa.Column("label", sa.String(500), server_default="", nullable=False))
    op.add_column("region", sa.Column("start_ms", sa.Integer(), nullable=True))
    op.add_column("region", sa.Column("end_ms", sa.Integer(), nullable=True))
    op.create_table(
        "document_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_group_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_group")),
        sa.UniqueConstraint("document_id", "name_key", name=op.f("uq_document_group_document_id_name_key")),
        sqlite_autoincrement=True,
    )
