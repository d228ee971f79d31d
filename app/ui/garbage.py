"""Keeps Python's garbage collector out of worker threads, where it would destroy widgets and crash Qt."""

import gc

from PySide6.QtCore import QObject, QThreadPool, QTimer

COLLECT_EVERY = 1000  # milliseconds, while the collector doesn't run by itself
WAIT_FOR_THREADS = 50


class Collector(QObject):
    """While work runs in another thread, garbage is collected by a timer of the window's thread only."""

    _at_work = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Collector._at_work += 1
        gc.disable()
        timer = QTimer(self, interval=COLLECT_EVERY)
        timer.timeout.connect(self._collect)
        timer.start()

    def end(self) -> None:
        """The work is done; once no thread runs any more, the collector runs by itself again."""
        Collector._at_work -= 1
        if not Collector._at_work and QThreadPool.globalInstance().waitForDone(WAIT_FOR_THREADS):
            gc.enable()
        self.deleteLater()

    def _collect(self) -> None:
        gc.collect(1)
