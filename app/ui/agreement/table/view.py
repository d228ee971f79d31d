"""The agreement table as it is seen: lines above, the pooled line apart below, in the same columns."""

from collections.abc import Sequence
from heapq import nlargest

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView, QWidget

from app.report.agreement_lines import AgreementLine, Lines
from app.report.agreement_table import COUNT, INTERVAL, NAME, NOTES
from app.translation import tr
from app.ui.agreement.table.delegate import LineDelegate
from app.ui.agreement.table.frozen_names import FrozenNames
from app.ui.agreement.table.model import AgreementModel
from app.ui.agreement.table.scale_header import ScaleHeader
from app.ui.kit.copying import Copying
from app.ui.kit.lines import NO_MARGINS, below
from app.ui.kit.table import ROW, Index

WIDTHS = {COUNT: 44, INTERVAL: 146}
NARROWEST, AROUND_HEAD = 56, 18  # of a statistic; beside the words at its head
ALL_COUNTED = 76  # the codings of many coders together
MOST_WIDER = 480  # a quarter of it is what the intervals may gain
FRAME = 1
LEAST = {NAME: 190, NOTES: 150}
SMALLEST = {NAME: 150, INTERVAL: 118}  # on a small screen, before the table scrolls sideways
MOST_NOTES, MOST_NAMES = 360, 260
FEW = 20  # of the longest names, of which one is the widest
INDENTED, SWATCHED = " " * 4, " " * 6  # as wide as a step of the codebook, and as a colour
NAMES_SHARE = 0.56  # of what is left over; the notes take the rest


class _Part(QSortFilterProxyModel):
    """The pooled line alone, or all others."""

    def __init__(self, model: AgreementModel, *, pooled: bool) -> None:
        super().__init__(model)
        self._pooled = pooled
        self._model = model
        self.setSourceModel(model)

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        """Whether this row is in this part."""
        return (row == self._model.pooled_row()) is self._pooled

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The model sorts: lines without a number stay behind in either direction."""
        self._model.sort(column, order)


class _View(QTableView):
    """A table of whole lines."""

    def __init__(self, part: _Part) -> None:
        super().__init__()
        self.part = part
        self.delegate = LineDelegate(self)
        self.setModel(part)
        self.setItemDelegate(self.delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 11)
        self.names = FrozenNames(self, self.delegate)


class LinesView(QWidget):
    """Says which line is current."""

    line_chosen = Signal(object)
    _resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = AgreementModel(self)
        self._notes: set[str] = set()  # what stands in their column
        self._names: set[str] = set()  # the longest, each with as much before it as there is painted
        self.lines = _View(_Part(self.model, pooled=False))
        self.lines.setObjectName("agreementLines")
        self.lines.setAccessibleName(tr("Agreement"))
        self._header = ScaleHeader(self.lines, self.lines.delegate)
        self.lines.setHorizontalHeader(self._header)
        self.lines.setSortingEnabled(True)
        self.lines.horizontalHeader().setSortIndicatorClearable(True)
        self.lines.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.lines.names.follow_sorting()
        self.pooled = _View(_Part(self.model, pooled=True))
        self.pooled.setObjectName("pooledLine")
        self.pooled.setAccessibleName(tr("All codes together"))
        self.pooled.horizontalHeader().hide()
        self.pooled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pooled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.copying = Copying(self.lines, self.pooled)
        below((self.lines, 1), self.pooled, on=self, margins=NO_MARGINS, spacing=0)
        self._connect()

    def _connect(self) -> None:
        for view, other in ((self.lines, self.pooled), (self.pooled, self.lines)):
            view.selectionModel().currentRowChanged.connect(self._choose)
            view.selectionModel().selectionChanged.connect(
                lambda chosen, _, other=other: self._leave(other, chosen)
            )
        self.lines.horizontalHeader().sectionResized.connect(
            lambda column, _, width: self.pooled.setColumnWidth(column, width)
        )
        self.lines.horizontalScrollBar().valueChanged.connect(self.pooled.horizontalScrollBar().setValue)
        self._resized.connect(self._fit)

    def show_lines(self, lines: Lines | None) -> None:
        """Show other lines; the current one stays current where it is still there."""
        current = self.current()
        self.model.show(lines)
        self._show_order()
        lowest = min((_lowest(line) for line in (*lines.lines, lines.pooled)), default=0.0) if lines else 0.0
        for view in (self.lines, self.pooled):
            view.delegate.lowest = lowest
        section = self.model.column(NOTES) if lines else -1
        rows = range(self.model.rowCount()) if lines else ()
        self._notes = {str(self.model.index(row, section).data() or "") for row in rows}
        longest = nlargest(FEW, lines.lines, key=lambda line: len(line.title)) if lines else []
        self._names = {f"{INDENTED * line.depth}{SWATCHED}{line.title}" for line in longest}
        self._header.interval = self.model.column(INTERVAL) if lines else -1
        self.pooled.setFixedHeight(self.pooled.rowHeight(0) + 2)
        self._fit()
        if current is not None:
            self.choose(self.model.row_of(current))

    def show_threshold(self, threshold: float | None) -> None:
        """Draw a line at this value of alpha, or none."""
        for view in (self.lines, self.pooled):
            view.delegate.threshold = threshold
            view.viewport().update()

    def current(self) -> AgreementLine | None:
        """The line that is chosen."""
        for view in (self.lines, self.pooled):
            index = view.currentIndex()
            if index.isValid() and view.selectionModel().isSelected(index):
                line: AgreementLine = index.data(ROW)
                return line
        return None

    def choose(self, row: int) -> None:
        """Choose the line in this row of the model."""
        if row < 0:
            return
        view = self.pooled if row == self.model.pooled_row() else self.lines
        view.setCurrentIndex(view.part.mapFromSource(self.model.index(row, 0)))
        view.selectRow(view.currentIndex().row())

    def choose_first(self) -> None:
        """Choose the first line that has a number, unless a line is chosen already."""
        if self.current() is None:
            lines = [self.model.row(row) for row in range(self.model.rowCount())]
            self.choose(next((row for row, line in enumerate(lines) if line.drawn.value is not None), 0))

    def chosen(self) -> Sequence[AgreementLine]:
        """The chosen lines in the order in which they are shown."""
        return [
            index.data(ROW)
            for view in (self.lines, self.pooled)
            for index in sorted(view.selectionModel().selectedRows(), key=lambda index: index.row())
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that there is another room."""
        super().resizeEvent(event)
        self._resized.emit()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.line_chosen.emit(index.data(ROW))

    def _leave(self, other: _View, chosen: QItemSelection) -> None:
        if not chosen.isEmpty() and other.selectionModel().hasSelection():
            other.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)

    def _fit(self) -> None:
        """Numbers get the room they need, then notes and names; intervals give way, then names."""
        keys, statistics = self.model.keys(), self.model.lines.shown if self.model.lines else ()
        widths = WIDTHS | {COUNT: WIDTHS[COUNT] if keys.count(COUNT) > 1 else ALL_COUNTED}
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        numbers = {
            index: max(NARROWEST, self._head_width(index) + AROUND_HEAD)
            for index, key in enumerate(keys)
            if key in statistics
        }
        left = self.width() - bar - 2 * FRAME - sum(numbers.values())
        left -= sum(widths.get(key, 0) for key in keys if key != INTERVAL)
        widths |= self._shared_out(left)
        for index, key in enumerate(keys):
            width = numbers.get(index) or widths[key]
            self.lines.setColumnWidth(index, width)
            self.pooled.setColumnWidth(index, width)
        for view in (self.lines, self.pooled):
            view.names.place()

    def _shared_out(self, left: int) -> dict[str, int]:
        """Pixels of names, intervals and notes where so many are left, or where all are at their least more.

        No note is cut that isn't longer than MOST_NOTES: the table scrolls sideways before.
        """
        of_notes = min(MOST_NOTES, max(LEAST[NOTES], *map(self._width_of, self._notes), 0))
        of_names = min(MOST_NAMES, max(LEAST[NAME], *map(self._width_of, self._names), 0))
        interval = min(WIDTHS[INTERVAL], max(SMALLEST[INTERVAL], left - of_names - of_notes))
        name = max(SMALLEST[NAME], min(of_names, left - interval - of_notes))
        spare = max(0, left - interval - of_notes - name)
        wider = min(MOST_WIDER, spare) // 4
        spare -= wider
        of_name = round(spare * NAMES_SHARE)
        return {NAME: name + of_name, INTERVAL: interval + wider, NOTES: of_notes + spare - of_name}

    def _width_of(self, words: str) -> int:
        return self.lines.fontMetrics().horizontalAdvance(words) + AROUND_HEAD

    def _show_order(self) -> None:
        """Other columns stand in the order of the project again: no arrow is left of the order before."""
        head = self.lines.horizontalHeader()
        if not self.model.is_sorted() and head.sortIndicatorSection() >= 0:
            head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)

    def _head_width(self, column: int) -> int:
        words = self.model.headerData(column, Qt.Orientation.Horizontal)
        return self._header.fontMetrics().horizontalAdvance(str(words))


def _lowest(line: AgreementLine) -> float:
    """Where the scale must begin so that this line's interval can be seen: 0, or a tenth below."""
    ends = [end for end in (line.drawn.value, line.drawn.low) if end is not None]
    low = min(ends, default=0.0)
    return 0.0 if low >= 0 else max(-1.0, int(low * 10 - 1) / 10)
