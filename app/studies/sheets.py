"""Coding sheets of a study: everybody's answers with their passages, and what closed rounds left."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs import Job
from app.models import (
    AnswerPassage,
    Case,
    CodingSheet,
    Round,
    SheetAnswer,
    Snapshot,
    SnapshotSheet,
)
from app.store import chain
from app.store.journal import WriteSession, add_many
from app.store.sight import subjects_answered_blind, unseen_sheets
from app.store.stored.sheets import (
    StoredAnswer,
    StoredPassage,
    StoredSheets,
    sheets_read,
    sheets_written,
)
from app.store.updates import PORTION
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import Study
from app.studies.sheet_rows import (
    ClosedAnswer,
    ClosedSheets,
    EvidencePlace,
    StudyAnswer,
    StudySheet,
)


def sheets_out(session: Session, guids: GuidsById) -> list[StudySheet]:
    """Everybody's sheets; and how far they are, where whoever looks may see what they say."""
    hidden, cases = unseen_sheets(session), _case_guids(session)
    rows = session.scalars(select(CodingSheet).order_by(CodingSheet.id))
    return [
        StudySheet(
            guid=row.guid,
            case=cases.get(row.case_id or 0, ""),
            document=guids.documents.get(row.document_id or 0, ""),
            coder=guids.coder(row.coder_id),
            round=guids.rounds.get(row.round_id or 0, ""),
            started_at=None if row.id in hidden else row.started_at,
            completed_at=None if row.id in hidden else row.completed_at,
        )
        for row in rows
        if row.case_id is not None or row.document_id in guids.documents
    ]


def _case_guids(session: Session) -> dict[int, str]:
    return {row[0]: row[1] for row in session.execute(select(Case.id, Case.guid))}


def answers_out(session: Session, guids: GuidsById, job: Job) -> list[StudyAnswer]:
    """The answers that whoever looks may see; without passages of documents that are not taken out."""
    job.step(0, 0, "Reading sheets")
    sheets = select(CodingSheet.id, CodingSheet.guid, CodingSheet.document_id)
    named = {row[0]: row[1] for row in session.execute(sheets) if row[2] is None or row[2] in guids.documents}
    passages: dict[int, list[EvidencePlace]] = {}
    columns = AnswerPassage.answer_id, AnswerPassage.document_id, AnswerPassage.start, AnswerPassage.end
    for row in session.execute(select(*columns).order_by(AnswerPassage.id)):
        if row[1] in guids.documents:
            passages.setdefault(row[0], []).append((guids.documents[row[1]], row[2], row[3]))
    said = select(
        SheetAnswer.id,
        SheetAnswer.sheet_id,
        SheetAnswer.variable_id,
        SheetAnswer.state,
        SheetAnswer.value,
        SheetAnswer.sure,
        SheetAnswer.memo,
        SheetAnswer.at,
    )
    return [
        StudyAnswer(named[row[1]], guids.variable(row[2]), *row[3:], passages=tuple(passages.get(row[0], ())))
        for row in session.execute(said.order_by(SheetAnswer.id))
        if row[1] in named
    ]


def sheets_in(session: WriteSession, study: Study, ids: IdsByGuid, job: Job) -> None:
    """Add sheets with their answers."""
    rows = [
        {
            "guid": sheet.guid,
            "case_id": none_for_empty(ids.case, sheet.case),
            "document_id": none_for_empty(ids.document, sheet.document),
            "coder_id": ids.coders[sheet.coder],
            "round_id": none_for_empty(ids.round, sheet.round),
            "started_at": sheet.started_at,
            "completed_at": sheet.completed_at,
        }
        for sheet in study.sheets
    ]
    new = add_many(session, CodingSheet, rows)
    ids.sheets |= dict(zip((sheet.guid for sheet in study.sheets), new, strict=True))
    for first in range(0, len(study.answers), PORTION):
        job.step(first, len(study.answers), "Saving sheets")
        portion = study.answers[first : first + PORTION]
        answers = [
            {
                "sheet_id": ids.sheets[answer.sheet],
                "variable_id": ids.variables[answer.variable],
                "state": answer.state,
                "value": answer.value,
                "sure": answer.sure,
                "memo": answer.memo,
                "at": answer.at,
            }
            for answer in portion
        ]
        answer_ids = add_many(session, SheetAnswer, answers)
        passages = [
            {"answer_id": answer_id, "document_id": ids.documents[document], "start": start, "end": end}
            for answer_id, answer in zip(answer_ids, portion, strict=True)
            for document, start, end in answer.passages
        ]
        add_many(session, AnswerPassage, passages)


def closed_sheets_out(session: Session, guids: GuidsById) -> list[ClosedSheets]:
    """What closed rounds left of sheets; StoreError where it is damaged."""
    viewer = session.info.get("coder_id")
    secret = set() if viewer is None else subjects_answered_blind(session, viewer)
    cases, table = _case_guids(session), SnapshotSheet.__table__
    rounds = {row[0]: row[1] for row in session.execute(select(Snapshot.id, Snapshot.round_id))}
    names = {row[0]: row[1] for row in session.execute(select(Round.id, Round.name))}
    closed = []
    for row in session.execute(select(table).order_by(table.c.id)).mappings():
        if (row["case_id"], row["document_id"]) in secret:
            continue
        if row["document_id"] is not None and row["document_id"] not in guids.documents:
            continue
        round_id = rounds[row["snapshot_id"]]
        stored = sheets_read(row, f"What the closed round “{names[round_id]}” left")
        closed.append(
            ClosedSheets(
                round=guids.rounds[round_id],
                case=cases.get(row["case_id"] or 0, ""),
                document=guids.documents.get(row["document_id"] or 0, ""),
                name=stored.name,
                states={guids.coder(coder_id): state for coder_id, state in stored.states.items()},
                answers=tuple(_closed_answer(answer, guids) for answer in stored.answers),
            )
        )
    return closed


def _closed_answer(answer: StoredAnswer, guids: GuidsById) -> ClosedAnswer:
    return ClosedAnswer(
        coder=guids.coder(answer.coder_id),
        variable=guids.variable(answer.variable_id),
        state=answer.state,
        value=answer.value,
        sure=answer.sure,
        memo=answer.memo,
        passages=tuple((passage.document_guid, passage.start, passage.end) for passage in answer.passages),
    )


def closed_sheet_rows(closed: Sequence[ClosedSheets], ids: IdsByGuid) -> list[dict[str, Any]]:
    """What a closed round left of sheets as rows, with the ids that everything has here and hashes."""
    rows: list[dict[str, Any]] = []
    for sheets in closed:
        stored = StoredSheets(
            case_guid=sheets.case,
            document_guid=sheets.document,
            name=sheets.name,
            states={ids.coder(guid): state for guid, state in sheets.states.items()},
            answers=tuple(_stored_answer(answer, ids) for answer in sheets.answers),
        )
        row: dict[str, Any] = {
            "case_id": none_for_empty(ids.case, sheets.case),
            "document_id": none_for_empty(ids.document, sheets.document),
            "content": sheets_written(stored),
        }
        rows.append(row | {"hash": chain.seal("snapshot_sheet", row)})
    return rows


def places_of_sheets(rows: Sequence[dict[str, Any]]) -> tuple[tuple[int | None, int | None, str], ...]:
    """What the snapshot lists of them: case id, document id, hash."""
    return tuple((row["case_id"], row["document_id"], row["hash"]) for row in rows)


def _stored_answer(answer: ClosedAnswer, ids: IdsByGuid) -> StoredAnswer:
    return StoredAnswer(
        coder_id=ids.coder(answer.coder),
        variable_id=ids.variable(answer.variable),
        state=answer.state,
        value=answer.value,
        sure=answer.sure,
        memo=answer.memo,
        passages=tuple(
            StoredPassage(ids.documents.get(document, 0), document, start, end)
            for document, start, end in answer.passages
        ),
    )
