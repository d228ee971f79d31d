"""A list that opens below its button or field, as far as the screen has room."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QWidget

SEARCHED_FROM = 9  # entries: fewer are seen at once
MOST_SEEN = 12
BELOW = 2  # pixels


def open_below(popup: QFrame, owner: QWidget) -> None:
    """Show it below its owner, moved to where the screen has it whole."""
    popup.adjustSize()
    corner = owner.mapToGlobal(QPoint(0, owner.height() + BELOW))
    room = owner.screen().availableGeometry()
    left = max(room.left(), min(corner.x(), room.right() - popup.width()))
    popup.move(left, max(room.top(), min(corner.y(), room.bottom() - popup.height())))
    popup.show()
