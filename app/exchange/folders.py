"""The files of a folder that may be documents, with those of the folders in it."""

import os
from collections.abc import Iterator
from pathlib import Path

from app.errors import UserError
from app.exchange.readers import supported_extensions
from app.natural import natural

MOST_FILES = 20_000
TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".ods"})  # of a folder, only when they are named


def files_in(folder: Path) -> list[Path]:
    """The documents in a folder and below, P2 before P10; tables and hidden files are none.

    UserError where there is none, or where there are too many to be meant.
    """
    endings = set(supported_extensions()) - TABLES
    files: list[Path] = []
    for path in _walked(folder):
        if path.suffix.lower() in endings:
            files.append(path)
        if len(files) > MOST_FILES:
            raise UserError(
                f"There are more than {MOST_FILES:,} documents in “{folder.name}”, so nothing was imported. "
                "Choose a folder further down."
            )
    if not files:
        raise UserError(f"There is no document in “{folder.name}” that can be read. Choose another folder.")
    return sorted(files, key=lambda path: natural(str(path)))


def _walked(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in names if not name.startswith((".", "~$")))
