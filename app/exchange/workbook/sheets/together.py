"""The sheet “Co-occurrence”: how often two codes stand together, a row for each two that do."""

from collections.abc import Iterator, Sequence

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.report.together import TOGETHER, code_pairs
from app.retrieve.asked import Conditions
from app.retrieve.cooccurrence import Together, cooccurrences

TITLE = "Co-occurrence"
ABOUT = "For each two codes, how many passages of the one overlap a passage of the other, by any coder."
WIDTHS = {
    "code": 28,
    "other code": 28,
    "passages": 11,
    "passages of other": 11,
    "overlapping": 12,
    "other overlapping": 12,
    "c-coefficient": 13,
}


def columns(_: Export) -> list[Column]:
    """The two codes, how often each is used, how often they overlap, and the c-coefficient."""
    return sheet_columns(TOGETHER, WIDTHS)


def is_sensible(_: Export) -> bool:
    """Only where it is asked for: it says nothing of agreement."""
    return False


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """Of the documents, coders, codes and origins that were chosen, as they are coded now."""
    scope = export.choices.scope
    ids = None if scope.document_ids is None else set(scope.document_ids)
    names = () if ids is None else tuple(row.name for row in export.documents if row.id in ids)
    people = None if scope.coder_ids is None else set(scope.coder_ids)
    coders = () if people is None else tuple(row.name for row in export.coders if row.id in people)
    conditions = Conditions(coders=coders, documents=names, origins=scope.origins or ())
    present = {code.id for code in export.codes}
    codes = None if scope.code_ids is None else tuple(id_ for id_ in scope.code_ids if id_ in present)
    table = cooccurrences(export.session, Together(codes, conditions=conditions), export.job)
    return cells_of(TOGETHER.values(), code_pairs(table))
