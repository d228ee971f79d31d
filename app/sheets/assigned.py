"""Sheets as rounds ask for them: who is to answer which, and how far each is."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.models import CodingSheet, Round
from app.sheets.queries import SheetSubject

SheetProgress = Literal["assigned", "started", "completed"]


class AssignedSheet(NamedTuple):
    """One sheet of a round, as the store has it."""

    round_id: int
    sheet_id: int
    subject: SheetSubject
    coder_id: int
    state: SheetProgress


def assigned_sheets(session: Session, which: ColumnElement[bool]) -> list[AssignedSheet]:
    """Sheets of rounds by case, document and coder; nothing of their answers."""
    rows = session.execute(
        select(
            CodingSheet.round_id,
            CodingSheet.id,
            CodingSheet.case_id,
            CodingSheet.document_id,
            CodingSheet.coder_id,
            CodingSheet.started_at.is_not(None),
            CodingSheet.completed_at.is_not(None),
        )
        .join(Round, Round.id == CodingSheet.round_id)
        .where(which)
        .order_by(CodingSheet.case_id, CodingSheet.document_id, CodingSheet.coder_id)
        .execution_options(everything=True)
    )
    return [
        AssignedSheet(
            row[0] or 0,
            row[1],
            SheetSubject.of(row[2], row[3]),
            row[4],
            "completed" if row[6] else "started" if row[5] else "assigned",
        )
        for row in rows
    ]


def sheets_counted(sheets: Sequence[AssignedSheet]) -> tuple[int, int, int, int, int]:
    """How many cases and documents have sheets, and how many sheets there are, started and completed ones."""
    return (
        len({sheet.subject for sheet in sheets if sheet.subject.about == "case"}),
        len({sheet.subject for sheet in sheets if sheet.subject.about == "document"}),
        len(sheets),
        sum(sheet.state == "started" for sheet in sheets),
        sum(sheet.state == "completed" for sheet in sheets),
    )
