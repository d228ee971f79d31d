"""Why a project file can only be looked at, where it or its folder is write-protected or the disk is full."""

import errno
import os
import shutil
from pathlib import Path

PROTECTED = "the file is write-protected"
FOLDER_PROTECTED = "nothing can be written in its folder"
FULL = "the disk is full"
ROOM = 1_000_000  # bytes: less is too little for a log and its index
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
IN_SQLITE = {"readonly": PROTECTED, "disk is full": FULL, "unable to open": FOLDER_PROTECTED}

ONLY_TO_LOOK = "“{}” is open to look only, because {}: nothing was changed, and nothing can be. "
MAKE_ROOM = "Make room on the disk, close the project and open it again."
COPY = "To work in it, choose “Save a copy…” in the File menu and a folder of yours; open the copy."


def why_protected(path: Path) -> str:
    """Half a sentence that says why a file must not be written, or ""."""
    if _is_protected(path):
        return PROTECTED
    return FOLDER_PROTECTED if os.name != "nt" and _is_protected(path.parent) else ""


def _is_protected(path: Path) -> bool:
    """Whether nobody may write there, which an administrator could but doesn't want to, or not we."""
    try:
        return not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)
    except OSError:
        return False


def why_refused(error: BaseException, path: Path) -> str:
    """Half a sentence that says why writing beside a file failed where looking may work, or ""."""
    if isinstance(error, OSError):
        if error.errno in NO_ROOM:
            return FULL
        return FOLDER_PROTECTED if error.errno in NOT_ALLOWED else ""
    if "disk I/O error" in str(error) and shutil.disk_usage(path.parent).free < ROOM:
        return FULL
    return next((why for sign, why in IN_SQLITE.items() if sign in str(error)), "")


def only_to_look(name: str, why: str) -> str:
    """The sentence that refuses every change, where only looking works."""
    return ONLY_TO_LOOK.format(name, why) + (MAKE_ROOM if why == FULL else COPY)
