"""What is told of two codes that stand together."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.report.tables import TableColumn
from app.retrieve.cooccurrence import CoOccurrences
from app.translation import QT_TR_NOOP


@dataclass(frozen=True)
class CodePair:
    """Two codes with the passages of each, those that are together with one of the other, and c."""

    code: str
    other: str
    passages: int
    passages_of_other: int
    together: int
    together_of_other: int
    coefficient: float


def code_pairs(table: CoOccurrences) -> Iterator[CodePair]:
    """Each two codes once, in the order of the codebook; those that never stand together are left out."""
    coefficients = table.coefficients()
    for row, code in enumerate(table.codes):
        for column in range(row + 1, len(table.codes)):
            first, second = int(table.counts[row, column]), int(table.counts[column, row])
            if first or second:
                totals = int(table.totals[row]), int(table.totals[column])
                c = float(coefficients[row, column])
                yield CodePair(code.name, table.codes[column].name, *totals, first, second, c)


_ALL: tuple[TableColumn[CodePair], ...] = (
    TableColumn(
        QT_TR_NOOP("Code"),
        lambda pair: pair.code,
        meaning=QT_TR_NOOP("A code, without those under it."),
        holds="name",
    ),
    TableColumn(
        QT_TR_NOOP("Other code"), lambda pair: pair.other, meaning=QT_TR_NOOP("Another code."), holds="name"
    ),
    TableColumn(
        QT_TR_NOOP("Passages"),
        lambda pair: pair.passages,
        "count",
        QT_TR_NOOP("Passages of the code, each once however many coders coded it."),
    ),
    TableColumn(
        QT_TR_NOOP("Passages of other"),
        lambda pair: pair.passages_of_other,
        "count",
        QT_TR_NOOP("Passages of the other code."),
    ),
    TableColumn(
        QT_TR_NOOP("Overlapping"),
        lambda pair: pair.together,
        "count",
        QT_TR_NOOP("Passages of the code that overlap one of the other code."),
    ),
    TableColumn(
        QT_TR_NOOP("Other overlapping"),
        lambda pair: pair.together_of_other,
        "count",
        QT_TR_NOOP("Passages of the other code that overlap one of the code."),
    ),
    TableColumn(
        QT_TR_NOOP("C-coefficient"),
        lambda pair: pair.coefficient,
        "decimal",
        QT_TR_NOOP("Overlapping passages, the smaller number of the two, divided by all of both; 0 to 1."),
    ),
)
TOGETHER = {column.name_in_files: column for column in _ALL}
