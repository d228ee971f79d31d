"""A list whose entries are several lines long: they wrap at its width, and it never scrolls sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListView, QListWidget

from app.ui.kit.elided import NamesDelegate


class WrappedList(QListWidget):
    """As wide as its place; what has no place in a line ends in “…”."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setItemDelegate(NamesDelegate(self))
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
