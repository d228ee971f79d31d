"""The stacked bar of disagreement by kind, numbered, with what each part is in words below it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS
from app.report.figures import kind_shares
from app.report.names import kind_told
from app.translation import tr
from app.ui.kit.plain import plain_tip
from app.ui.surface.look import blend, contrast

STRENGTHS = dict(zip(KINDS, (0.9, 0.68, 0.46, 0.28, 0.12), strict=True))  # of the accent
BAR, GAP, LEAD = 24.0, 10.0, 1.5
NARROWEST = 13.0  # that holds a number
EDGE = 14.0
MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class BarInk:
    """What to draw with."""

    text: QColor
    base: QColor
    accent: QColor

    @staticmethod
    def of(palette: QPalette) -> "BarInk":
        """The colours of the window."""
        role = QPalette.ColorRole
        return BarInk(*(palette.color(colour_role) for colour_role in (role.Text, role.Base, role.Accent)))


class KindsBar(QWidget):
    """Shows one disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Disagreement | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_disagreement(self, shown: Disagreement) -> None:
        """Show another one."""
        self._shown = shown
        self.setAccessibleName(tr("Disagreement by kind"))
        self.setAccessibleDescription("; ".join(part.words for part in kind_shares(shown)))
        self.setToolTip(plain_tip("\n".join(map(kind_told, KINDS))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar, and a line for each kind."""
        line = self.fontMetrics().height() * LEAD
        return QSize(300, round(BAR + GAP + len(KINDS) * line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if self._shown is None:
            return
        painter = QPainter(self)
        paint_kinds(
            painter, QRectF(self.rect()).adjusted(0, 0, -1, 0), self._shown, BarInk.of(self.palette())
        )
        painter.end()


def paint_kinds(painter: QPainter, room: QRectF, shown: Disagreement, ink: BarInk) -> None:
    """Paint the bar at the head of the room and the words below it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = room.left() + 0.5
    shares = kind_shares(shown)
    for index, share in enumerate(shares, start=1):
        width = share.share * (room.width() - 1)
        part = QRectF(left, room.top() + 0.5, width, BAR - 1)
        _paint_part(painter, part, index if width >= NARROWEST else None, share.kind, ink)
        left += width
    if not shown.length:
        painter.setPen(QPen(ink.text, 1))
        painter.drawRect(QRectF(room.left() + 0.5, room.top() + 0.5, room.width() - 1, BAR - 1))
    line = painter.fontMetrics().height() * LEAD
    for index, share in enumerate(shares):
        top = room.top() + BAR + GAP + index * line
        swatch = QRectF(room.left() + 0.5, top + 1, line - 3, line - 3)
        _paint_part(painter, swatch, index + 1, share.kind, ink)
        painter.setPen(ink.text)
        painter.drawText(
            QRectF(room.left() + line + 6, top, room.width() - line - 6, line), MIDDLE, share.words
        )


def _paint_part(painter: QPainter, part: QRectF, kind_number: int | None, kind: str, ink: BarInk) -> None:
    if part.width() <= 0:
        return
    behind = blend(ink.base, ink.accent, STRENGTHS[kind])
    painter.setPen(QPen(ink.text, 1))
    painter.setBrush(behind)
    painter.drawRect(part)
    if kind_number is not None:
        painter.setPen(max((ink.text, ink.base), key=lambda ink_colour: contrast(ink_colour, behind)))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(kind_number))
