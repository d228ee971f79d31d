"""Keeps Python's garbage collector in the window's thread: in others it destroys widgets, and Qt crashes.

Python collects in whatever thread happens to allocate: in that of a job, and in that which writes the log of
a project back. A widget destroyed there ends the program without a word.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

COLLECT_EVERY = 1000  # milliseconds
OLD = 2  # the generation of objects that survived two collections
LEAST_NEW = 0.25  # of what is old, before all of it is looked through again: Python’s own rule


class Collector(QObject):
    """Collects between two events of the window's thread, where nobody else does any more."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        timer = QTimer(self, interval=COLLECT_EVERY)
        timer.timeout.connect(self.collect)
        timer.start()
        self._old_objects = 0  # that survived the latest look through all
        self._next_look = 0  # collections of young objects until it is asked again what is new

    def collect(self) -> None:
        """Collect what Python itself would by now: the young objects often, all of them seldom."""
        gc.disable()  # whoever enabled it meanwhile
        (young, _, old), (most_young, _, most_old) = gc.get_count(), gc.get_threshold()
        if old > max(most_old, self._next_look) and self._much_is_new():
            gc.collect()
            self._old_objects, self._next_look = len(gc.get_objects(OLD)), 0
        elif young > most_young:
            gc.collect(1)

    def _much_is_new(self) -> bool:
        """Whether all objects are worth a look, which takes half a second where there are millions."""
        _, _, old = gc.get_count()
        self._next_look = old + gc.get_threshold()[OLD]
        return len(gc.get_objects(OLD)) > (1 + LEAST_NEW) * self._old_objects


def collect_here(application: QCoreApplication) -> Collector:
    """The collector of an application, made in the thread that calls and once only."""
    gc.disable()
    return application.findChild(Collector) or Collector(application)
