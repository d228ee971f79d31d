"""What can go wrong, sorted by whose fault it is.

    IntercoderError
    ├── UserError     the person can mend it: shown as written, says what to do next (exit 1)
    │   ├── Conflict  somebody changed the same thing meanwhile (exit 1)
    │   │   └── Overwritten  what is to be stored would take the place of a text that nobody here has seen
    │   └── Locked    a project file can't be opened without its passphrase, which is to be asked for (exit 1)
    ├── StoreError    the file, disk or server fails us; nothing was changed (exit 1)
    │   └── Displaced another file, or none, lies where the open one was; it can be copied (exit 1)
    └── Cancelled     the person pressed Cancel: silent

Anything else is our bug (exit 70).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


class IntercoderError(Exception):
    """Root of everything that Intercoder raises on purpose."""


class UserError(IntercoderError):
    """Something the person can mend; the message is shown as it is written.

    `field` names what of the given it is about, as the action calls it: a form goes there.
    """

    def __init__(self, sentence: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(UserError):
    """The thing to change was changed by somebody else meanwhile."""


class Overwritten(Conflict):
    """Another value was stored meanwhile; `now` has it by field, so that the person may store over it."""

    def __init__(self, sentence: str, now: Mapping[str, Any]) -> None:
        super().__init__(sentence, next(iter(now), ""))
        self.now = dict(now)


class Locked(UserError):
    """The file at `path` is locked with a passphrase that was not given yet."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path


class StoreError(IntercoderError):
    """The project file, the disk or the server refused; the message is shown as it is written."""


class Displaced(StoreError):
    """The file at a project's path is not the one that is open; `kind` is gone, replaced or overwritten."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class Cancelled(IntercoderError):
    """The person cancelled; nothing was changed and nothing is shown."""
