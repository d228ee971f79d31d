"""A command that is asked to end closes its project first, so that the one file is whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Ended(BaseException):  # like KeyboardInterrupt, which Ctrl+C raises
    """The program was asked to end by the signal of this number."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


@contextmanager
def heard() -> Iterator[None]:
    """Raise Ended where a signal would have ended the program at once."""
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    before = {signal_number: signal.getsignal(signal_number) for signal_number in numbers}
    for signal_number in numbers:
        if before[signal_number] is signal.SIG_DFL:  # nohup has them passed over
            signal.signal(signal_number, _raise)
    try:
        yield
    finally:
        for signal_number in numbers:
            signal.signal(signal_number, before[signal_number] or signal.SIG_DFL)


def _raise(signal_number: int, _frame: object) -> None:
    raise Ended(signal_number)
