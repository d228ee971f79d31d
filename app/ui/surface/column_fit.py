"""Keeps a page's column as wide as reads well and its margin beside it, and both still where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from app.ui.surface.columns import mean_letter, share_width
from app.ui.surface.lanes import MAX_LANES
from app.ui.surface.margin import wanted_width
from app.ui.surface.reading_layout import MARGIN

if TYPE_CHECKING:
    from app.ui.surface.page import ReadingPage

LABELS_LEAST, LABELS_MOST = 130, 230
LANES_RESERVED = 3  # so that the column doesn't move with the first overlap


class ColumnFit(QObject):
    """Shares the width of a page between its text, the stripes and the air around them."""

    def __init__(self, page: ReadingPage) -> None:
        super().__init__(page)
        self._page = page
        self._lanes = LANES_RESERVED
        self._stripes = 0  # pixels beside the text
        self._held: QRect | None = None  # where the column stands while a button is down in it
        page.verticalScrollBar().rangeChanged.connect(self._keep_place)

    def make_room(self, lanes: int) -> None:
        """Room in the margin for so many lanes of stripes."""
        self._lanes = max(LANES_RESERVED, lanes)
        self.fit()

    def hold(self) -> None:
        """From now on only scrolling moves the text: not lanes, not room that comes or goes around it."""
        self._held = self._page.viewport().geometry()
        self._page.laid_out.pause(paused=True)

    def let_go(self) -> None:
        """The text may move again, and takes the place that it would have."""
        if self._held is not None:
            self._held = None
            self._page.laid_out.pause(paused=False)
            self.fit()
            self._page.laid_out.tell_size()

    def fit(self) -> None:
        """The column takes its width and place in the room that there is."""
        if self._held is not None:
            self._keep_column(self._held)
            return
        page = self._page
        total = page.contentsRect().width() - page.verticalScrollBar().sizeHint().width()
        lanes = self._lanes + (2 if self._lanes >= MAX_LANES else 0)  # for the count of what doesn't fit
        least, most = wanted_width(lanes, LABELS_LEAST), wanted_width(lanes, LABELS_MOST)
        columns = share_width(total, mean_letter(page.face()), round(2 * MARGIN), least, most)
        self._stripes = columns.stripes
        before, after = columns.before, max(0, total - columns.before - columns.text)
        left, right = (after, before) if page.shown.direction == "rtl" else (before, after)
        margins = page.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            page.setViewportMargins(left, 0, right, 0)
        page.laid_out.lay_out_ahead()
        self.place_margin()

    def place_margin(self) -> None:
        """The margin stands beside the column, on the side where its lines end."""
        column = self._page.viewport().geometry()
        rtl = self._page.shown.direction == "rtl"
        left = column.left() - self._stripes if rtl else column.right() + 1
        self._page.margin.setGeometry(left, column.top(), self._stripes, column.height())

    def _keep_column(self, held: QRect) -> None:
        page = self._page
        left = page.viewportMargins().left()
        right = page.contentsRect().width() - page.verticalScrollBar().width() - left - held.width()
        page.setViewportMargins(left, 0, max(0, right), 0)

    def _keep_place(self, _least: int, most: int) -> None:
        """Where more would fit on the last screen now, the text would move down under the mouse."""
        bar = self._page.verticalScrollBar()
        if self._held is not None and bar.value() > most:
            bar.setMaximum(bar.value())
