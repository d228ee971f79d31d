"""The margin beside the text, where the stripes of the codings on screen stand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.text.lanes import COLLAPSED, Lanes
from app.ui.text.look import Look
from app.ui.text.stripes import Collapsed, Label, Stripe, collapse, place_labels

LANE = 9.0
STRIPE = 4.0
GAP = 6.0
LABELS_LEAST = 56.0  # narrower ones are left out


def wanted_width(lanes: int, labels: int) -> int:
    """Pixels for the lanes and for labels of some width beside them."""
    return int(GAP + lanes * LANE + GAP + labels)


class StripeMargin(QWidget):
    """Draws stripes and labels, and says which one the mouse is over or has clicked."""

    hovered = Signal(object, object)  # coding id or None, global position
    clicked = Signal(object)  # coding id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAccessibleName("Coding stripes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stripes: Sequence[Stripe] = ()
        self._labels: Sequence[Label] = ()
        self._collapsed: Sequence[Collapsed] = ()
        self._lanes = 0
        self._lit: frozenset[int] = frozenset()
        self.mirrored = False

    def show_stripes(self, stripes: Sequence[Stripe], lanes: Lanes, lit: frozenset[int]) -> None:
        """Takes what is on screen now."""
        self._stripes, self._lanes, self._lit = stripes, lanes.count, lit
        row = QFontMetricsF(self._label_font()).height() + 3
        with_lane = [stripe for stripe in stripes if stripe.placed.lane != COLLAPSED]
        self._labels = place_labels(with_lane, row, self.height()) if self._label_room() else ()
        self._collapsed = collapse(stripes)
        self.update()

    def stripe_at(self, point: QPointF) -> int | None:
        """The coding whose stripe or label is at a point of the margin."""
        row = QFontMetricsF(self._label_font()).height() + 3
        for label in self._labels:
            if label.y <= point.y() < label.y + row and self._from_text(point.x()) >= self._labels_at() - 3:
                return label.stripe.id
        x = self._from_text(point.x()) - STRIPE / 2
        near = [s for s in self._stripes if s.top <= point.y() <= s.bottom and s.placed.lane != COLLAPSED]
        distance, found = min(
            ((abs(x - self._lane_at(s.placed.lane)), s.id) for s in near), default=(LANE, -1)
        )
        return found if distance <= LANE / 2 + 1 else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws what `show_stripes` was given."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look.of(self.palette())
        for stripe in self._stripes:
            if stripe.placed.lane != COLLAPSED:
                self._paint_stripe(painter, stripe, look)
        for group in self._collapsed:
            self._paint_count(painter, group, look)
        for label in self._labels:
            self._paint_label(painter, label, look)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self.hovered.emit(self.stripe_at(event.position()), event.globalPosition().toPoint())

    def leaveEvent(self, _event: QEvent) -> None:
        """Hover ends."""
        self.hovered.emit(None, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a stripe or its label."""
        found = self.stripe_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click, which is nobody else's."""
        event.accept()

    def _label_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        return font

    def _lane_at(self, lane: int) -> float:
        return GAP + lane * LANE

    def _labels_at(self) -> float:
        return GAP + (self._lanes + (1 if self._collapsed else 0)) * LANE + GAP

    def _label_room(self) -> bool:
        return self.width() - self._labels_at() >= LABELS_LEAST

    def _from_text(self, x: float) -> float:
        return self.width() - x if self.mirrored else x

    def _rect(self, x: float, top: float, width: float, bottom: float) -> QRectF:
        left = self.width() - x - width if self.mirrored else x
        return QRectF(left, top, width, bottom - top)

    def _paint_stripe(self, painter: QPainter, stripe: Stripe, look: Look) -> None:
        lit = stripe.id in self._lit
        width = STRIPE + (2 if lit else 0)
        left = self._lane_at(stripe.placed.lane) - (1 if lit else 0)
        rect = self._rect(left, stripe.top, width, stripe.bottom)
        colour = look.line(stripe.placed.colour)
        middle = rect.center().x()
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not stripe.placed.mark.sure:
            pen.setDashPattern([1.2, 0.7])
        painter.setPen(pen)
        painter.drawLine(QPointF(middle, rect.top()), QPointF(middle, rect.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for shown, y in ((stripe.opens, rect.top()), (stripe.closes, rect.bottom() - 1.5)):
            if shown:
                painter.drawRect(QRectF(rect.left() - 1, y, rect.width() + 2, 1.5))

    def _paint_count(self, painter: QPainter, group: Collapsed, look: Look) -> None:
        rect = self._rect(self._lane_at(self._lanes), group.top, STRIPE, group.bottom)
        x = rect.center().x()
        painter.setPen(QPen(look.faint(), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, rect.top() + 14), QPointF(x, rect.bottom()))
        painter.setFont(self._label_font())
        painter.setPen(look.faint())
        box = QRectF(x - 12, max(rect.top(), 0), 24, 14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(group.ids)}")

    def _paint_label(self, painter: QPainter, label: Label, look: Look) -> None:
        mark = label.stripe.placed.mark
        font = self._label_font()
        font.setBold(label.stripe.id in self._lit)
        metrics = QFontMetricsF(font)
        rect = self._rect(
            self._labels_at(), label.y, self.width() - self._labels_at() - 4, label.y + metrics.height() + 2
        )
        tail = (
            mark.coder_initials + ("" if mark.sure else " ?") + (f"  +{label.hidden}" if label.hidden else "")
        )
        room = rect.width() - 9 - metrics.horizontalAdvance(tail) - 8
        name = metrics.elidedText(mark.code_name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.line(label.stripe.placed.colour))
        chip = self._rect(self._labels_at(), label.y + 3, 4, label.y + metrics.height() - 1)
        painter.drawRoundedRect(chip, 1.5, 1.5)
        painter.setFont(font)
        near = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(0, 0, -9, 0) if self.mirrored else rect.adjusted(9, 0, 0, 0)
        painter.setPen(look.faint(0.85) if label.stripe.id not in self._lit else look.faint(1.0))
        painter.drawText(inner, near | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(look.faint(0.6))
        advance = metrics.horizontalAdvance(name) + 6
        after = inner.adjusted(0, 0, -advance, 0) if self.mirrored else inner.adjusted(advance, 0, 0, 0)
        painter.drawText(after, near | Qt.AlignmentFlag.AlignVCenter, tail)
