"""Colours of the text view, taken from the palette: tints that keep text legible, lines that can be seen."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


def _channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1, as WCAG defines it."""
    red, green, blue = (_channel(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """`over` laid on `under` with an opacity of `share`, as one opaque colour."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


@lru_cache(maxsize=512)
def _tint(base: str, text: str, colour: str, share: float) -> QColor:
    while share > 0.02:
        tint = blend(QColor(base), QColor(colour), share)
        if contrast(tint, QColor(text)) >= TEXT_CONTRAST:
            return tint
        share -= 0.02
    return QColor(base)


@lru_cache(maxsize=512)
def _line(base: str, text: str, colour: str) -> QColor:
    for tenths in range(10):
        line = blend(QColor(colour), QColor(text), tenths / 10)
        if contrast(line, QColor(base)) >= SHAPE_CONTRAST:
            return line
    return QColor(text)


@lru_cache(maxsize=64)
def _faint(base: str, text: str, share: float) -> QColor:
    while share < 1:
        faint = blend(QColor(base), QColor(text), share)
        if contrast(faint, QColor(base)) >= TEXT_CONTRAST:
            return faint
        share += 0.04
    return QColor(text)


@dataclass(frozen=True, slots=True)
class Look:
    """The palette's colours that the view paints with, as `#rrggbb`."""

    base: str
    text: str
    accent: str
    dark: bool

    @staticmethod
    def of(palette: QPalette) -> "Look":
        """Reads a widget's palette."""
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        accent = palette.color(QPalette.ColorRole.Accent)
        return Look(base.name(), text.name(), accent.name(), luminance(base) < luminance(text))

    def tint(self, colour: str, lit: bool = False) -> QColor:
        """The band behind text: the code's colour on the base, never so strong that text suffers."""
        weak, strong = (0.28, 0.50) if self.dark else (0.20, 0.42)
        return _tint(self.base, self.text, colour, strong if lit else weak)

    def line(self, colour: str) -> QColor:
        """The code's colour for stripes and underlines, strong enough to be seen on the base."""
        return _line(self.base, self.text, colour)

    def faint(self, share: float = 0.62) -> QColor:
        """Text that steps back but stays legible."""
        return _faint(self.base, self.text, share)

    def hairline(self) -> QColor:
        """A rule that only parts."""
        return blend(QColor(self.base), QColor(self.text), 0.12)

    def sheet(self) -> QColor:
        """What lies above the text."""
        return blend(QColor(self.base), QColor(self.text), 0.08 if self.dark else 0.02)

    def sheet_edge(self) -> QColor:
        """The line around a sheet."""
        return blend(QColor(self.base), QColor(self.text), 0.35)


def paint_swatch(painter: QPainter, box: QRectF, colour: str, palette: QPalette) -> None:
    """A small square of a colour, with an edge that can be seen on this palette."""
    painter.setPen(QPen(Look.of(palette).line(colour), 1))
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box, 2.5, 2.5)
