"""Drafts beside the place of what is written: gone when it is finished, and at the next turn after a kill.

A draft is a hidden folder. While its program lives it holds a lock on a file in it, so that whoever comes
later can tell a draft that somebody is at from one that nobody will ever finish.
"""

import atexit
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

PREFIX = ".unfinished-"
MARK = "in use"
NAMED = re.compile(r"\..+-[a-z0-9_]{8}")  # also what versions before the mark left
HOLDS = re.compile(r"made|unfinished(\..+)?|tmp.*")  # what those had in it, and nothing else
OLD = 3600  # seconds after which a draft without a mark is nobody's

_live: set[Path] = set()


@contextmanager
def draft_folder(beside: Path) -> Iterator[Path]:
    """A new hidden folder in a folder, removed at the end of the block; others that nobody is at go first."""
    sweep(beside)
    folder = Path(mkdtemp(dir=beside, prefix=PREFIX))
    _live.add(folder)
    try:
        with _mark(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _live.discard(folder)


def sweep(folder: Path) -> None:
    """Remove the drafts in a folder that a killed program left; never fails."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if NAMED.fullmatch(path.name) and path not in _live and _is_abandoned(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_abandoned(path: Path) -> bool:
    if path.is_symlink() or not path.is_dir():
        return False
    mark = path / MARK
    if mark.exists():
        return _nobody_holds(mark)
    parts = list(path.iterdir())
    newest = max(part.lstat().st_mtime for part in (path, *parts))
    ours = path.name.startswith(PREFIX) or any(part.name.startswith("unfinished") for part in parts)
    return ours and all(HOLDS.fullmatch(part.name) for part in parts) and newest < time.time() - OLD


@contextmanager
def _mark(folder: Path) -> Iterator[None]:
    """The lock by which others see that somebody is at a draft; the mark stands only when it is locked."""
    coming = folder / "tmp"
    with coming.open("w") as file:
        _lock(file)
        if os.name == "nt":  # an open file can't be moved there, and can't be removed by others
            with (folder / MARK).open("w"):
                yield
            return
        coming.rename(folder / MARK)
        yield


def _nobody_holds(mark: Path) -> bool:
    try:
        if os.name == "nt":
            mark.unlink()
        else:
            with mark.open("r+") as file:
                _lock(file)
    except OSError:
        return False
    return True


def _lock(file: IO[str]) -> None:
    """Lock a file for this program, or BlockingIOError; nothing where a system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@atexit.register
def _remove_all() -> None:
    for folder in list(_live):
        shutil.rmtree(folder, ignore_errors=True)
