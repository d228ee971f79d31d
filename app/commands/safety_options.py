"""What may be typed about the safety of a project: passphrases and backups."""

import argparse
from collections.abc import Callable
from typing import Any

from app.commands.option_values import count

Command = Callable[[Any, str, str], argparse.ArgumentParser]  # the commands, a name, what it does


def add_safety(commands: Any, command: Command, in_project: Command) -> None:
    """Locking, backups and withdrawal."""
    lock = command(commands, "lock", "lock a project file with a passphrase, change or remove that")
    lock.add_argument("project", metavar="PROJECT")
    change = lock.add_mutually_exclusive_group()
    change.add_argument("--change", action="store_true", help="give it another passphrase")
    change.add_argument("--remove", action="store_true", help="make it a plain file again")
    lock.add_argument(
        "--recovery-sheet", metavar="FILE", help="write what opens it when the passphrase is forgotten"
    )
    add_passphrase(lock)
    backup = in_project(commands, "backup", "make a checked, dated copy; list these, or put one back")
    doing = backup.add_mutually_exclusive_group()
    doing.add_argument("--list", action="store_true", help="say which there are")
    doing.add_argument("--restore", metavar="NAME", help="put this backup in the project's place")
    backup.add_argument("--preview", action="store_true", help="with --restore: say what would differ")
    backup.add_argument("--folder", metavar="FOLDER", help="where backups lie (default: beside the project)")
    backup.add_argument("--keep", metavar="N", type=count, help="remove the oldest beyond N (default: 10)")
    withdraw = in_project(commands, "withdraw", "take an interview, or all of a person, out for good")
    withdraw.add_argument("document", metavar="DOCUMENT", nargs="?", help="the interview")
    withdraw.add_argument("--case", metavar="NAME", help="a person: all documents and facts of the case")
    withdraw.add_argument("--preview", action="store_true", help="say what would go, and change nothing")
    numbers = withdraw.add_mutually_exclusive_group()
    numbers.add_argument(
        "--keep-numbers", action="store_true", help="closed rounds keep their numbers (default)"
    )
    numbers.add_argument("--recompute", action="store_true", help="closed rounds are computed without it")
    withdraw.add_argument(
        "--remove-quotes", action="store_true", help="also where definitions, memos and notes quote it"
    )
    withdraw.add_argument("--certificate", metavar="FILE", help="write what was done, without content")


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Where the passphrase of a locked project comes from."""
    parser.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=count,
        help="read passphrases from this file descriptor, one a line (default: ask)",
    )
