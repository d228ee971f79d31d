"""Trees whose cells break into lines: a row is as high as its longest cell needs in its column."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from app.ui.kit.elided import NamesDelegate

MOST_LINES, AROUND, BESIDE = 6, 8, 14  # pixels above and below together, and beside the words
HIGHEST = 10_000


class WrappingDelegate(NamesDelegate):
    """Qt asks for the size of a cell of a tree without its width, so that all would be one line."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as Qt says, as high as the words need."""
        hint = super().sizeHint(option, index)
        room = self._tree.columnWidth(index.column()) - BESIDE
        if index.column() == self._tree.treePosition() or index.column() == 0:
            room -= self._tree.indentation() * (2 if index.parent().isValid() else 1)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        room -= option.decorationSize.width() + 4 if icon is not None else 0
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        line = option.fontMetrics.lineSpacing()
        needed = option.fontMetrics.boundingRect(
            QRect(0, 0, max(room, 40), HIGHEST), int(Qt.TextFlag.TextWordWrap), words
        ).height()
        return QSize(hint.width(), max(hint.height(), min(needed, MOST_LINES * line) + AROUND))


def wrap(tree: QTreeView) -> None:
    """Let the cells of a tree break into lines, also when a column is made wider."""
    tree.setWordWrap(True)
    tree.setUniformRowHeights(False)
    tree.setItemDelegate(WrappingDelegate(tree))
    tree.header().sectionResized.connect(lambda *_: tree.scheduleDelayedItemsLayout())
