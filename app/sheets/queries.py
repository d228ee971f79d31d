"""What there is to know about sheets and their answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.codebook.variables import ABOUT
from app.errors import UserError
from app.models import AnswerPassage, Case, Coder, CodingSheet, Document, Round, SheetAnswer
from app.sheets.values import Given
from app.store import engine as engines
from app.store.sight import unseen_sheets

SheetState = Literal["not started", "started", "completed"]


class SheetSubject(NamedTuple):
    """What a sheet is about: a `case` or a `document` by id."""

    about: str
    id: int

    @classmethod
    def of(cls, case_id: int | None, document_id: int | None) -> "SheetSubject":
        """The one of the two that isn't None."""
        return cls("document", document_id or 0) if case_id is None else cls("case", case_id)


@dataclass(frozen=True)
class SheetRow:
    """A coder's sheet; `name` is that of its case or document, `round` "" outside rounds.

    Where it is `hidden` its answers may not be seen now: `answers` is 0 and tells nothing.
    """

    id: int
    guid: str
    subject: SheetSubject
    name: str
    coder_id: int
    coder: str
    round_id: int | None
    round: str
    state: SheetState
    answers: int
    hidden: bool = False


class AnswerEvidence(NamedTuple):
    """Where a document shows why an answer was given."""

    document_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one sheet says to one variable, and when (UTC)."""

    id: int
    sheet_id: int
    variable_id: int
    given: Given
    sure: bool
    memo: str
    at: str
    passages: tuple[AnswerEvidence, ...] = ()


def sheets(session: Session, coder_id: int | None = None, round_id: int | None = None) -> list[SheetRow]:
    """Everybody's sheets or a coder's, by case and document as these stand, then by coder."""
    which = [CodingSheet.coder_id == coder_id] if coder_id is not None else []
    which += [CodingSheet.round_id == round_id] if round_id is not None else []
    return _sheets(session, which)


def sheets_of(session: Session, subject: SheetSubject) -> list[SheetRow]:
    """The sheets of one case or document, by coder."""
    return _sheets(session, [subject_column(subject.about) == subject.id])


def subject_column(about: str) -> InstrumentedAttribute[int | None]:
    """Where a sheet says which case or document it is about."""
    if about not in ABOUT:
        raise UserError(f"A sheet is about a case or a document, not about “{about}”. Choose one of these.")
    return CodingSheet.case_id if about == "case" else CodingSheet.document_id


def _sheets(session: Session, which: Sequence[ColumnElement[bool]]) -> list[SheetRow]:
    statement = (
        select(
            *(CodingSheet.id, CodingSheet.guid, CodingSheet.case_id, CodingSheet.document_id),
            *(Case.name, Document.name, CodingSheet.coder_id, Coder.name),
            *(CodingSheet.round_id, Round.name, CodingSheet.started_at, CodingSheet.completed_at),
        )
        .outerjoin(Case, Case.id == CodingSheet.case_id)
        .outerjoin(Document, Document.id == CodingSheet.document_id)
        .outerjoin(Round, Round.id == CodingSheet.round_id)
        .join(Coder, Coder.id == CodingSheet.coder_id)
        .where(*which)
        .order_by(
            func.coalesce(Case.position, Document.position),
            func.coalesce(Case.id, Document.id),
            CodingSheet.coder_id,
        )
    )
    rows = session.execute(statement).all()
    counts, hidden = _counts(session, [row[0] for row in rows]), unseen_sheets(session)
    ordered = sorted(rows, key=lambda row: row[2] is None)  # cases before documents
    return [
        SheetRow(
            id=row[0],
            guid=row[1],
            subject=SheetSubject.of(row[2], row[3]),
            name=row[4] or row[5] or "",
            coder_id=row[6],
            coder=row[7],
            round_id=row[8],
            round=row[9] or "",
            state="completed" if row[11] else "started" if row[10] else "not started",
            answers=counts.get(row[0], 0),
            hidden=row[0] in hidden,
        )
        for row in ordered
    ]


def _counts(session: Session, sheet_ids: Collection[int]) -> dict[int, int]:
    counted = (
        select(SheetAnswer.sheet_id, func.count(SheetAnswer.id))
        .where(engines.among(session.connection(), SheetAnswer.sheet_id, sheet_ids))
        .group_by(SheetAnswer.sheet_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def sheet(session: Session, subject: SheetSubject, coder_id: int) -> SheetRow | None:
    """A coder's sheet of one case or document; None where it was neither assigned nor begun."""
    return next((row for row in sheets_of(session, subject) if row.coder_id == coder_id), None)


def answers(session: Session, sheet_ids: Collection[int] | None = None) -> list[AnswerRow]:
    """What some sheets say, or all that may be seen, with the passages, by sheet."""
    statement = select(
        SheetAnswer.id,
        SheetAnswer.sheet_id,
        SheetAnswer.variable_id,
        SheetAnswer.state,
        SheetAnswer.value,
        SheetAnswer.sure,
        SheetAnswer.memo,
        SheetAnswer.at,
    ).order_by(SheetAnswer.sheet_id, SheetAnswer.id)
    if sheet_ids is not None:
        statement = statement.where(engines.among(session.connection(), SheetAnswer.sheet_id, sheet_ids))
    rows = session.execute(statement).all()
    passages = _passages(session, None if sheet_ids is None else [row[0] for row in rows])
    return [
        AnswerRow(*row[:3], Given(row[3], row[4]), *row[5:], passages=passages.get(row[0], ()))
        for row in rows
    ]


def _passages(session: Session, answer_ids: Collection[int] | None) -> dict[int, tuple[AnswerEvidence, ...]]:
    columns = AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start, AnswerPassage.end
    statement = (
        select(*columns)
        .join(Document, Document.id == AnswerPassage.document_id)
        .order_by(AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start)
    )
    if answer_ids is not None:
        among = engines.among(session.connection(), AnswerPassage.answer_id, answer_ids)
        statement = statement.where(among)
    rows = session.execute(statement).all()
    return {
        answer_id: tuple(AnswerEvidence(*row[1:]) for row in group)
        for answer_id, group in groupby(rows, key=lambda row: row[0])
    }


def subjects(session: Session, about: str) -> list[tuple[SheetSubject, str]]:
    """All cases or documents with their names, in their order."""
    model = Case if about == "case" else Document
    rows = session.execute(select(model.id, model.name).order_by(model.position, model.id))
    return [(SheetSubject(about, row[0]), row[1]) for row in rows]


def answers_of_variables(session: Session) -> dict[int, int]:
    """How many answers that may be seen there are to each variable, by its id."""
    counted = select(SheetAnswer.variable_id, func.count(SheetAnswer.id)).group_by(SheetAnswer.variable_id)
    return {row[0]: row[1] for row in session.execute(counted)}
