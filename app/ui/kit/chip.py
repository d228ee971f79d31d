"""The small square of a colour beside a name, and the name as it fits."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap


def shortened(name: str, characters: int) -> str:
    """A name cut to fit, with an ellipsis."""
    return name if len(name) <= characters else name[: characters - 1].rstrip() + "…"


def chip_icon(colour: str, *, ticked: bool = False) -> QIcon:
    """A small square of a code's colour; `ticked` where it stands in a menu for what is chosen."""
    picture = QPixmap(20, 20)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(2, 2, 16, 16, 4, 4)
    if ticked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_ink_on(QColor(colour)), 2.4))
        painter.drawPolyline([QPointF(5.5, 10.5), QPointF(8.8, 13.8), QPointF(14.5, 6.5)])
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # the style would tint it
    return icon


def _ink_on(colour: QColor) -> QColor:
    """Black or white, whichever stands out more (the contrast of WCAG 2)."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return QColor("white" if light < 0.179 else "black")
