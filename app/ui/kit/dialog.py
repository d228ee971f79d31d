"""The dialog that all others are: it fits its screen, and its long contents scroll above its buttons."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QScrollArea, QWidget
from shiboken6 import isValid

FRAME = QSize(8, 38)  # pixels that a system's title bar and edges take, at most
D = TypeVar("D", bound="Dialog")
BAR = 14  # pixels beside scrolled contents


class Dialog(QDialog):
    """Is never larger than its screen has room for; work in the background ends with it (app.ui.jobs)."""

    def __init__(self, parent: QWidget | None, title: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._from: QWidget | None = None  # what had the focus when this was opened
        self.is_about: object = None  # of which it may stand open once; see `show_once`
        self.rejected.connect(self._go_back)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that was wished for, as far as the screen has it."""
        if not event.spontaneous():
            self._from = QApplication.focusWidget()
        self.fit()
        super().showEvent(event)

    def _go_back(self) -> None:
        """Whoever leaves it goes on where it was opened, on systems too that give the focus to nobody."""
        before, now = self._from, QApplication.focusWidget()
        gone = before is None or not isValid(before) or not before.isVisible()
        if before is None or gone or (now is not None and not self.isAncestorOf(now)):
            return
        before.window().activateWindow()
        before.setFocus()

    def fit(self) -> None:
        """Shrink to the screen; contents that have no room scroll."""
        room = self.screen().availableGeometry().size() - FRAME
        self.setMaximumSize(room.expandedTo(self.minimumSizeHint()))
        self.resize(self.size().boundedTo(room))


def open_and_forget(dialog: QDialog) -> None:
    """Open a dialog over its window; it goes when it is left."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def show_once(
    over: QWidget, kind: type[D], make: Callable[[], D], *, of: QObject | None = None, about: object = None
) -> D:
    """Bring the window of a kind that stands open over another one to the front, or make and show it.

    One that is `about` something else gives its place up. It goes with what it is `of`: a project's page.
    """
    for dialog in over.findChildren(kind):
        if not dialog.isVisible():
            continue
        if dialog.is_about == about:
            if dialog.isMinimized():
                dialog.showNormal()
            dialog.raise_()
            dialog.activateWindow()
            return dialog
        dialog.close()
    dialog = make()
    dialog.is_about = about
    if of is not None:
        of.destroyed.connect(dialog.deleteLater)
    dialog.show()
    return dialog


class Scrolled(QScrollArea):
    """Contents that are seen whole where there is room, and scroll up and down where there is none."""

    def __init__(self, contents: QLayout | QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if isinstance(contents, QLayout):
            contents.setContentsMargins(0, 0, 2, 0)
            self._inside = QWidget()
            self._inside.setLayout(contents)
        else:
            self._inside = contents
        self.setWidget(self._inside)

    def high(self, wide: int) -> int:
        """Pixels that the contents need at a width."""
        inside = self._inside
        if inside.hasHeightForWidth():
            return inside.heightForWidth(wide)
        return inside.sizeHint().expandedTo(inside.minimumSizeHint()).height()

    def sizeHint(self) -> QSize:
        """The whole of the contents."""
        wide = max(self._inside.sizeHint().width(), self.minimumSizeHint().width())
        return QSize(wide, self.high(wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as the contents must be with a bar beside them; of their height only a part."""
        hint = self._inside.minimumSizeHint()
        return QSize(hint.width() + BAR, min(hint.height(), self.fontMetrics().lineSpacing() * 6))
