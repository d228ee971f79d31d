"""Progress of long work on the terminal, where there is one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.jobs import Job

CLEAR_LINE = "\r\x1b[K"


@contextmanager
def progress() -> Iterator[Job]:
    """A job that reports on one line of standard error, which is cleared at the end."""
    if not sys.stderr.isatty():
        yield Job()
        return
    try:
        yield Job(_show)
    finally:
        print(CLEAR_LINE, end="", file=sys.stderr, flush=True)


def _show(done: int, of: int, what: str) -> None:
    share = f" {100 * done // of} %" if of else ""
    print(f"{CLEAR_LINE}{what}{share}", end="", file=sys.stderr, flush=True)
