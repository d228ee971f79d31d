"""Names cut where their place ends: “…” stands at their own end, whichever way they run."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui.kit.plain import Label

LEAST = 40  # pixels: few letters and the sign


def isolated(name: str) -> str:
    """A name that turns neither the words beside it nor itself, whichever way it runs."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


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
        return QSize(min(hint.width(), LEAST), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = cut(self.fontMetrics(), self.text(), room.width())
        painter.drawText(room, int(self.alignment()), words)
