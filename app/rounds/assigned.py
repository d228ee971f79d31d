"""Assignments of rounds, and how many of what a round has."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from app.sheets.assigned import AssignedSheet, sheets_counted

Progress = Literal["assigned", "started", "completed"]
Counts = tuple[tuple[int, ...], tuple[int, ...]]  # of documents, and of sheets


class Assigned(NamedTuple):
    """One assignment of a round, as the store has it."""

    round_id: int
    document_id: int
    coder_id: int
    state: Progress
    repeat_of_id: int | None


def with_sheets_counted(assigned: Sequence[Assigned], sheets: Sequence[AssignedSheet]) -> Counts:
    """The counts of a round with these assignments and sheets; its coders are those of both."""
    documents, _, *rest = counted(assigned)
    coders = {row.coder_id for row in assigned} | {sheet.coder_id for sheet in sheets}
    return (documents, len(coders), *rest), sheets_counted(sheets)


def counted(assigned: Sequence[Assigned]) -> tuple[int, int, int, int, int]:
    """How many documents, coders, assignments, started and completed ones a round has."""
    return (
        len({row.repeat_of_id or row.document_id for row in assigned}),
        len({row.coder_id for row in assigned}),
        len(assigned),
        sum(row.state == "started" for row in assigned),
        sum(row.state == "completed" for row in assigned),
    )
