"""What is told of the trail of actions: when, who, what, and how many rows it changed."""

from app.local_times import local_time
from app.report.tables import TableColumn
from app.store.history import HistoryRow
from app.translation import QT_TR_NOOP, tr, translated

NOBODY = QT_TR_NOOP("command line")


def who(row: HistoryRow) -> str:
    """Who did it; "" where nobody is named."""
    return translated(NOBODY) if row.by_command else row.coder


def what(row: HistoryRow) -> str:
    """What was done, or taken back."""
    if row.kind == "undo":
        return tr("Undo: {action}", action=row.label)
    return tr("Redo: {action}", action=row.label) if row.kind == "redo" else row.label


def columns() -> list[TableColumn[HistoryRow]]:
    """Times are those of this computer's clock."""
    return [
        TableColumn(tr("When"), lambda row: local_time(row.at)),
        TableColumn(tr("Who"), lambda row: who(row) or "–"),
        TableColumn(tr("What"), what),
        TableColumn(tr("Changed rows"), lambda row: row.rows, "count"),
    ]
