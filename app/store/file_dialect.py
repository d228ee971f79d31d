"""SQLite as project files speak it: what was compiled for one file serves every other.

SQLAlchemy keeps compiled statements for each engine, and a project has two: every statement would be compiled
anew for the reader, for the writer and for the next project, which takes longer than running it.
"""

from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

MOST_KEPT = 1000  # statements, twice what an engine keeps
compiled_statements: LRUCache[Any, Any] = LRUCache(MOST_KEPT)


class FileDialect(SQLiteDialect_pysqlite):
    """One and the same for all files: they are read by the one SQLite of this program."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileDialect)

    def __hash__(self) -> int:
        return hash(FileDialect)
