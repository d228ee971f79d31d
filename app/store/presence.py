"""Who has a project file open: one small file beside it for each program that does.

Two windows on one computer share a file safely; two computers on a network drive would damage it.
"""

import contextlib
import glob
import os
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import getnode, uuid4

from app.errors import UserError

A_DAY = 86_400  # seconds


class Presence:
    """A mark beside a project file for as long as this program has it open; OSError where none can be."""

    def __init__(self, project: Path) -> None:
        self._mark = project.with_name(f".{project.name}.open-{uuid4().hex[:8]}")
        # under another name first: an empty mark is what a full disk left
        draft = project.with_name(f".{project.name}.opening-{uuid4().hex[:8]}")
        try:
            draft.write_text(f"{_host()}\n{os.getpid()}\n{getnode()}\n", encoding="utf-8")
            draft.chmod(stat.S_IMODE(project.stat().st_mode))
            draft.replace(self._mark)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
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
    for mark, owner, process, is_local in _marks(project):
        if not is_local:
            raise UserError(
                f"“{project.name}” is open on the computer “{owner}”. Two computers can't write in one "
                "project file without damaging it. Close it there first; if that computer is switched "
                f"off, delete the hidden file “{mark.name}” beside the project and open it again."
            )
        if not is_running(process):
            with contextlib.suppress(OSError):
                mark.unlink()


def is_open_here(project: Path) -> bool:
    """Whether a program on this computer, perhaps this one, has a project file open."""
    return any(is_local and is_running(process) for _, _, process, is_local in _marks(project))


def _marks(project: Path) -> Iterator[tuple[Path, str, int, bool]]:
    """(mark, computer, process, whether it is this computer) of each program that has a file open.

    Marks that a full disk left empty are taken away, and so are damaged ones after a day.
    """
    for mark in project.parent.glob(f".{glob.escape(project.name)}.open-*"):
        try:
            content = mark.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        try:
            owner, process, *more = content.split("\n")
            process_id = int(process)
        except ValueError:
            with contextlib.suppress(OSError):
                if not content.strip("\0 \n") or time.time() - mark.stat().st_mtime > A_DAY:
                    mark.unlink()
            continue
        # a laptop's name changes with the network; its network card mostly doesn't
        yield mark, owner, process_id, owner == _host() or str(getnode()) in more


def _host() -> str:
    return socket.gethostname() or "this computer"


def is_running(process: int) -> bool:
    """Whether a process of this number runs on this computer."""
    if os.name == "nt":
        return True  # os.kill would end the process there; a stale mark of this computer is harmless
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
