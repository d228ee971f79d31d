"""The head of the agreement table, with the scale of the intervals over their column."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView

from app.report.numbers import coefficient
from app.translation import tr
from app.ui.agreement.table.delegate import EDGE, MARKS, LineDelegate, place

SMALLER = 2  # pixels


class ScaleHeader(QHeaderView):
    """Columns that can be clicked to sort; ticks of alpha under the name of the interval's column."""

    def __init__(self, view: QTableView, delegate: LineDelegate) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._delegate = delegate
        self.interval = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName(tr("Columns"))

    def sizeHint(self) -> QSize:
        """Two lines: names, and the scale."""
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self.fontMetrics().height() - SMALLER)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name, and the scale where it belongs."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.interval:
            return
        painter.save()
        font = painter.font()
        font.setPixelSize(self.fontInfo().pixelSize() - SMALLER)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        room = rect.adjusted(EDGE, 0, -EDGE, 0)
        for mark in MARKS:
            middle = round(place(room, mark, self._delegate.lowest))
            spot = QRect(middle - 20, rect.bottom() - painter.fontMetrics().height() - 1, 40, 20)
            words = f"{mark:g}" if mark in (0, 1) else coefficient(mark, 1)
            painter.drawText(spot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
        painter.restore()
