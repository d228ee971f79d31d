"""`intercoder [PROJECT]`: opens the window."""

import os
import shlex
import sys
from argparse import Namespace
from pathlib import Path

from app.commands.answer import CommandOutput
from app.commands.imported import imported
from app.commands.parser import COMMANDS
from app.commands.passphrase import unlock
from app.errors import Locked, UserError
from app.jobs import Job
from app.store.engine import file_at, is_server
from app.store.unlocking import is_locked


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Open the window, with a project where one is named; ends when the window is closed."""
    if chosen.project is not None and not is_server(chosen.project) and not Path(chosen.project).exists():
        raise UserError(
            f"There is neither a project nor a command “{chosen.project}”. Check the name; the commands are: "
            f"{', '.join(COMMANDS)}."
        )
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise UserError(
            "There is no display to open the window on. Everything but the window works without one: "
            f"{started_as()} --help."
        )
    if chosen.project is not None and chosen.passphrase_fd is not None and is_locked(chosen.project):
        unlock(Locked("", file_at(chosen.project)), chosen)
    return CommandOutput("", None, code=open_window(chosen.project))


def started_as() -> str:
    """What a person types here to start this program: `intercoder`, or Python and the script in a clone."""
    script = Path(sys.argv[0])
    if script.suffix != ".py":
        return "intercoder"
    python = (
        os.path.relpath(sys.executable) if Path(sys.executable).is_relative_to(Path.cwd()) else sys.executable
    )
    return shlex.join([python, str(script)])


def has_display() -> bool:
    """Whether somebody here can see a window."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(project: str | None) -> int:
    """Open the window and wait until it is closed; returns the exit code."""
    from app.qt_libraries import require_qt

    require_qt()
    code: int = imported("app.ui.application").run(project)
    return code
