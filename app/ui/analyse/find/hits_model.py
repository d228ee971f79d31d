"""The places that were found, as a list that takes them a page at a time, however many there are."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.find.queries import Found, Hit, Holding
from app.report.found import columns_of_hits
from app.report.tables import ReportTable
from app.ui.kit.table import ROW, Index, TableModel

FIRST_OF_DOCUMENT = ROW + 3  # how many places of this kind the document has, 0 further down
PAGE = 200
NOTHING = Found(())


class HitsModel(TableModel[Hit]):
    """Shows what was found; the first page may be there before the rest is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ReportTable(columns_of_hits()), parent)
        self._result = NOTHING
        self._counts: Counter[tuple[str, int]] = Counter()

    def show(self, result: Found, *, at_least: int = 0) -> None:
        """Show other places, of which at least so many are taken at once."""
        self._take(result)
        self.show_rows(self._page(0, max(PAGE, at_least)), self._next)

    def go_on(self, result: Found) -> None:
        """The same places, and those behind them: what is shown stays."""
        self._take(result)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self._more = self._next
        self.fetchMore(self.index(-1, -1))

    def result(self) -> Found:
        """Everything that was found, shown or not."""
        return self._result

    def _take(self, result: Found) -> None:
        self._result, self._counts = result, Counter()
        for holding in result.holdings:
            self._counts[_group(holding)] += len(holding.places)

    def _next(self) -> Sequence[Hit]:
        return self._page(self.rowCount(), PAGE)

    def _page(self, first: int, many: int) -> Sequence[Hit]:
        last = min(first + many, self._result.total)
        return [self._result.hit(index) for index in range(first, last)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list says of a place, and where those of another document begin."""
        if role != FIRST_OF_DOCUMENT:
            return super().data(index, role)
        line = index.row()
        group = _group(self.row(line).holding)
        return 0 if line and _group(self.row(line - 1).holding) == group else self._counts[group]

    def first(self, many: int) -> list[Hit]:
        """The first places, also such as are not shown yet."""
        return list(islice(self._result.hits(), many))


def _group(holding: Holding) -> tuple[str, int]:
    return holding.piece.where, holding.piece.document_id
