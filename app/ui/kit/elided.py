"""Names cut where their place ends: “…” stands at their own end, whichever way they run."""

from typing import Any

from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate

from app.isolation import isolated
from app.ui.kit.plain import Label

LEAST = 40  # pixels: few letters and the sign


def cut(metrics: QFontMetrics | QFontMetricsF, words: str, width: float) -> str:
    """Words as far as there is room, in pixels; uncut ones come back as they are.

    Painted from left to right, the sign behind an Arabic name would stand before its first word. Words made
    of several names have each of them `isolated`.
    """
    if isinstance(metrics, QFontMetrics):
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))
    else:
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
    return fitting if fitting == words else isolated(fitting)


class NamesDelegate(QStyledItemDelegate):
    """Paints the names in a list, tree or table: what Qt cuts of them ends in “…” at its own end.

    Copying and readers of the screen take the names from the model, as they are.
    """

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        """The words that are painted."""
        return isolated(super().displayText(value, locale))


class ElidedLabel(Label):
    """A label of one line; its owner gives the tip that has all words.

    It takes the width that is left; where it is `modest`, no more than its words need.
    """

    def __init__(self, *, modest: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        wide = QSizePolicy.Policy.Preferred if modest else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Little: it can be cut."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), LEAST), self._high(hint.height()))

    def sizeHint(self) -> QSize:
        """All its words, as high as they are when they are cut."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._high(hint.height()))

    def _high(self, usual: int) -> int:
        """Pixels that the words need where another typeface has to give letters or the sign."""
        return max(usual, self.fontMetrics().boundingRect(QRect(), 0, f"{isolated(self.text())}…").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = cut(self.fontMetrics(), self.text(), room.width())
        painter.drawText(room, int(self.alignment()), words)
