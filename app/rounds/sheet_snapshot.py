"""Freezes the sheets of a round that is closed: everybody's completed answers, as they are at that moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.models import AnswerPassage, Case, Document, SheetAnswer
from app.sheets.assigned import AssignedSheet
from app.sheets.queries import SheetSubject
from app.store import chain
from app.store import engine as engines
from app.store.journal import WriteSession
from app.store.stored.guids import guids_by_id
from app.store.stored.sheets import StoredAnswer, StoredPassage, StoredSheets, sheets_written

Row = dict[str, Any]


def freeze_sheets(session: WriteSession, sheets: Sequence[AssignedSheet]) -> list[Row]:
    """Rows of what is stored of each subject, sealed, still without their snapshot."""
    by_subject: dict[SheetSubject, list[AssignedSheet]] = {}
    for sheet in sheets:
        by_subject.setdefault(sheet.subject, []).append(sheet)
    completed = [sheet.sheet_id for sheet in sheets if sheet.state == "completed"]
    answers = _answers(session, completed)
    names = _named(session, by_subject)
    rows: list[Row] = []
    for subject, group in by_subject.items():
        guid, name = names[subject]
        is_case = subject.about == "case"
        stored = StoredSheets(
            case_guid=guid if is_case else "",
            document_guid="" if is_case else guid,
            name=name,
            states={sheet.coder_id: sheet.state for sheet in group},
            answers=tuple(
                answer._replace(coder_id=sheet.coder_id)
                for sheet in group
                for answer in answers.get(sheet.sheet_id, ())
            ),
        )
        row = {
            "case_id": subject.id if is_case else None,
            "document_id": None if is_case else subject.id,
            "content": sheets_written(stored),
        }
        rows.append(row | {"hash": chain.seal("snapshot_sheet", row)})
    return rows


def _answers(session: WriteSession, sheet_ids: Sequence[int]) -> dict[int, list[StoredAnswer]]:
    """The answers of some sheets, still without their coders."""
    connection = session.connection()
    rows = session.execute(
        select(
            SheetAnswer.sheet_id,
            SheetAnswer.id,
            SheetAnswer.variable_id,
            SheetAnswer.state,
            SheetAnswer.value,
            SheetAnswer.sure,
            SheetAnswer.memo,
        )
        .where(engines.among(connection, SheetAnswer.sheet_id, sheet_ids))
        .order_by(SheetAnswer.sheet_id, SheetAnswer.id)
    ).all()
    passages = _passages(session, [row[1] for row in rows])
    answers: dict[int, list[StoredAnswer]] = {}
    for row in rows:
        answer = StoredAnswer(0, row[2], row[3], row[4], row[5], row[6], passages.get(row[1], ()))
        answers.setdefault(row[0], []).append(answer)
    return answers


def _passages(session: WriteSession, answer_ids: Sequence[int]) -> dict[int, tuple[StoredPassage, ...]]:
    connection = session.connection()
    columns = AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start, AnswerPassage.end
    rows = session.execute(
        select(*columns)
        .where(engines.among(connection, AnswerPassage.answer_id, answer_ids))
        .order_by(AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start)
    ).all()
    guids = guids_by_id(connection, Document, sorted({row[1] for row in rows}))
    passages: dict[int, tuple[StoredPassage, ...]] = {}
    for answer_id, document_id, start, end in rows:
        passage = StoredPassage(document_id, guids[document_id], start, end)
        passages[answer_id] = (*passages.get(answer_id, ()), passage)
    return passages


def _named(
    session: WriteSession, subjects: Mapping[SheetSubject, object]
) -> dict[SheetSubject, tuple[str, str]]:
    """The guids and names of what sheets are about."""
    named: dict[SheetSubject, tuple[str, str]] = {}
    for about, model in (("case", Case), ("document", Document)):
        ids = [subject.id for subject in subjects if subject.about == about]
        rows = session.execute(
            select(model.id, model.guid, model.name).where(engines.among(session.connection(), model.id, ids))
        )
        named |= {SheetSubject(about, row[0]): (row[1], row[2]) for row in rows}
    return named
