"""The small square of a colour beside a name, and the name as it fits."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap


def shortened(name: str, characters: int) -> str:
    """A name cut to fit, with an ellipsis."""
    return name if len(name) <= characters else name[: characters - 1].rstrip() + "…"


def chip_icon(colour: str) -> QIcon:
    """A small square of a code's colour."""
    picture = QPixmap(20, 20)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(2, 2, 16, 16, 4, 4)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # the style would tint it
    return icon
