"""Who confuses what, as files have it: a row and a column for each code, and one for what is left uncoded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.codebook.queries import CodeRow
from app.report.tables import TableColumn

NOT_CODED = "not coded"
ABOUT_THE_ROW = 2  # columns before the matrix


@dataclass(frozen=True)
class ConfusionRow:
    """A code, and its lengths in characters with each code and with none; None until these are counted."""

    code: CodeRow
    lengths: Sequence[float] | None


def confusion_columns(codes: Sequence[CodeRow]) -> list[TableColumn[ConfusionRow]]:
    """ABOUT_THE_ROW columns on the code of the row, one for each code, and one for no code."""
    meaning = "Characters that one coder gave the row's code and not this one, and the other this one only."
    of_nothing = "Characters that one coder gave the row's code and the other no code."
    names = [(code.name, meaning) for code in codes] + [(NOT_CODED, of_nothing)]
    return [
        TableColumn("Code id", lambda row: row.code.guid, meaning="Identifies the code.", holds="id"),
        TableColumn(
            "Code",
            lambda row: row.code.name,
            meaning="The code of the row; where it meets itself, what both coders gave it.",
            holds="name",
            colour=lambda row: row.code.colour,
        ),
        *(
            TableColumn[ConfusionRow](name, partial(_length, index=index), "count", about, is_named=True)
            for index, (name, about) in enumerate(names)
        ),
    ]


def _length(row: ConfusionRow, index: int) -> int | None:
    return None if row.lengths is None else round(row.lengths[index])
