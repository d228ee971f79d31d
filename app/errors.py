"""What can go wrong, sorted by whose fault it is.

    IntercoderError
    ├── UserError     the person can mend it: shown as written, says what to do next (exit 1)
    │   └── Conflict  somebody changed the same thing meanwhile (exit 1)
    ├── StoreError    the file, disk or server fails us; nothing was changed (exit 1)
    │   └── Displaced another file, or none, lies where the open one was; it can be copied (exit 1)
    └── Cancelled     the person pressed Cancel: silent

Anything else is our bug (exit 70).
"""


class IntercoderError(Exception):
    """Root of everything that Intercoder raises on purpose."""


class UserError(IntercoderError):
    """Something the person can mend; the message is shown as it is written."""


class Conflict(UserError):
    """The thing to change was changed by somebody else meanwhile."""


class StoreError(IntercoderError):
    """The project file, the disk or the server refused; the message is shown as it is written."""


class Displaced(StoreError):
    """The file at a project's path is not the one that is open; `kind` is gone, replaced or overwritten."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class Cancelled(IntercoderError):
    """The person cancelled; nothing was changed and nothing is shown."""
