"""The first rows of a sheet as they would be written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from app.exchange.preview import SheetPreview, Value
from app.report.tables import ReportTable
from app.translation import tr
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

LEAST_WIDE, MOST_WIDE = 56, 240
WIDE_FOR_IDS = 104  # nobody reads them
IDS = (" id", "_id")


class PreviewTable(TableView):
    """Shows one sheet at a time."""

    def __init__(self) -> None:
        rows = TableModel[Sequence[Value]]()
        super().__init__(tr("First rows"), rows)
        self._rows = rows
        self.preview: SheetPreview | None = None
        self.setObjectName("exportPreview")
        self.setShowGrid(True)
        for scroll in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            scroll(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)

    def show_preview(self, preview: SheetPreview | None) -> None:
        """Show another sheet, each column as wide as its words, within reason; the same stays as it is."""
        shown, self.preview = self.preview, preview
        if shown and preview and (shown.columns, shown.rows) == (preview.columns, preview.rows):
            return
        self._rows.show_table(preview.table() if preview else ReportTable(()))
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        for column in range(self._rows.columnCount()):
            wanted = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            name = str(self._rows.headerData(column, Qt.Orientation.Horizontal))
            most = WIDE_FOR_IDS if name.endswith(IDS) else MOST_WIDE
            self.setColumnWidth(column, min(most, max(LEAST_WIDE, wanted + 8)))
