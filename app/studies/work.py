"""Coders of a study and their work: codings, and how far each is with each document."""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs import Job
from app.models import Assignment, Coder, Coding, Document
from app.names import key
from app.store.journal import WriteSession, add_many, set_many
from app.store.updates import PORTION
from app.studies.documents import with_copies
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import StudyAssignment, StudyCoder, StudyCoding, StudyDocument


def coders_out(session: Session) -> list[StudyCoder]:
    """Everybody, in the order in which they joined."""
    columns = [getattr(Coder, field) for field in StudyCoder._fields]
    return [StudyCoder(*row) for row in session.execute(select(*columns).order_by(Coder.id))]


def coders_in(session: WriteSession, coders: Sequence[StudyCoder], ids: IdsByGuid) -> None:
    """Add coders; one who is there under the same name, as whoever made the project, becomes the study's."""
    ids_there = {key(row.name): row.id for row in session.execute(select(Coder.id, Coder.name))}
    wanted = {coder.guid: coder._asdict() | {"name_key": key(coder.name)} for coder in coders}
    taken = {coder.guid: ids_there[key(coder.name)] for coder in coders if key(coder.name) in ids_there}
    set_many(session, Coder, {coder_id: wanted[guid] for guid, coder_id in taken.items()})
    ids.coders |= taken
    new = {guid: row for guid, row in wanted.items() if guid not in ids.coders}
    ids.coders |= dict(zip(new, add_many(session, Coder, list(new.values())), strict=True))


def codings_out(
    session: Session,
    documents: Sequence[StudyDocument],
    copies: frozenset[int],
    guids: GuidsById,
    job: Job,
    *,
    coder_id: int | None = None,
) -> list[StudyCoding]:
    """The codings of documents that whoever looks may see, by document as the project orders them, then by
    start; all of them, or those of one coder."""
    positions = {document.about.guid: document.about.position for document in documents}
    ids = {document_id: guid for document_id, guid in guids.documents.items() if guid in positions}
    in_order = sorted(ids.items(), key=lambda named: positions[named[1]])
    whose = () if coder_id is None else (Coding.coder_id == coder_id,)
    codings: list[StudyCoding] = []
    for done, (document_id, document) in enumerate(in_order):
        job.step(done, len(in_order), "Reading codings")
        statement = (
            select(
                Coding.guid,
                Coding.code_id,
                Coding.coder_id,
                Coding.start,
                Coding.end,
                Coding.memo,
                Coding.sure,
                Coding.created_at,
                Coding.origin,
            )
            .where(Coding.document_id == document_id, *whose)
            .order_by(Coding.start, Coding.id)
            .execution_options(everything=document_id in copies)
        )
        codings += [
            StudyCoding(row[0], document, guids.code(row[1]), guids.coder(row[2]), *row[3:])
            for row in session.execute(statement)
        ]
    return codings


def codings_in(session: WriteSession, codings: Sequence[StudyCoding], ids: IdsByGuid, job: Job) -> None:
    """Add codings."""
    for first in range(0, len(codings), PORTION):
        job.step(first, len(codings), "Saving codings")
        portion = codings[first : first + PORTION]
        rows = [
            {
                "guid": coding.guid,
                "document_id": ids.documents[coding.document],
                "code_id": ids.codes[coding.code],
                "coder_id": ids.coders[coding.coder],
                "start": coding.start,
                "end": coding.end,
                "memo": coding.memo,
                "sure": coding.sure,
                "created_at": coding.created_at,
                "origin": coding.origin,
            }
            for coding in portion
        ]
        new = add_many(session, Coding, rows)
        named = zip((coding.guid for coding in portion), new, strict=True)
        ids.codings.update((guid, coding_id) for guid, coding_id in named if guid in ids.referred)


def assignments_out(
    session: Session, sees: Callable[[int, int], bool], copies: frozenset[int], guids: GuidsById
) -> list[StudyAssignment]:
    """Who works on what; and how far, where whoever looks may see the codings, too."""
    statement = (
        select(Assignment).join(Document, Document.id == Assignment.document_id).order_by(Assignment.id)
    )
    rows = [row[0] for row in with_copies(session, statement, Assignment.document_id, copies)]
    assignments = []
    for row in sorted(rows, key=lambda row: row.id):
        is_seen = row.document_id in copies or sees(row.document_id, row.coder_id)
        assignments.append(
            StudyAssignment(
                guid=row.guid,
                document=guids.documents[row.document_id],
                coder=guids.coder(row.coder_id),
                round=guids.rounds.get(row.round_id or 0, ""),
                started_at=row.started_at if is_seen else None,
                completed_at=row.completed_at if is_seen else None,
            )
        )
    return assignments


def assignments_in(session: WriteSession, assignments: Sequence[StudyAssignment], ids: IdsByGuid) -> None:
    """Add who works on what."""
    rows = [
        {
            "guid": assignment.guid,
            "document_id": ids.documents[assignment.document],
            "coder_id": ids.coders[assignment.coder],
            "round_id": none_for_empty(ids.round, assignment.round),
            "started_at": assignment.started_at,
            "completed_at": assignment.completed_at,
        }
        for assignment in assignments
    ]
    add_many(session, Assignment, rows)
