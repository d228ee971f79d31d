"""Long work that reports its progress and can be cancelled, without Qt."""

from collections.abc import Callable

from app.errors import Cancelled


class Job:
    """Progress and cancellation of one piece of long work; safe to cancel from another thread."""

    def __init__(self, listener: Callable[[int, int, str], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = False

    def step(self, done: int, of: int, what: str = "") -> None:
        """Report that `done` of `of` parts are finished; raises Cancelled once cancel() was called."""
        if self._cancelled:
            raise Cancelled
        if self._listener is not None:
            self._listener(done, of, what)

    def cancel(self) -> None:
        """Make the next step() raise Cancelled."""
        self._cancelled = True
