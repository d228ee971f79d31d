"""Who has a project file open: one small file beside it for each program that does.

Two windows on one computer share a file safely; two computers on a network drive would damage it.
"""

import contextlib
import glob
import os
import socket
from pathlib import Path
from uuid import getnode, uuid4

from app.errors import StoreError, UserError


class Presence:
    """A mark beside a project file that lives as long as this program has it open."""

    def __init__(self, project: Path) -> None:
        self._mark = project.with_name(f".{project.name}.open-{uuid4().hex[:8]}")
        try:
            self._mark.write_text(f"{_host()}\n{os.getpid()}\n{getnode()}\n", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"“{project.name}” can't be opened, because nothing can be written in its folder. "
                "Nothing was changed. Make room on the disk, or copy the project to a folder where you "
                "may write, and open it there."
            ) from error
        try:
            refuse_other_computers(project)
        except UserError:
            self.end()
            raise

    def end(self) -> None:
        """Take the mark away."""
        with contextlib.suppress(OSError):
            self._mark.unlink()


def refuse_other_computers(project: Path) -> None:
    """UserError where another computer has a project file open; marks of programs that died go."""
    for mark in project.parent.glob(f".{glob.escape(project.name)}.open-*"):
        try:
            owner, process, *more = mark.read_text(encoding="utf-8").split("\n")
            number = int(process)
        except (OSError, ValueError):
            continue
        # a laptop's name changes with the network; its network card mostly doesn't
        if owner != _host() and str(getnode()) not in more:
            raise UserError(
                f"“{project.name}” is open on the computer “{owner}”. Two computers can't write in one "
                "project file without damaging it. Close it there first; if that computer is switched "
                f"off, delete the hidden file “{mark.name}” beside the project and open it again."
            )
        if not _is_running(number):
            with contextlib.suppress(OSError):
                mark.unlink()


def _host() -> str:
    return socket.gethostname() or "this computer"


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True  # os.kill would end the process there; a stale mark of this computer is harmless
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
