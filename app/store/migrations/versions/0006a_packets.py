"""Packets of work that is given out, and what came back of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006a"
down_revision = ("0005a", "0005b", "0005c")


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "packet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(32), nullable=False),
        sa.Column("coder_guid", sa.String(32), nullable=False),
        sa.Column("rounds", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("verify_key", sa.String(64), server_default="", nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet")),
        sa.UniqueConstraint("guid", name=op.f("uq_packet_guid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "packet_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), server_default="", nullable=False),
        sa.Column("previous", sa.String(64), server_default="", nullable=False),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("arrived_at", sa.String(20), nullable=False),
        sa.Column("opened_at", sa.String(20), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("unplaced", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"],
            ["packet.id"],
            name=op.f("fk_packet_return_packet_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_return")),
        sa.UniqueConstraint("packet_id", "hash", name=op.f("uq_packet_return_packet_id_hash")),
        sqlite_autoincrement=True,
    )
