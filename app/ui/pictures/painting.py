"""Paints drawings of the report: in the window's colours or on white paper, crisp at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from app.isolation import isolated
from app.report.drawing.shapes import (
    SIZE,
    TEXT,
    Box,
    Disc,
    Drawing,
    Ink,
    Lettering,
    Shape,
    Stroke,
)
from app.ui.kit.elided import cut
from app.ui.surface.look import Look, blend, contrast

SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "middle": Qt.AlignmentFlag.AlignHCenter,
}
FIRM = Qt.AlignmentFlag.AlignAbsolute  # an Arabic name stands on the side that was meant
MIDDLE = Qt.AlignmentFlag.AlignVCenter
HATCH_STEP = 4.0  # points between the lines of a pattern
PAPER_COLOURS = {
    "text": "#111111",
    "muted": "#4d5158",
    "rule": "#c8c8c8",
    "base": "#ffffff",
    "accent": "#1f4e8c",
}


@dataclass(frozen=True)
class Inks:
    """The colours of the roles, as `#rrggbb`."""

    roles: tuple[tuple[str, str], ...]

    @staticmethod
    def on_paper() -> "Inks":
        """What is printed: dark on white."""
        return Inks(tuple(PAPER_COLOURS.items()))

    @staticmethod
    def of(palette: QPalette) -> "Inks":
        """The colours of the window."""
        look = Look.of(palette)
        roles = {
            "text": look.text,
            "muted": look.faint().name(),
            "rule": blend(QColor(look.base), QColor(look.text), 0.2).name(),
            "base": look.base,
            "accent": look.accent,
        }
        return Inks(tuple(roles.items()))

    def colour(self, ink: Ink) -> QColor:
        """An ink as it is painted; a code's own colour is strong enough to be seen on the base."""
        return _colour(self, ink)

    def letters(self, words: Lettering) -> QColor:
        """What words are painted with: on a fill whichever of text and base is read best."""
        if words.on is None:
            return self.colour(words.ink)
        behind = self.colour(words.on)
        inks = (self.colour(TEXT), self.colour(Ink("base")))
        return max(inks, key=lambda letters: contrast(letters, behind))


@lru_cache(maxsize=2048)
def _colour(inks: Inks, ink: Ink) -> QColor:
    roles = dict(inks.roles)
    base, text = QColor(roles["base"]), roles["text"]
    if ink.colour in roles:
        full = QColor(roles[ink.colour])
    elif ink.exact:
        full = QColor(ink.colour)
    else:
        full = Look(base.name(), text, roles["accent"], dark=False).line(ink.colour)
    return full if ink.share >= 1 else blend(base, full, ink.share)


def font(size: float, bold: bool = False) -> QFont:
    """The typeface of the program, `size` points high where a point is a pixel."""
    typeface = QFont()
    typeface.setPixelSize(max(1, round(size)))
    typeface.setBold(bold)
    return typeface


def measure(words: str, size: float) -> float:
    """How wide words are, in points: what drawings are laid out with."""
    return QFontMetricsF(font(size)).horizontalAdvance(words)


def paint(painter: QPainter, drawing: Drawing, inks: Inks) -> None:
    """Paint all shapes, in points from the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for shape in drawing.shapes:
        _paint_shape(painter, shape, inks)


def _paint_shape(painter: QPainter, shape: Shape, inks: Inks) -> None:
    match shape:
        case Lettering():
            _paint_words(painter, shape, inks)
        case Stroke():
            painter.setPen(_pen(inks.colour(shape.ink), shape.width, shape.dashed))
            painter.drawPolyline(QPolygonF([QPointF(*point) for point in shape.points]))
        case Disc():
            _prepare(painter, shape.fill, shape.edge, inks)
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Box():
            _paint_box(painter, shape, inks)


def _prepare(painter: QPainter, fill: Ink | None, edge: Ink | None, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else inks.colour(fill))
    painter.setPen(QPen(Qt.PenStyle.NoPen) if edge is None else _pen(inks.colour(edge), 0.6))


def _pen(colour: QColor, width: float, dashed: bool = False) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_box(painter: QPainter, box: Box, inks: Inks) -> None:
    _prepare(painter, box.fill, box.edge, inks)
    room = QRectF(box.x, box.y, box.width, box.height)
    if box.radius:
        painter.drawRoundedRect(room, box.radius, box.radius)
    else:
        painter.drawRect(room)
    if box.hatch and box.fill is not None:
        inner = Lettering(box.x, box.y, box.width, box.height, "", on=box.fill)
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.setPen(_pen(inks.letters(inner), 0.7))
        painter.drawLines(_hatching(room, box.hatch))
        painter.restore()


def _hatching(room: QRectF, hatch: int) -> Sequence[QLineF]:
    """Lines over a room: rising, falling, crossed, level, upright, or both of these."""
    kinds = {1: "/", 2: "\\", 3: "/\\", 4: "-", 5: "|", 6: "-|"}[1 + (hatch - 1) % 6]
    lines: list[QLineF] = []
    high, wide = room.height(), room.width()
    for kind in kinds:
        along = high if kind == "-" else wide if kind == "|" else wide + high
        offset = HATCH_STEP / 2
        while offset < along:
            match kind:
                case "-":
                    y = room.top() + offset
                    lines.append(QLineF(room.left(), y, room.right(), y))
                case "|":
                    x = room.left() + offset
                    lines.append(QLineF(x, room.top(), x, room.bottom()))
                case "/":
                    x = room.left() + offset
                    lines.append(QLineF(x, room.top(), x - high, room.bottom()))
                case _:
                    x = room.left() + offset - high
                    lines.append(QLineF(x, room.top(), x + high, room.bottom()))
            offset += HATCH_STEP
    return lines


def _paint_words(painter: QPainter, words: Lettering, inks: Inks) -> None:
    typeface = font(words.size, words.bold)
    painter.setFont(typeface)
    painter.setPen(inks.letters(words))
    if words.wraps:
        room = QRectF(words.x, words.y, words.width, words.height + SIZE)
        painter.drawText(room, Qt.TextFlag.TextWordWrap | SIDES[words.side], words.text)
        return
    metrics = QFontMetricsF(typeface)
    if words.upwards:
        painter.save()
        painter.translate(words.x, words.y + words.height)
        painter.rotate(-90)
        room = QRectF(0, 0, words.height, words.width)
        text = cut(metrics, isolated(words.text), words.height + 1)
        painter.drawText(room, MIDDLE | SIDES[words.side] | FIRM, text)
        painter.restore()
        return
    room = QRectF(words.x, words.y, words.width, words.height)
    text = cut(metrics, isolated(words.text), words.width + 1)
    painter.drawText(room, MIDDLE | SIDES[words.side] | FIRM, text)
