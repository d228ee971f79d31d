"""The lasting names of rows, which stored forms hold beside their ids."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.models import Code, Coder, Document
from app.store.journal import batches


def guids_by_id(
    connection: Connection, table: type[Code] | type[Coder] | type[Document], ids: Sequence[int]
) -> dict[int, str]:
    """The guids of some rows; what is gone is not among them."""
    guids: dict[int, str] = {}
    for batch in batches(ids):
        rows = connection.execute(select(table.id, table.guid).where(table.id.in_(batch)))
        guids.update((row_id, guid) for row_id, guid in rows)
    return guids
