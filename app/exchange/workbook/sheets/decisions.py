"""The sheet “Decisions”: the whole trail of how disagreements were settled, one row for each decision."""

from collections.abc import Iterator, Sequence

from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.reconcile.queries import DecisionRow, decisions
from app.report.decisions import DECISION, DecisionLine, decision_lines
from app.rounds.queries import rounds
from app.rounds.then import names_by_id

TITLE = "Decisions"
ABOUT = "Every decision in the order in which it was taken; nothing is overwritten, a later one follows."

WIDTHS = {
    "decision id": 12,
    "item id": 12,
    "follows": 12,
    "round": 14,
    "document": 24,
    "start": 9,
    "end": 9,
    "kind": 11,
    "originals": 50,
    "outcome": 13,
    "consensus": 40,
    "reason": 30,
    "note": 40,
    "rule": 22,
    "by": 14,
    "time": 21,
}
LONG = ("originals", "consensus", "note")  # which may go on in further columns


def columns(export: Export) -> list[Column]:
    """What was decided, by whom, when, and from what."""
    lines = list(_lines(export))
    parts = {name: most_parts(str(DECISION[name].value(line) or "") for line in lines) for name in LONG}
    return sheet_columns(DECISION, WIDTHS, parts)


def is_sensible(export: Export) -> bool:
    """Whether anything was decided."""
    return any(_all(export))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All decisions by round and time."""
    return cells_of(DECISION.values(), _lines(export))


def _lines(export: Export) -> Iterator[DecisionLine]:
    coders, codes = names_by_id(export.then.coders), names_by_id(export.then.codes)
    return decision_lines(list(_all(export)), export.documents, coders, codes)


def _all(export: Export) -> Iterator[tuple[str, DecisionRow]]:
    wanted = export.choices.scope.round_id
    listed: list[tuple[int | None, str]] = [
        (None, ""),
        *((round_.id, round_.name) for round_ in rounds(export.session)),
    ]
    for round_id, name in listed:
        if wanted is None or round_id == wanted:
            yield from ((name, decision) for decision in decisions(export.session, round_id))
