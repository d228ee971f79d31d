"""Sheets, as what they are about goes or becomes another: answers, passages, decisions and votes go along."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.errors import UserError
from app.models import (
    AnswerPassage,
    Case,
    CodingSheet,
    SheetAnswer,
    SnapshotSheet,
    ValueDecision,
    ValueVote,
)
from app.store import engine as engines
from app.store.journal import WriteSession, delete_many, set_many

ABOUT_A_SUBJECT = (ValueVote, ValueDecision, SnapshotSheet)


def _ids(session: WriteSession, model: Any, column: Any, values: Collection[int]) -> Sequence[int]:
    statement = select(model.id).where(engines.among(session.connection(), column, list(values)))
    return session.scalars(statement.order_by(model.id)).all()


def delete_answers(session: WriteSession, answer_ids: Collection[int]) -> None:
    """Delete answers with their passages."""
    if answer_ids:
        delete_many(session, AnswerPassage, _ids(session, AnswerPassage, AnswerPassage.answer_id, answer_ids))
        delete_many(session, SheetAnswer, answer_ids)


def delete_sheets(session: WriteSession, sheet_ids: Collection[int]) -> None:
    """Delete sheets with their answers."""
    if sheet_ids:
        delete_answers(session, _ids(session, SheetAnswer, SheetAnswer.sheet_id, sheet_ids))
        delete_many(session, CodingSheet, sheet_ids)


def delete_sheets_of_coder(session: WriteSession, coder_id: int) -> None:
    """Delete what a coder answered and voted; closed rounds and decisions keep it."""
    delete_sheets(session, _ids(session, CodingSheet, CodingSheet.coder_id, [coder_id]))
    delete_many(session, ValueVote, _ids(session, ValueVote, ValueVote.coder_id, [coder_id]))


def delete_sheets_of_document(session: WriteSession, document_id: int) -> None:
    """Delete the sheets of a document and all that is known of them; answers elsewhere lose its passages."""
    _delete_about(session, "document_id", [document_id])
    passages = _ids(session, AnswerPassage, AnswerPassage.document_id, [document_id])
    delete_many(session, AnswerPassage, passages)


def delete_sheets_of_cases(session: WriteSession, case_ids: Collection[int]) -> None:
    """Delete the sheets of cases and all that is known of them, also what closed rounds left."""
    _delete_about(session, "case_id", case_ids)


def _delete_about(session: WriteSession, column: str, subject_ids: Collection[int]) -> None:
    delete_sheets(session, _ids(session, CodingSheet, getattr(CodingSheet, column), subject_ids))
    for model in ABOUT_A_SUBJECT:
        delete_many(session, model, _ids(session, model, getattr(model, column), subject_ids))


def delete_answers_of_variables(session: WriteSession, variable_ids: Collection[int]) -> None:
    """Delete all that was answered, voted and decided by variables; closed rounds keep it."""
    delete_answers(session, _ids(session, SheetAnswer, SheetAnswer.variable_id, variable_ids))
    for model in (ValueVote, ValueDecision):
        delete_many(session, model, _ids(session, model, model.variable_id, variable_ids))


def move_sheets(session: WriteSession, source_ids: Iterable[int], target_id: int) -> None:
    """Give the sheets of cases to another one: of two sheets of a coder, the target's answers stay.

    UserError where a closed round holds a sheet of a source: that is kept as it was, of that case.
    """
    source_ids = list(source_ids)
    kept = _ids(session, SnapshotSheet, SnapshotSheet.case_id, source_ids)
    if kept:
        name = session.scalar(
            select(Case.name)
            .join(SnapshotSheet, SnapshotSheet.case_id == Case.id)
            .where(SnapshotSheet.id == kept[0])
        )
        raise UserError(
            f"A closed round holds the sheets of “{name}”, as they were, so nothing was changed. Make it the "
            "case that stays, and the other one a part of it."
        )
    for source_id in source_ids:
        by_coder = _sheets_by_coder(session, target_id)
        for coder_id, sheet_id in _sheets_by_coder(session, source_id).items():
            if coder_id not in by_coder:
                set_many(session, CodingSheet, {sheet_id: {"case_id": target_id}})
                continue
            _move_answers(session, sheet_id, by_coder[coder_id])
            delete_sheets(session, [sheet_id])
        for model in (ValueVote, ValueDecision):
            delete_many(session, model, _ids(session, model, model.case_id, [source_id]))


def _sheets_by_coder(session: WriteSession, case_id: int) -> dict[int, int]:
    rows = session.execute(select(CodingSheet.coder_id, CodingSheet.id).where(CodingSheet.case_id == case_id))
    return {row[0]: row[1] for row in rows}


def _move_answers(session: WriteSession, source_id: int, target_id: int) -> None:
    answered = set(session.scalars(select(SheetAnswer.variable_id).where(SheetAnswer.sheet_id == target_id)))
    rows = session.execute(
        select(SheetAnswer.id, SheetAnswer.variable_id).where(SheetAnswer.sheet_id == source_id)
    )
    moved = {row[0]: {"sheet_id": target_id} for row in rows if row[1] not in answered}
    set_many(session, SheetAnswer, moved)
