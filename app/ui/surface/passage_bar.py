"""Tells of a passage once it rests, and keeps the bar with codes at its end."""

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from app.ui.surface.page import ReadingPage
from app.ui.surface.selection import Selection
from app.ui.surface.selection_bar import SelectionBar

SETTLE_MS = 150


class PassageBar(QObject):
    """Tells each passage once; by keys a selection rests after a moment, by mouse when the button is up."""

    about_to_tell = Signal()  # other words are chosen
    passage_selected = Signal(int, int)
    gone = Signal()

    def __init__(self, page: ReadingPage, selection: Selection) -> None:
        super().__init__(page)
        self._page, self._selection = page, selection
        self._last_told: tuple[int, int] | None = None
        self.bar = SelectionBar(page)
        self.bar.closed.connect(page.setFocus)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.tell)
        page.selectionChanged.connect(self._wait)
        page.verticalScrollBar().valueChanged.connect(self._follow)

    def tell(self) -> None:
        """Tells what is selected now, where that was not told yet."""
        self.be_quiet()
        passage = self._selection.passage()
        if passage == self._last_told:
            return
        self._last_told = passage
        if passage is None:
            self.bar.withdraw()
            self.gone.emit()
        else:
            self.about_to_tell.emit()
            self.bar.open_at(self._place_of(passage), self._room(), self._page.shown.text[slice(*passage)])
            self.passage_selected.emit(*passage)

    def be_quiet(self) -> None:
        """What is selected goes on changing."""
        self._settle.stop()

    def withdraw(self) -> None:
        """Another document is shown: nothing was told of it."""
        self._last_told = None
        self.bar.withdraw()

    def _wait(self) -> None:
        if not self._selection.pressed:
            self._settle.start()

    def _follow(self) -> None:
        if self._last_told and self.bar.isVisible():
            self.bar.move_to(self._place_of(self._last_told), self._room())

    def _place_of(self, passage: tuple[int, int]) -> QRect:
        """From the top of its first line to the bottom of its last, where it ends."""
        box = self._page.rect_of(passage[1], end=True)
        box.setTop(min(box.top(), self._page.rect_of(passage[0]).top()))
        return box.toRect().translated(self._page.viewport().pos())

    def _room(self) -> QRect:
        return self._page.rect().adjusted(4, 4, -self._page.verticalScrollBar().width() - 4, -4)
