"""A text under a pressed button: what would move it waits until the button is up again."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

LOOK_AGAIN = 30  # milliseconds


class Press:
    """Whether the person is selecting words, or dragging an edge, in some text of the program."""

    _begun: ClassVar[bool] = False

    @classmethod
    def begin(cls) -> None:
        """The button went down in a text."""
        cls._begun = True

    @classmethod
    def end(cls) -> None:
        """It went up again."""
        cls._begun = False

    @classmethod
    def goes_on(cls) -> bool:
        """Whether it is down; a release that went to nobody ends it, too."""
        return cls._begun and QApplication.mouseButtons() != Qt.MouseButton.NoButton


class WhenReleased(QObject):
    """Does the latest thing that was asked for: at once, or as soon as no text is pressed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: Callable[[], object] | None = None
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self._try)

    def do(self, wanted: Callable[[], object]) -> None:
        """Do this now or later; what was asked for before and still waits is given up."""
        self._wanted = wanted
        self._try()

    def waits(self) -> bool:
        """Whether something waits for the button."""
        return self._wanted is not None

    def _try(self) -> None:
        if Press.goes_on():
            self._timer.start()
            return
        self._timer.stop()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()
