"""The sheets that an export would write: checked or not, how many rows, and what text they hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from app.exchange.preview import SheetPreview
from app.exchange.words import held_in_words
from app.translation import tr
from app.ui.kit.copying import Copying
from app.ui.kit.elided import NamesDelegate
from app.ui.kit.plain import plain_tip

TITLE, ROWS, HOLDS = range(3)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
TITLE_WIDE, FILE_WIDE, ROWS_WIDE = 210, 330, 84
MOST_HIGH = 380  # pixels


class SheetTree(QTreeWidget):
    """Says which sheet is looked at, and what the person decided about one."""

    looked_at = Signal(str)  # its title
    chosen = Signal(str, bool)  # a title, and whether it is wanted

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(NamesDelegate(self))
        self._filling = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr("Sheets"))
        self.setHeaderLabels([tr("Sheet"), tr("Rows"), tr("Text that leaves with it")])
        self.headerItem().setTextAlignment(ROWS, RIGHT)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(TITLE, TITLE_WIDE)
        self.setColumnWidth(ROWS, ROWS_WIDE)
        self.itemChanged.connect(self._tell_choice)
        self.currentItemChanged.connect(self._tell_look)
        Copying(self)

    def fill(self, sheets: Sequence[SheetPreview], checked: Sequence[bool] | None) -> None:
        """Show sheets, with a box each unless all are written anyway; the current one stays current."""
        current = self.current()
        self._filling = True
        self.clear()
        for index, sheet in enumerate(sheets):
            item = QTreeWidgetItem(self, [sheet.title])
            item.setToolTip(TITLE, plain_tip(sheet.about))
            item.setTextAlignment(ROWS, RIGHT)
            if checked is not None:
                item.setCheckState(TITLE, CHECKED if checked[index] else UNCHECKED)
            self._describe(item, sheet)
        self._filling = False
        self.setColumnWidth(TITLE, TITLE_WIDE if checked is not None else FILE_WIDE)
        titles = [sheet.title for sheet in sheets]
        if titles:
            self.setCurrentItem(self._items()[titles.index(current) if current in titles else 0])

    def describe(self, sheet: SheetPreview) -> None:
        """Say how many rows a sheet has and what text, now that somebody looked."""
        for item in self._items():
            if item.text(TITLE) == sheet.title:
                self._filling = True
                self._describe(item, sheet)
                self._filling = False

    def check(self, title: str, *, checked: bool) -> None:
        """Check a sheet or not, without telling that it was chosen."""
        for item in self._items():
            if item.text(TITLE) == title:
                self._filling = True
                item.setCheckState(TITLE, CHECKED if checked else UNCHECKED)
                self._filling = False

    def current(self) -> str:
        """The title of the sheet that is looked at; empty where there is none."""
        item = self.currentItem()
        return item.text(TITLE) if item else ""

    def look_at(self, title: str) -> None:
        """Make a sheet the one that is looked at."""
        for item in self._items():
            if item.text(TITLE) == title:
                self.setCurrentItem(item)

    def _describe(self, item: QTreeWidgetItem, sheet: SheetPreview) -> None:
        is_counted = sheet.count is not None
        item.setText(ROWS, _rows(sheet))
        item.setText(HOLDS, held_in_words(sheet.holds) if is_counted else "")
        item.setToolTip(HOLDS, plain_tip(self._tip(sheet) if is_counted else ""))

    def titles(self, *, checked: bool) -> list[str]:
        """The titles that are checked, or not."""
        return [item.text(TITLE) for item in self._items() if (item.checkState(TITLE) == CHECKED) is checked]

    def check_all(self, *, checked: bool) -> None:
        """Choose all sheets, or none."""
        for title in self.titles(checked=not checked):
            self.check(title, checked=checked)
            self.chosen.emit(title, checked)

    def high(self) -> int:
        """How high the list is with all its sheets, within reason."""
        rows = max(1, self.topLevelItemCount()) * max(1, self.sizeHintForRow(0))
        return min(MOST_HIGH, self.header().height() + rows + 12)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _tip(self, sheet: SheetPreview) -> str:
        if not sheet.held_back:
            return held_in_words(sheet.holds)
        return tr("Kept back: {names}", names=", ".join(sheet.held_back))

    def _tell_choice(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column == TITLE:
            self.chosen.emit(item.text(TITLE), item.checkState(TITLE) == CHECKED)

    def _tell_look(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.looked_at.emit(item.text(TITLE))


def _rows(sheet: SheetPreview) -> str:
    if sheet.count is None:
        return "…"
    count = f"{sheet.count:,}+" if sheet.more else f"{sheet.count:,}"
    return f"{len(sheet.pages)} × {count}" if len(sheet.pages) > 1 else count
