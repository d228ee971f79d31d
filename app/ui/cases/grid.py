"""A grid like a spreadsheet's: type into cells, paste blocks, fill down, set states by keys."""

import csv
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.cases.values import IN_A_TABLE, NOT_APPLICABLE, NOT_ASKED, UNKNOWN
from app.cell_text import unguarded
from app.errors import UserError
from app.translation import tr
from app.ui.cases.model import CasesModel
from app.ui.kit.cells import clipboard_data
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.table import CELL, Index

WIDEST_NAMES = 260  # pixels, beside the rows
COLUMN = 120  # pixels


class CellDelegate(NamesDelegate):
    """Offers the words of a list while one is typed."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line to type in."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        model = index.model()
        attribute = model.attribute(index.column()) if isinstance(model, CasesModel) else None
        if attribute is not None:
            words = ("yes", "no") if attribute.kind == "yes_no" else attribute.options
            if words and attribute.kind != "choices":
                completer = QCompleter(list(words), editor)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                editor.setCompleter(completer)
        return editor


class BlockCopying(Copying):
    """Copies the selected cells as they stand, without a header; the whole table with it."""

    def copy(self) -> None:
        """The selected block; the whole table where a single cell or nothing is selected."""
        (view,) = self.views
        chosen = sorted((index.row(), index.column()) for index in view.selectedIndexes())
        if not chosen:
            self.copy_all()
            return
        rows = sorted({row for row, _ in chosen})
        columns = sorted({column for _, column in chosen})
        model = view.model()
        cells = [[model.index(row, column).data(CELL) for column in columns] for row in rows]
        QGuiApplication.clipboard().setMimeData(clipboard_data(cells))
        self.copied.emit(len(rows))


class CaseGrid(QTableView):
    """Says which texts are to stand in which cells, and changes nothing itself."""

    cells_typed = Signal(str, object)  # what is done, in words; a list of CellText

    def __init__(self, model: CasesModel) -> None:
        super().__init__()
        self.cases = model
        self.setModel(model)
        self.setAccessibleName(tr("Cases and attributes"))
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.verticalHeader().setMaximumWidth(WIDEST_NAMES)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.copying = BlockCopying(self)
        model.typed.connect(lambda cell: self.cells_typed.emit(tr("Enter a value"), [cell]))
        self.fill_actions = [
            self._action(tr("Paste"), self.paste, QKeySequence.StandardKey.Paste),
            self._action(tr("Fill down"), self.fill_down, "Ctrl+D"),
            self._action(tr("Unknown"), partial(self.fill_with, UNKNOWN), "Ctrl+U"),
            self._action(tr("Not asked"), partial(self.fill_with, NOT_ASKED), "Ctrl+J"),
            self._action(tr("Not applicable"), partial(self.fill_with, NOT_APPLICABLE), "Ctrl+L"),
            self._action(tr("Empty the cells"), self.empty, QKeySequence.StandardKey.Delete),
        ]
        self.addActions(self.fill_actions)

    def _action(self, name: str, do: Callable[[], None], keys: QKeySequence.StandardKey | str) -> QAction:
        action = QAction(name, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: do())
        return action

    def chosen(self) -> list[Index]:
        """The selected cells of attributes, by row and then by column; the current one where none is."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        usable = [index for index in indexes if index.isValid() and self.cases.attribute(index.column())]
        return sorted(usable, key=lambda index: (index.row(), index.column()))

    def chosen_case_ids(self) -> list[int]:
        """The cases of the selected cells, in the order of their rows."""
        rows = sorted({index.row() for index in self.selectedIndexes() or [self.currentIndex()]} - {-1})
        return [self.cases.row(row).case.id for row in rows]

    def _type(self, label: str, texts: Sequence[tuple[Index, str]]) -> None:
        cells = [self.cases.typed_into(index, text) for index, text in texts]
        typed = [cell for cell in cells if cell is not None]
        if typed:
            self.cells_typed.emit(label, typed)

    def fill_with(self, state: str) -> None:
        """Say of the selected cells that they aren't known, and in what way."""
        label = {
            UNKNOWN: tr("Mark as unknown"),
            NOT_ASKED: tr("Mark as not asked"),
            NOT_APPLICABLE: tr("Mark as not applicable"),
        }[state]
        self._type(label, [(index, IN_A_TABLE[state]) for index in self.chosen()])

    def empty(self) -> None:
        """Empty the selected cells."""
        self._type(tr("Empty cells"), [(index, "") for index in self.chosen()])

    def fill_down(self) -> None:
        """Put what stands in the first selected cell of each column into those below it."""
        tops: dict[int, str] = {}
        texts: list[tuple[Index, str]] = []
        for index in self.chosen():
            if index.column() not in tops:
                tops[index.column()] = self.cases.cell_text(index)
            else:
                texts.append((index, tops[index.column()]))
        if not texts:
            raise UserError("Select the cell to repeat and those below it, then fill down.")
        self._type(tr("Fill down"), texts)

    def paste(self) -> None:
        """Put the copied block into the cells from the current one on; a single cell into all selected."""
        block = pasted_block(QGuiApplication.clipboard().text())
        chosen = self.chosen()
        if not block or not chosen:
            raise UserError("Nothing was copied that could be pasted. Copy cells, select where they go.")
        if len(block) == 1 and len(block[0]) == 1:
            self._type(tr("Paste"), [(index, block[0][0]) for index in chosen])
            return
        top, left = chosen[0].row(), min(index.column() for index in chosen)
        rows, columns = self.cases.rowCount() - top, self.cases.columnCount() - left
        if len(block) > rows or max(map(len, block)) > columns:
            size = f"{len(block):,} × {max(map(len, block)):,}"
            raise UserError(
                f"The copied block ({size}) is larger than the grid from here on ({rows:,} × {columns:,}). "
                "Make the cases and attributes first, or import the table."
            )
        texts = [
            (self.cases.index(top + down, left + right), text)
            for down, line in enumerate(block)
            for right, text in enumerate(line)
        ]
        self._type(tr("Paste"), texts)


def pasted_block(text: str) -> list[list[str]]:
    """The cells of a block that a spreadsheet copied, row by row."""
    rows = list(csv.reader(text.replace("\0", "").splitlines(keepends=True), delimiter="\t"))
    while rows and not any(rows[-1]):
        rows.pop()
    return [[unguarded(cell) for cell in row] for row in rows]
