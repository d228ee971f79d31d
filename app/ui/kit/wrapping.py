"""Trees whose cells break into lines: a row is as high as its longest cell needs in its column."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from app.ui.kit.elided import NamesDelegate

MOST_LINES, AROUND, BESIDE = 8, 8, 16  # pixels above and below together, and beside the words
SLACK = 16  # a line of several is by this part of it higher than Qt says
HIGHEST = 10_000
LEFT_OUT = " …"


class WrappingDelegate(NamesDelegate):
    """Qt asks for the size of a cell of a tree without its width, so that all would be one line.

    What is too long for the most lines is cut between words: Qt would put its sign at the right end of the
    last line, which is where Arabic begins.
    """

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the words that fit."""
        super().initStyleOption(option, index)
        option.text = fitting(option.fontMetrics, option.text, self._room(option, index))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as Qt says, as high as the words need."""
        hint = super().sizeHint(option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        needed = _high(shown.fontMetrics, shown.text, self._room(option, index))
        return QSize(hint.width(), max(hint.height(), needed + needed // SLACK + AROUND))

    def _room(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
        """How many pixels of a line the words have."""
        room = self._tree.columnWidth(index.column()) - BESIDE
        if index.column() == self._tree.treePosition() or index.column() == 0:
            room -= self._tree.indentation() * (2 if index.parent().isValid() else 1)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        return max(40, room - (option.decorationSize.width() + 4 if icon is not None else 0))


def fitting(metrics: QFontMetrics, text: str, room: int) -> str:
    """As many words as the most lines hold, and … behind them where some are left out."""
    most = MOST_LINES * metrics.lineSpacing()
    if _high(metrics, text, room) <= most:
        return text
    words = text.split(" ")
    fits, more = 0, len(words)
    while more - fits > 1:
        middle = (fits + more) // 2
        fit = _high(metrics, " ".join(words[:middle]) + LEFT_OUT, room) <= most
        fits, more = (middle, more) if fit else (fits, middle)
    return " ".join(words[:fits]) + LEFT_OUT


def _high(metrics: QFontMetrics, text: str, room: int) -> int:
    return metrics.boundingRect(QRect(0, 0, room, HIGHEST), int(Qt.TextFlag.TextWordWrap), text).height()


def wrap(tree: QTreeView) -> None:
    """Let the cells of a tree break into lines, also when a column is made wider."""
    tree.setWordWrap(True)
    tree.setUniformRowHeights(False)
    tree.setItemDelegate(WrappingDelegate(tree))
    tree.header().sectionResized.connect(lambda *_: tree.scheduleDelayedItemsLayout())
