"""Files are made under another name and put in place when whole: never half of one, never over another."""

import contextlib
import glob
import os
import secrets
from pathlib import Path

from app.errors import StoreError, UserError
from app.store.presence import is_running

DRAFT = "making"  # .NAME.making-PROCESS-LETTERS
PRIVATE = 0o600
LONGEST_START = 80  # characters of a name that a draft's name keeps


def free_name(path: Path) -> Path:
    """The path, or one with a number behind its name where that is taken."""
    attempt, free = 1, path
    while free.exists():
        attempt += 1
        free = path.with_name(f"{path.stem} ({attempt}){path.suffix}")
    return free


def draft_of(path: Path) -> Path:
    """A name beside a file to be made; what killed programs left there of it is taken away."""
    start = f".{path.name[:LONGEST_START]}.{DRAFT}-"
    pattern = glob.escape(start)
    for left in (*path.parent.glob(f"{pattern}*"), *path.parent.glob(f".{pattern}*")):  # and marks of drafts
        process = left.name.partition(start)[2].partition("-")[0]
        if not (process.isdecimal() and is_running(int(process))):
            with contextlib.suppress(OSError):
                left.unlink()
    return path.with_name(f"{start}{os.getpid()}-{secrets.token_hex(4)}")


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; OSError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner may read; StoreError where that can't be."""
    draft = draft_of(path)
    try:
        make_private(draft)
        draft.write_text(text, encoding="utf-8")
        put_in_place(draft, path)
    except OSError as error:
        raise StoreError(f"“{path.name}” can't be written there: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished draft its name; UserError where somebody else took that meanwhile."""
    try:
        if os.name == "nt":
            draft.rename(path)
            return
        try:
            os.link(draft, path)
            draft.unlink()
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links
            make_private(path)
            draft.replace(path)
    except FileExistsError as error:
        raise refused_name(path) from error


def make_lasting(folder: Path) -> None:
    """Let a power cut not take back what names the files in a folder have."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refused_name(path: Path) -> UserError:
    """What is said where a name is taken."""
    return UserError(f"“{path.name}” exists already and was left as it is. Choose another name, or open it.")
