"""Keeps Python's garbage collector in the window's thread: in others it destroys widgets, and Qt crashes.

Python collects in whatever thread happens to allocate: in that of a job, and in that which writes the log of
a project back. A widget destroyed there ends the program without a word.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

COLLECT_EVERY = 1000  # milliseconds


class Collector(QObject):
    """Collects between two events of the window's thread, where nobody else does any more."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        timer = QTimer(self, interval=COLLECT_EVERY)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect what Python itself would by now: the young objects often, all of them seldom."""
        gc.disable()  # whoever enabled it meanwhile
        (young, _, old), (most_young, _, most_old) = gc.get_count(), gc.get_threshold()
        if old > most_old:
            gc.collect()
        elif young > most_young:
            gc.collect(1)


def collect_here(application: QCoreApplication) -> Collector:
    """The collector of an application, made in the thread that calls and once only."""
    gc.disable()
    return application.findChild(Collector) or Collector(application)
