"""Makes the texts of rows fit to be stored, and refuses those that are too long for their columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import String

from app.errors import UserError
from app.models import Base
from app.names import storable

Row = dict[str, Any]
TEXT_COLUMNS = {
    name: {column.name: column.type.length for column in table.columns if isinstance(column.type, String)}
    for name, table in Base.metadata.tables.items()
}


def storable_row(table_name: str, row: Row) -> Row:
    """The texts of a row that must change to be stored; UserError where one is too long for its column."""
    return {
        key: stored
        for key in TEXT_COLUMNS[table_name]
        if isinstance(value := row.get(key), str)
        and (stored := _storable_text(table_name, key, value)) != value
    }


def _storable_text(table_name: str, key: str, text: str) -> str:
    longest = TEXT_COLUMNS[table_name][key]
    if not text.isascii() or not text.isprintable():
        text = storable(text)
    if longest is not None and len(text) > longest:
        raise UserError(
            f"The {key.replace('_', ' ')} of a {table_name.replace('_', ' ')} may have {longest} "
            f"characters at most, and this one has {len(text)}. Shorten it and try again."
        )
    return text


def make_storable(table_name: str, given: Sequence[Mapping[str, Any]], rows: Iterable[Row]) -> None:
    """Make the texts that were `given` storable in `rows`, which hold them with the defaults of a table.

    Each text is looked at once: many rows have few.
    """
    for key in TEXT_COLUMNS[table_name]:
        texts = {row[key] for row in given if isinstance(row.get(key), str)}
        stored = {text: _storable_text(table_name, key, text) for text in texts}
        if any(text != other for text, other in stored.items()):
            for row in rows:
                row[key] = stored.get(row[key], row[key])
