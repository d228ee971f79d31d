"""Reads the database that another program keeps its project in, without changing a byte of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from app.errors import UserError
from app.exchange.foreign.refi.container import damaged, unreadable

Row = dict[str, object]
HEAD = b"SQLite format 3\x00"


class ForeignDatabase:
    """The tables of a database; a column or a table that a version of the program lacks is empty."""

    def __init__(self, connection: sqlite3.Connection, file_name: str) -> None:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        self._connection, self.file_name = connection, file_name
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        self._tables = {row[0].casefold(): row[0] for row in listed}

    def has(self, *tables: str) -> bool:
        """Whether all these tables are there."""
        return all(table.casefold() in self._tables for table in tables)

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, in the order in which they were made."""
        name = self._tables.get(table.casefold())
        if name is None:
            return []
        quoted = '"' + name.replace('"', '""') + '"'
        statement = f"SELECT * FROM {quoted} ORDER BY rowid"  # noqa: S608  # the name comes from the database itself
        return [dict(row) for row in self._connection.execute(statement)]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.rows(table))


def text(row: Row, column: str) -> str:
    """A cell as text; "" for none."""
    value = row.get(column)
    return "" if value is None else str(value)


def number(row: Row, column: str, otherwise: int = -1) -> int:
    """A cell as a whole number."""
    value = row.get(column)
    try:
        return int(float(str(value)))
    except (OverflowError, ValueError):
        return otherwise


@contextmanager
def opened_database(path: Path) -> Iterator[ForeignDatabase]:
    """A database that is only read; UserError where it is none, damaged, or not closed."""
    try:
        with path.open("rb") as stream:
            is_one = stream.read(len(HEAD)) == HEAD
    except OSError as error:
        raise unreadable(path, error) from error
    if not is_one:
        raise UserError(
            f"“{path.name}” is no database of a project, so nothing was taken from it. Choose the file "
            "that the "
            "other program saved."
        )
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise UserError(
            f"“{path.name}” is open in another program, or was not closed. Close it there, so that "
            "everything "
            "is in the file, and take it then."
        )
    try:
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield ForeignDatabase(connection, path.name)
    except sqlite3.DatabaseError as error:
        raise damaged(path.name) from error


def refuse_without(database: ForeignDatabase, program: str, *tables: str) -> None:
    """UserError where a version of the program keeps things in other tables."""
    if not database.has(*tables):
        raise UserError(
            f"“{database.file_name}” is of a version of {program} that Intercoder doesn't know, so nothing "
            "was "
            "taken from it. Export the project as REFI-QDA (.qdpx), and take that file."
        )
