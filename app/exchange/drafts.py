"""Where folders and files go out: made beside their place, and moved there when they are complete."""

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from app.drafts import draft_folder, sweep
from app.errors import StoreError, UserError

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows refuses such names
LONGEST_STEM = 180  # bytes; most file systems allow 255 for a name


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A draft of a new folder, which comes into its place at the end of the block, all of it or nothing.

    UserError where there is something already, or no folder to put it in; StoreError where the disk is full
    or may not be written.
    """
    try:
        if folder.is_dir():
            sweep(folder)
        _refuse_taken(folder)
        beside = folder if folder.exists() else folder.absolute().parent
        with draft_folder(beside) as draft:
            content = draft / "made"
            content.mkdir()
            yield content
            if beside == folder:  # somebody may stand in it, or it may be a whole disk
                for part in list(content.iterdir()):
                    part.rename(folder / part.name)
            else:
                content.rename(folder)
    except OSError as error:
        raise StoreError(
            f"“{folder}” could not be written ({error.strerror or error}), so nothing was. "
            "Make room on the disk, or choose a folder where you may write."
        ) from error


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A draft of a file, which takes its place, and that of an older one, at the end of the block.

    UserError where it can't be that file, StoreError where the disk is full or the older one is in use.
    """
    _refuse_file(path)
    try:
        with draft_folder(path.absolute().parent) as draft:
            unfinished = draft / f"unfinished{path.suffix}"
            yield unfinished
            unfinished.replace(path)
    except OSError as error:
        raise StoreError(
            f"“{path.name}” could not be written ({error.strerror or error}), so nothing was changed. "
            "Close it where it is open, make room on the disk, or choose another place."
        ) from error


def _refuse_taken(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise UserError(
            f"“{folder}” holds something already and was left as it is. Choose a new or an empty folder."
        )
    _refuse_nowhere(folder)


def _refuse_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"“{path.name}” is a folder. Choose another name for the file.")
    _refuse_nowhere(path)
    if path.exists() and not os.access(path, os.W_OK):
        raise UserError(f"“{path.name}” is write-protected and was left as it is. Choose another name.")


def _refuse_nowhere(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise UserError(
            f"The folder “{path.parent}” doesn't exist, so nothing was written. "
            "Make it first, or choose another one."
        )


class FileNames:
    """Names for files of one folder that every system accepts, each once; case makes no difference."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken}

    def stem(self, name: str) -> str:
        """A file's name without its ending; “ (2)” behind it where it is taken."""
        plain = file_stem(name)
        attempt, stem = 1, plain
        while stem.casefold() in self._taken:
            attempt += 1
            stem = f"{plain} ({attempt})"
        self._taken.add(stem.casefold())
        return stem


def file_stem(name: str) -> str:
    """The name without what any system forbids in file names."""
    name = unicodedata.normalize("NFC", FORBIDDEN.sub("_", name))
    name = name.encode()[:LONGEST_STEM].decode(errors="ignore").strip(" .")
    return f"_{name}" if not name or RESERVED.fullmatch(name) else name
