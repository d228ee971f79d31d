"""A table of what would be decided."""

from app.report.choices import columns
from app.report.tables import ReportTable
from app.translation import tr
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

AT_ONCE = 500  # items that are previewed before anybody could notice


class ChoicesTable(TableView):
    """Shows what would be decided."""

    def __init__(self) -> None:
        lines = TableModel(ReportTable(columns()))
        super().__init__(tr("What would be decided"), lines, (200, 125, 270), stretched=2)
        self.lines = lines
        self.horizontalHeader().setStretchLastSection(True)
