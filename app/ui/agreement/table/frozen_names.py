"""The first column of a table, kept in sight while the others are scrolled sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

MOST_COVERED = 120  # pixels of a column


class FrozenNames(QTableView):
    """Lies over the left edge of a table, with its model and selection, once that is scrolled."""

    def __init__(self, table: QTableView, delegate: QStyledItemDelegate) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(delegate)
        self.setObjectName("frozenNames")
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        for hide in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.hide()
        mine, other = self.verticalScrollBar(), table.verticalScrollBar()
        other.valueChanged.connect(mine.setValue)
        mine.valueChanged.connect(other.setValue)
        table.horizontalScrollBar().valueChanged.connect(self._appear)

    def follow_sorting(self) -> None:
        """A click on the head sorts the table, and its arrow shows how."""
        head, other = self.horizontalHeader(), self._table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(other.isSortIndicatorClearable())
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        other.sortIndicatorChanged.connect(self._follow)

    def place(self) -> None:
        """Take the width of the first column, and the height of the table."""
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column > 0)
        width = self._width()
        self.setColumnWidth(0, width)
        head = self._table.horizontalHeader()
        shown = not head.isHidden()
        self.horizontalHeader().setVisible(shown)
        height = head.height() if shown else 0
        self.horizontalHeader().setFixedHeight(head.height())
        frame = self._table.frameWidth()
        self.setGeometry(frame, frame, width, height + self._table.viewport().height())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())

    def _width(self) -> int:
        """At least that of the first column; more where a number beside it would be cut in two."""
        width = self._table.columnWidth(0)
        for column in range(1, self.model().columnCount()):
            left = self._table.columnViewportPosition(column)
            right = left + self._table.columnWidth(column)
            if left < width < right and right - left < MOST_COVERED:
                return right
        return width

    def _appear(self, scrolled: int) -> None:
        self.setVisible(scrolled > 0)
        if scrolled > 0:
            self.place()
            self.raise_()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._table.horizontalHeader().setSortIndicator(column, order)

    def _follow(self, column: int, order: Qt.SortOrder) -> None:
        head = self.horizontalHeader()
        head.blockSignals(True)
        head.setSortIndicator(column, order)
        head.blockSignals(False)
        head.viewport().update()
