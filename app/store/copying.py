"""A whole copy of an open project, taken from its open connection: also where the file itself is gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.errors import StoreError
from app.store import engine as engines
from app.store.mark import first_mark, write_mark
from app.store.places import draft_of, make_private, put_in_place, refused_name

LEFT = "The copy was not made, and nothing else was changed. "


def copy_into(connection: sqlite3.Connection, target: Path) -> None:
    """Write all that a connection sees into a new file, which is checked; only its owner may read it."""
    if target.exists():
        raise refused_name(target)
    draft = draft_of(target)
    try:
        with engines.explained(str(target)):
            make_private(draft)
            engines.vacuum_into(connection, draft)
            _check(draft, target.name)
        put_in_place(draft, target)
    except OSError as error:
        raise StoreError(
            f"“{target.name}” can't be written there: {error.strerror}. {LEFT}Choose another folder."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _check(draft: Path, name: str) -> None:
    with closing(engines.open_file(draft)) as copy:
        copy.execute("BEGIN IMMEDIATE")
        write_mark(copy, first_mark())
        copy.commit()
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreError(
                f"“{name}” could not be copied whole, because the open file is damaged. {LEFT}"
                "Go back to your latest backup."
            )
