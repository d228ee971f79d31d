"""Passphrases on the command line: from a terminal, or from a file descriptor; never from an argument."""

import contextlib
import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from app.errors import Locked, UserError
from app.store import unlocking
from app.store.unlocking import WrongPassphrase

ATTEMPTS = 3
NO_TERMINAL = (
    "“{}” is locked with a passphrase, and there is no terminal to ask for it. Give the passphrase through a "
    "file descriptor: --passphrase-fd 3 3< FILE."
)
NOT_READ = "No passphrase can be read from the file descriptor {}: {}. Nothing was done."
UNLIKE = "The two are not alike, so nothing was locked. Start again."


def unlock(locked: Locked, chosen: Namespace) -> None:
    """Make a locked file open to this program, with a passphrase that was given or is asked for now.

    Of several lines in the file descriptor, each is tried.
    """
    path = locked.path
    given = given_lines(chosen)
    if given is None:
        _ask(path)
        return
    for line in given:
        with contextlib.suppress(WrongPassphrase):
            unlocking.unlock(str(path), line)
            return
    raise WrongPassphrase(unlocking.WRONG.format(path.name))


def new_passphrase(chosen: Namespace, name: str) -> str:
    """A passphrase to lock a file with: the last line given, or typed twice."""
    given = given_lines(chosen)
    if given is not None:
        return given[-1]
    if not has_terminal():
        raise UserError(NO_TERMINAL.format(name))
    passphrase = getpass.getpass(f"New passphrase for “{name}”: ")
    if getpass.getpass("The same again: ") != passphrase:
        raise UserError(UNLIKE)
    return passphrase


def given_lines(chosen: Namespace) -> list[str] | None:
    """The lines that --passphrase-fd gives, None without that; UserError where there are none."""
    descriptor = getattr(chosen, "passphrase_fd", None)
    if descriptor is None:
        return None
    if not hasattr(chosen, "passphrase_lines"):  # a pipe can be read once
        try:
            with os.fdopen(descriptor, encoding="utf-8", closefd=False) as file:
                chosen.passphrase_lines = file.read().splitlines()
        except (OSError, UnicodeDecodeError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "it isn't UTF-8"
            raise UserError(NOT_READ.format(descriptor, why)) from error
    lines: list[str] = chosen.passphrase_lines
    if not lines or not any(lines):
        raise UserError(NOT_READ.format(descriptor, "it is empty"))
    return lines


def has_terminal() -> bool:
    """Whether somebody here can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(path: Path) -> None:
    if not has_terminal():
        raise UserError(NO_TERMINAL.format(path.name))
    for attempt in range(ATTEMPTS):
        typed = getpass.getpass(f"Passphrase of “{path.name}”: ")
        try:
            unlocking.unlock(str(path), typed)
        except WrongPassphrase as wrong:
            if attempt + 1 == ATTEMPTS:
                raise
            print(wrong, file=sys.stderr)
        else:
            return
