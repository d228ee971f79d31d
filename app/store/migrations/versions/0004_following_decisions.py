"""An index of decisions by the one they follow: without it each that goes costs a look at all others."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_decision_follows_id"), "decision", ["follows_id"], unique=False)
