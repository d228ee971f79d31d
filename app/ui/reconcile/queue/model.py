"""The model of the queue: one row for each item that is shown."""

from collections.abc import Sequence
from itertools import chain

from app.reconcile.loaded_queue import LoadedQueue, Team
from app.reconcile.queries import QueueRow
from app.report.items import columns
from app.report.tables import ReportTable
from app.ui.kit.table import TableModel


class QueueModel(TableModel[QueueRow]):
    """Rows as they were sorted and filtered."""

    def __init__(self) -> None:
        super().__init__()
        self.team: Team | None = None

    def show_queue(self, loaded: LoadedQueue, rows: Sequence[QueueRow]) -> None:
        """Show other rows."""
        self.team = loaded.team
        self.show_table(ReportTable(columns(loaded), rows))

    def follow(self, loaded: LoadedQueue) -> None:
        """Names may be others; single rows are changed next."""
        self.team = loaded.team
        self.take_columns(columns(loaded))

    def number(self, key: str) -> int | None:
        """Where an item stands, or None where it isn't shown."""
        line = self.line_of(lambda row: row.item.key == key)
        return None if line < 0 else line

    def next_open(self, after: int) -> int | None:
        """The first row from a number on that is open, from the beginning again; None where none is."""
        rows = self.rows()
        order = chain(range(after, len(rows)), range(min(after, len(rows))))
        return next((at for at in order if rows[at].status in ("open", "changed")), None)
