"""How each coding came about: by hand, by a search, from files or as a suggestion; till now all by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0005a"
down_revision = "0004"


def upgrade() -> None:
    """Add the column."""
    column = sa.Column("origin", sa.String(12), nullable=False, server_default="hand")
    op.add_column("coding", column)
