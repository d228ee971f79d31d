"""What is worth knowing of a sound project: where it came from, and what it is stored with."""

import sqlite3

from app.store import lacking
from app.store.project import Project

WITHOUT_DEFECT = (3, 51, 3)
DEFECT = (
    "SQLite {} has a known defect: before 3.51.3 two programs that write in one file at the same instant may "
    "in rare cases damage it. Intercoder goes around it among its own windows and commands; let no other "
    "program write in a project, and update Intercoder or Python when you can."
)


def remarks(project: Project) -> list[str]:
    """Remarks on a project that aren't faults, as sentences."""
    with project.read() as session:
        sentences = list(lacking.notes(session))
        in_file = session.get_bind().dialect.name == "sqlite"
    return sentences + ([sqlite_defect()] if in_file and sqlite_defect() else [])


def sqlite_defect(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """What is wrong with a version of SQLite, or "": the WAL-reset bug of sqlite.org/wal.html."""
    return DEFECT.format(".".join(map(str, version))) if version < WITHOUT_DEFECT else ""
