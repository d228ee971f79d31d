"""Reports of our own bugs: where the code failed and on what system, without a word of the project."""

import platform
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app import settings

FOLDER = "crashes"


def write_report(error: BaseException, *versions: str) -> Path:
    """Write a report into the settings folder; `versions` says which program it was. May raise OSError.

    The text of an exception is left out: it may quote an interview.
    """
    folder = settings.folder() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S}.txt"
    python, sqlite = f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"
    system = (*versions, python, sqlite, platform.platform())
    path.write_text("\n".join([*system, "", *_chain(error)]) + "\n", encoding="utf-8")
    return path


def code_place(error: BaseException) -> str:
    """Where the code failed, for people who must tell us because no report could be written."""
    return list(_chain(error))[-1].strip()


def _chain(error: BaseException | None) -> Iterator[str]:
    """Types and places of an error and of what led to it."""
    while error is not None:
        yield type(error).__qualname__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}: {frame.line}"
        error = error.__cause__ or error.__context__
