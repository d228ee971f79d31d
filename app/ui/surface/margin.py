"""The margin beside the text, where the stripes of the codings on screen stand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.kit.elided import cut
from app.ui.surface.lanes import COLLAPSED, MAX_LANES, Lanes
from app.ui.surface.look import Look
from app.ui.surface.stripes import Collapsed, Stripe, StripeLabel, collapse, place_labels
from app.ui.surface.strokes import paint_stroke

LANE = 9.0
STRIPE = 4.0
DASHES = (1.2, 0.7)  # of a stripe that is unsure
GAP = 8.0
RULE = 1.0
CHIP = 4.0
LABEL_LEAST = 11
COUNT_WIDTH = 20.0
LABELS_LEAST = 56.0  # narrower ones are left out
NOTE = 9.0  # the side of the mark of a memo


def wanted_width(lanes: int, labels: int) -> int:
    """Pixels for the lanes and for labels of some width beside them."""
    return int(GAP + lanes * LANE + GAP + labels)


class StripeMargin(QWidget):
    """Draws stripes and labels, and says which one the mouse is over or has clicked."""

    hovered = Signal(object, object)  # coding ids, global position
    clicked = Signal(int)  # coding id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAccessibleName("Coding stripes")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stripes: Sequence[Stripe] = ()
        self._labels: Sequence[StripeLabel] = ()
        self._collapsed: Sequence[Collapsed] = ()
        self._lanes = 0
        self._lit: frozenset[int] = frozenset()
        self.mirrored = False
        self._take_font()

    def show_stripes(self, stripes: Sequence[Stripe], lanes: Lanes, lit: frozenset[int]) -> None:
        """Takes what is on screen now."""
        self._stripes, self._lanes, self._lit = stripes, lanes.count, lit
        with_lane = [stripe for stripe in stripes if stripe.placed.lane != COLLAPSED]
        self._labels = place_labels(with_lane, self._row, self.height()) if self._label_room() else ()
        self._collapsed = collapse(stripes)
        self.update()

    def codings_at(self, point: QPointF) -> list[int]:
        """The codings at a point of the margin: of a stripe, a label, or all behind a count."""
        coding_id = self._stripe_at(point)
        if coding_id is not None:
            return [coding_id]
        on_count = 0 <= self._from_text(point.x()) - self._lane_at(self._lanes) < COUNT_WIDTH
        groups = self._collapsed if on_count else ()
        return [coding for group in groups if group.top <= point.y() <= group.bottom for coding in group.ids]

    def _stripe_at(self, point: QPointF) -> int | None:
        for label in self._labels:
            if (
                label.y <= point.y() < label.y + self._row
                and self._from_text(point.x()) >= self._labels_at() - 3
            ):
                return label.stripe.id
        x = self._from_text(point.x()) - STRIPE / 2
        near = [s for s in self._stripes if s.top <= point.y() <= s.bottom and s.placed.lane != COLLAPSED]
        distance, nearest = min(
            ((abs(x - self._lane_at(s.placed.lane)), s.id) for s in near), default=(LANE, -1)
        )
        return nearest if distance <= LANE / 2 + 1 else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws what `show_stripes` was given."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look.of(self.palette())
        painter.fillRect(self._rect(0, 0, RULE, self.height()), look.hairline())
        for stripe in self._stripes:
            if stripe.placed.lane != COLLAPSED:
                self._paint_stripe(painter, stripe, look)
        for stripe in self._stripes:  # over the stripes beside it
            if stripe.has_memo and stripe.placed.lane != COLLAPSED:
                paint_note(painter, self._note(stripe), look)
        for group in self._collapsed:
            self._paint_count(painter, group, look)
        for label in self._labels:
            self._paint_label(painter, label, look)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Labels follow the program's typeface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._take_font()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self.hovered.emit(self.codings_at(event.position()), event.globalPosition().toPoint())

    def leaveEvent(self, _event: QEvent) -> None:
        """Hover ends."""
        self.hovered.emit([], None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a stripe or its label."""
        coding_ids = self.codings_at(event.position())
        if coding_ids and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(coding_ids[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click, which is nobody else's."""
        event.accept()

    def _take_font(self) -> None:
        self._plain = QFont(self.font())
        self._plain.setPixelSize(max(LABEL_LEAST, QFontInfo(self.font()).pixelSize() - 1))
        self._bold = QFont(self._plain)
        self._bold.setBold(True)
        self._metrics = {False: QFontMetricsF(self._plain), True: QFontMetricsF(self._bold)}
        self._row = self._metrics[False].height() + 3

    def _lane_at(self, lane: int) -> float:
        return GAP + lane * LANE

    def _labels_at(self) -> float:
        return GAP + self._lanes * LANE + (COUNT_WIDTH if self._lanes >= MAX_LANES else 0) + GAP

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
        line = QLineF(middle, rect.top(), middle, rect.bottom())
        paint_stroke(painter, line, colour, width, () if stripe.placed.mark.sure else DASHES)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for shown, y in ((stripe.opens, rect.top()), (stripe.closes, rect.bottom() - 1.5)):
            if shown:
                painter.drawRect(QRectF(rect.left() - 1, y, rect.width() + 2, 1.5))

    def _note(self, stripe: Stripe) -> QRectF:
        """Where the mark of a memo stands: on the stripe, a little below where it begins on screen."""
        middle = self._lane_at(stripe.placed.lane) + STRIPE / 2
        top = max(stripe.top, 0.0) + 4
        return self._rect(middle - NOTE / 2, top, NOTE, top + NOTE)

    def _paint_count(self, painter: QPainter, group: Collapsed, look: Look) -> None:
        top = max(group.top, 0.0)
        box = self._rect(self._lane_at(self._lanes), top, COUNT_WIDTH, top + self._row)
        x = self._rect(self._lane_at(self._lanes), top, STRIPE, group.bottom).center().x()
        painter.setPen(QPen(look.faint(), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, group.bottom))
        painter.setFont(self._plain)
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, f"+{len(group.ids)}")
        if group.has_memo:
            below = top + self._row
            left = self._lane_at(self._lanes) + (STRIPE - NOTE) / 2
            paint_note(painter, self._rect(left, below, NOTE, below + NOTE), look)

    def _paint_label(self, painter: QPainter, label: StripeLabel, look: Look) -> None:
        mark = label.stripe.placed.mark
        lit = label.stripe.id in self._lit
        metrics = self._metrics[lit]
        left, bottom = self._labels_at(), label.y + metrics.height() + 2
        chip = self._rect(left, label.y + 3, CHIP, bottom - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.line(label.stripe.placed.colour))
        painter.drawRoundedRect(chip, 1.5, 1.5)
        left += CHIP + 5
        if label.stripe.has_memo:
            note = self._rect(left, label.y + (self._row - NOTE) / 2, NOTE, label.y + (self._row + NOTE) / 2)
            paint_note(painter, note, look)
            left += NOTE + 4
        hidden = f"  +{label.hidden}" if label.hidden else ""
        tail = f"{mark.coder_initials}{'' if mark.sure else ' ?'}{hidden}"
        room = self.width() - left - metrics.horizontalAdvance(tail) - 12
        name = cut(metrics, mark.code_name, room)
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        after = left + metrics.horizontalAdvance(name) + 6
        painter.setFont(self._bold if lit else self._plain)
        for text, x, share in ((name, left, 1.0 if lit else 0.85), (tail, after, 0.6)):
            painter.setPen(look.faint(share))
            rect = self._rect(x, label.y, max(0.0, self.width() - x), bottom)
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)


def paint_note(painter: QPainter, box: QRectF, look: Look) -> None:
    """The mark of a memo: a small sheet with lines, of one shape and colour whatever the code's."""
    painter.setPen(QPen(look.faint(0.9), 1))
    painter.setBrush(QColor(look.base))
    sheet = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRect(sheet)
    for line in (2.5, 4.5, 6.5):
        painter.drawLine(
            QPointF(sheet.left() + 2, box.top() + line), QPointF(sheet.right() - 2, box.top() + line)
        )
