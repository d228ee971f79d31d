"""What stands over a row of a list: a name, as that of the document that begins there, and more aside."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette

from app.ui.kit.elided import cut
from app.ui.kit.painted import LEFT, RIGHT

ABOVE = 14  # pixels over the name
BELOW = 6


def head_height(font: QFont) -> int:
    """How high it is."""
    return QFontMetrics(font).height() + ABOVE + BELOW + 2


def paint_head(
    painter: QPainter, row: QRect, box: QRect, words: tuple[str, str], look: tuple[QFont, QPalette]
) -> None:
    """Paint a name and what stands aside into a box, with a line above but for the first of the list."""
    (name, aside), (font, palette) = words, look
    if row.top() > 0:
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(box.left(), row.top() + 5, box.right(), row.top() + 5)
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    painter.drawText(box, RIGHT, aside)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.drawText(box, LEFT, cut(painter.fontMetrics(), name, box.width() - 60))
