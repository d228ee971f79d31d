"""The command line: one module per command, each with a `run` that gives back an Answer."""

import contextlib
import errno
import io
import os
import sys
from argparse import Namespace
from types import ModuleType

from app.commands.answer import CommandOutput
from app.commands.ending import Ended, heard
from app.commands.imported import imported
from app.commands.parser import COMMANDS, parser, window_parser
from app.commands.progress import progress
from app.errors import Cancelled, IntercoderError, Locked, StoreError, UserError
from app.jobs import Job

FAULT, USAGE, OURS, INTERRUPTED, SIGNALLED = 1, 2, 70, 130, 128

NOT_OURS = {
    errno.ENOSPC: "The disk is full. Nothing half-done was left. Make room and try again.",
    errno.EDQUOT: "Your share of the disk is full. Nothing half-done was left. Make room and try again.",
    errno.EFBIG: "The file would become larger than this disk allows. Choose another disk and try again.",
    errno.EROFS: "This disk may only be read. Choose a folder where you may write and try again.",
    errno.EACCES: "You may not read or write there. Choose a folder of yours and try again.",
    errno.ENAMETOOLONG: "That name is longer than this disk allows. Choose a shorter one and try again.",
    errno.ENOTDIR: "Part of that path is a file, not a folder. Check it and try again.",
    errno.EPERM: "You may not read or write there. Choose a folder of yours and try again.",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command, or open the window; returns the exit code (0, 1, 2, 70 or 128 and more)."""
    _open_closed_output()
    _speak_utf8()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        with heard():
            return _answered(arguments)
    except Ended as ended:
        return SIGNALLED + ended.signal_number
    except (UserError, StoreError) as error:
        print(error, file=sys.stderr)
        return FAULT
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the answer has heard enough
        _close_output()
        return FAULT
    except Exception as error:  # noqa: BLE001  # whatever it is, the person gets a sentence and we a report
        return _failed(error)


def _answered(arguments: list[str]) -> int:
    try:
        if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
            chosen = parser().parse_args(arguments)
            name = COMMANDS[chosen.command]
        else:
            chosen, name = window_parser().parse_args(arguments), "window"
    except SystemExit as stop:  # argparse has printed its help or its complaint
        return int(stop.code or 0)
    module = imported(f"app.commands.{name}")
    with progress() as job:
        answer = _run(module, chosen, job)
    answer.print(as_json=getattr(chosen, "json", False))
    return answer.then() if answer.then else answer.code


def _run(module: ModuleType, chosen: Namespace, job: Job) -> CommandOutput:
    """Run a command; where it stumbles over a damaged project, that is said."""
    try:
        answer: CommandOutput = _unlocked(module, chosen, job)
    except (IntercoderError, OSError):
        raise
    except Exception as error:
        from app.store.damage import damage_at

        project = getattr(chosen, "project", None)
        damaged = damage_at(project) if project else None
        if damaged is None:
            raise
        raise damaged from error
    return answer


def _unlocked(module: ModuleType, chosen: Namespace, job: Job) -> CommandOutput:
    """Run a command, which opens its projects before it changes anything; anew where one is locked."""
    while True:
        try:
            answer: CommandOutput = module.run(chosen, job)
        except Locked as locked:
            from app.commands.passphrase import unlock

            unlock(locked, chosen)
        else:
            return answer


def _open_closed_output() -> None:
    """Where the caller closed an output (`>&-`, pythonw), what goes there must not end in a project."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_output() -> None:
    """Python flushes at its end and would complain about the broken pipe again."""
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno in NOT_OURS:
        print(NOT_OURS[error.errno], file=sys.stderr)
        try:
            sys.stdout.flush()
        except OSError:  # what can't be written now can't be written at the end either
            _close_output()
        return FAULT
    from app.crash_report import code_place, write_report
    from app.exchange.version import version

    try:
        report = f"Please send us the report “{write_report(error, f'Intercoder {version()}')}”: "
        report += "it holds no text of your project."
    except OSError:
        report = f"A report could not be written; please tell us this: {code_place(error)}"
    print(
        "Something went wrong inside Intercoder; this is not your fault. What was saved before is safe. "
        f"{report}",
        file=sys.stderr,
    )
    return OURS


__all__ = ["main"]
