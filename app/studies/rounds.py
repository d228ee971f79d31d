"""Rounds of a study, and what closed ones left: read by guid, and sealed anew where they come in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Round, Snapshot, SnapshotDocument, SnapshotSheet
from app.names import key
from app.store import chain
from app.store.journal import WriteSession, add_many
from app.store.stored.rounds import (
    StoredCoder,
    StoredCodings,
    StoredDocument,
    StoredRegion,
    StoredRound,
    StoredRoundDocument,
    document_read,
    document_written,
    round_read,
    round_written,
)
from app.studies.codebook import from_stored, to_stored
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import (
    ClosedCodings,
    ClosedDocument,
    StudyClosing,
    StudyCoder,
    StudyDescription,
    StudyRegion,
    StudyRound,
)
from app.studies.sheet_rows import ClosedSheets
from app.studies.sheets import closed_sheet_rows, places_of_sheets
from app.studies.variables import variables_from_stored, variables_to_stored


def rounds_out(session: Session, guids: GuidsById) -> list[StudyRound]:
    """All rounds in the order in which they were made, which `guids` gets to know."""
    rounds = []
    for row in session.scalars(select(Round).order_by(Round.id)):
        guids.rounds[row.id] = row.guid
        rounds.append(
            StudyRound(
                guid=row.guid,
                name=row.name,
                kind=row.kind,
                blind=row.blind,
                version=guids.versions.get(row.version_id or 0, ""),
                seed=row.seed,
                drawn=row.drawn,
                note=row.note,
                created_at=row.created_at,
                created_by=guids.coder(row.created_by),
                closed_at=row.closed_at,
            )
        )
    return rounds


def rounds_in(session: WriteSession, rounds: Sequence[StudyRound], ids: IdsByGuid) -> None:
    """Add rounds."""
    rows = [
        {
            "guid": round_.guid,
            "name": round_.name,
            "name_key": key(round_.name),
            "kind": round_.kind,
            "blind": round_.blind,
            "version_id": none_for_empty(ids.version, round_.version),
            "seed": round_.seed,
            "drawn": round_.drawn,
            "note": round_.note,
            "created_at": round_.created_at,
            "created_by": none_for_empty(ids.coder, round_.created_by),
            "closed_at": round_.closed_at,
        }
        for round_ in rounds
    ]
    ids.rounds |= dict(zip((round_.guid for round_ in rounds), add_many(session, Round, rows), strict=True))


def closings_out(
    session: Session, guids: GuidsById, rounds: Sequence[StudyRound]
) -> tuple[list[StudyClosing], list[ClosedDocument]]:
    """What closed rounds left of documents that are in the study; StoreError where it is damaged.

    `guids` gets to know coders and codes that are gone since.
    """
    names = {round_.guid: round_.name for round_ in rounds}
    table, of_documents = Snapshot.__table__, SnapshotDocument.__table__
    closings: list[StudyClosing] = []
    documents: list[ClosedDocument] = []
    for row in session.execute(select(table).order_by(table.c.id)).mappings():
        round_guid = guids.rounds[row["round_id"]]
        what = f"What the closed round “{names[round_guid]}” left"
        whole = round_read(row, what)
        guids.learn("coder", ((coder.id, coder.guid) for coder in whole.coders))
        guids.learn("code", ((code.id, code.guid) for code in whole.codes))
        guids.learn("variable", ((variable.id, variable.guid) for variable in whole.variables))
        closings.append(_closing(row["at"], round_guid, whole))
        contents = select(of_documents).where(of_documents.c.snapshot_id == row["id"])
        documents += [
            _closed_document(round_guid, document_read(content, what), guids)
            for content in session.execute(contents.order_by(of_documents.c.id)).mappings()
            if content["document_id"] in guids.documents
        ]
    return closings, documents


def _closing(at: str, round_guid: str, whole: StoredRound) -> StudyClosing:
    return StudyClosing(
        round=round_guid,
        at=at,
        name=whole.name,
        kind=whole.kind,
        blind=whole.blind,
        version=whole.version_guid,
        version_number=whole.version,
        counts=whole.counts,
        coders=tuple(StudyCoder(*coder[1:]) for coder in whole.coders),
        codes=from_stored(whole.codes),
        variables=variables_from_stored(whole.variables),
        sheet_counts=whole.sheet_counts,
    )


def _closed_document(round_guid: str, stored: StoredRoundDocument, guids: GuidsById) -> ClosedDocument:
    codings = stored.codings
    return ClosedDocument(
        round=round_guid,
        about=StudyDescription(*stored.document[1:]),
        repeat_of=stored.repeat_of_guid or guids.documents.get(stored.repeat_of_id or 0, ""),
        regions=tuple(StudyRegion(*region[1:]) for region in stored.regions),
        states={guids.coder(coder_id): state for coder_id, state in stored.states.items()},
        codings=ClosedCodings(
            guid=tuple(codings.guid),
            code=tuple(map(guids.code, codings.code_id)),
            coder=tuple(map(guids.coder, codings.coder_id)),
            start=tuple(codings.start),
            end=tuple(codings.end),
            sure=tuple(codings.sure),
            memo=tuple(codings.memo),
            origin=tuple(codings.origin),
        ),
    )


def closings_in(
    session: WriteSession,
    closings: Sequence[StudyClosing],
    documents: Sequence[ClosedDocument],
    sheets: Sequence[ClosedSheets],
    ids: IdsByGuid,
) -> None:
    """Add what closed rounds left, with the ids that everything has here and hashes of that."""
    by_round: dict[str, list[ClosedDocument]] = {}
    for document in documents:
        by_round.setdefault(document.round, []).append(document)
    sheets_by_round: dict[str, list[ClosedSheets]] = {}
    for closed in sheets:
        sheets_by_round.setdefault(closed.round, []).append(closed)
    for closing in closings:
        rows = list(_document_rows(by_round.get(closing.round, ()), ids))
        sheet_rows = closed_sheet_rows(sheets_by_round.get(closing.round, ()), ids)
        whole = _stored_round(closing, ids, tuple((row["document_id"], row["hash"]) for row in rows))
        whole = whole._replace(sheets=places_of_sheets(sheet_rows))
        snapshot = {"round_id": ids.rounds[closing.round], "at": closing.at, "content": round_written(whole)}
        sealed = snapshot | {"hash": chain.seal("snapshot", snapshot)}
        (snapshot_id,) = add_many(session, Snapshot, [sealed])
        add_many(session, SnapshotDocument, [row | {"snapshot_id": snapshot_id} for row in rows])
        add_many(session, SnapshotSheet, [row | {"snapshot_id": snapshot_id} for row in sheet_rows])


def _document_rows(documents: Sequence[ClosedDocument], ids: IdsByGuid) -> Iterator[dict[str, Any]]:
    for document in documents:
        row = {
            "document_id": ids.documents[document.about.guid],
            "content": document_written(_stored_document(document, ids)),
        }
        yield row | {"hash": chain.seal("snapshot_document", row)}


def _stored_round(
    closing: StudyClosing, ids: IdsByGuid, documents: tuple[tuple[int, str], ...]
) -> StoredRound:
    return StoredRound(
        name=closing.name,
        kind=closing.kind,
        blind=closing.blind,
        version=closing.version_number,
        counts=closing.counts,
        coders=tuple(StoredCoder(ids.coder(coder.guid), *coder) for coder in closing.coders),
        codes=tuple(to_stored(closing.codes, ids)),
        documents=documents,
        guid=closing.round,
        version_guid=closing.version,
        variables=variables_to_stored(closing.variables, ids),
        sheet_counts=closing.sheet_counts,
    )


def _stored_document(document: ClosedDocument, ids: IdsByGuid) -> StoredRoundDocument:
    codings = document.codings
    states: Mapping[int, str] = {ids.coder(guid): state for guid, state in document.states.items()}
    return StoredRoundDocument(
        document=StoredDocument(ids.documents[document.about.guid], *document.about),
        repeat_of_id=ids.documents.get(document.repeat_of),
        repeat_of_guid=document.repeat_of,
        # regions have no guids, and nothing asks for those of a closed round by their ids
        regions=tuple(
            StoredRegion(0, region.kind, region.start, region.body, region.end, region.speaker, region.time)
            for region in document.regions
        ),
        states=states,
        codings=StoredCodings(
            id=ids.coding_ids(codings.guid),
            guid=codings.guid,
            code_id=list(map(ids.code, codings.code)),
            coder_id=list(map(ids.coder, codings.coder)),
            start=codings.start,
            end=codings.end,
            sure=codings.sure,
            memo=codings.memo,
            origin=codings.origin,
        ),
    )
