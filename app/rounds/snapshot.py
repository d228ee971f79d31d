"""What a closed round leaves: everybody's completed work of it, as it was at that moment, for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.codebook.variables import stored_variables, variables
from app.codebook.version_content import rows_of, stored_codes
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, RegionRow
from app.models import (
    CodebookVersion,
    Coding,
    Document,
    DocumentText,
    Region,
    Round,
    Snapshot,
    SnapshotDocument,
    SnapshotSheet,
    now,
)
from app.rounds.assigned import Assigned, Progress, with_sheets_counted
from app.rounds.queries import blind_documents
from app.rounds.sheet_snapshot import freeze_sheets
from app.sheets.assigned import AssignedSheet, sheets_counted
from app.store import chain
from app.store.journal import WriteSession, add_many, batches
from app.store.stored.guids import guids_by_id
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

# in the order of StoredCodings and StoredRegion
CODINGS = (
    Coding.id,
    Coding.guid,
    Coding.code_id,
    Coding.coder_id,
    Coding.start,
    Coding.end,
    Coding.sure,
    Coding.memo,
    Coding.origin,
)
REGIONS = (Region.id, Region.kind, Region.start, Region.body, Region.end, Region.speaker, Region.time)


@dataclass(frozen=True)
class FrozenCodings:
    """Codings of one document as parallel lists, by start."""

    id: Sequence[int]
    guid: Sequence[str]
    code_id: Sequence[int]
    coder_id: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    sure: Sequence[bool]
    memo: Sequence[str]
    origin: Sequence[str]

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class FrozenDocument:
    """A document as it was, who was to code it and how far each was, and the codings of who had completed."""

    row: DocumentRow
    repeat_of_id: int | None
    regions: tuple[RegionRow, ...]
    states: Mapping[int, Progress]
    codings: FrozenCodings

    @property
    def completed(self) -> tuple[int, ...]:
        """The ids of the coders who had completed it."""
        return tuple(coder for coder, state in self.states.items() if state == "completed")


@dataclass(frozen=True)
class Frozen:
    """A closed round: its documents (repeats among them), coders and codebook as they were at `at`.

    `withheld` counts documents that are left out because whoever looks codes them blind now.
    """

    round_id: int
    name: str
    at: str
    version_number: int | None
    coders: tuple[CoderRow, ...]
    codes: tuple[CodeRow, ...]
    documents: tuple[FrozenDocument, ...]
    withheld: int

    @property
    def completed(self) -> frozenset[tuple[int, int]]:
        """The (document id, coder id) pairs that had been completed."""
        return frozenset(
            (document.row.id, coder) for document in self.documents for coder in document.completed
        )


def frozen(session: Session, round_id: int) -> Frozen | None:
    """The snapshot of a closed round; None while it is open."""
    stored = stored_round(session, round_id)
    if stored is None:
        return None
    snapshot, whole, what = stored
    people, codes = lists_of(whole)
    secret = blind_documents(session, session.info.get("coder_id"))
    contents = _contents(session, snapshot.id, whole, what)
    seen = [_document(content) for document_id, content in contents.items() if document_id not in secret]
    return Frozen(
        round_id=round_id,
        name=whole.name,
        at=snapshot.at,
        version_number=whole.version,
        coders=people,
        codes=codes,
        documents=tuple(seen),
        withheld=len(contents) - len(seen),
    )


def frozen_lists(session: Session, round_id: int) -> tuple[tuple[CoderRow, ...], tuple[CodeRow, ...]] | None:
    """The coders and the codebook of a closed round, without its documents; None while it is open."""
    stored = stored_round(session, round_id)
    return None if stored is None else lists_of(stored[1])


def stored_round(session: Session, round_id: int) -> tuple[Snapshot, StoredRound, str] | None:
    """A closed round's snapshot, its content, and what it is called where it is damaged."""
    snapshot = session.scalar(select(Snapshot).where(Snapshot.round_id == round_id))
    closed = session.execute(select(Round.name, Round.closed_at).where(Round.id == round_id)).one_or_none()
    if snapshot is None and (closed is None or closed.closed_at is None):
        return None
    what = f"What the closed round “{closed.name if closed else ''}” left"
    if snapshot is None:
        raise chain.damaged(what)
    return snapshot, round_read(vars(snapshot), what), what


def lists_of(whole: StoredRound) -> tuple[tuple[CoderRow, ...], tuple[CodeRow, ...]]:
    people = [
        CoderRow(
            id=coder.id,
            guid=coder.guid,
            name=coder.name,
            initials=coder.initials,
            colour=coder.colour,
            role=coder.role,
        )
        for coder in whole.coders
    ]
    return tuple(people), tuple(rows_of(whole.codes))


def _contents(
    session: Session, snapshot_id: int, whole: StoredRound, what: str
) -> dict[int, StoredRoundDocument]:
    """What is stored of each document; StoreError where something is not what was written, or is missing.

    A document that was removed from the project, as happens where consent is withdrawn, may be missing.
    """
    table = SnapshotDocument.__table__
    mine = select(table).where(table.c.snapshot_id == snapshot_id).order_by(table.c.id)
    rows = session.execute(mine).mappings().all()
    contents = {row["document_id"]: document_read(row, what) for row in rows}
    # rounds that were closed before there were hashes don't list their documents
    listed = dict(whole.documents)
    for lost in batches([document_id for document_id in listed if document_id not in contents]):
        present = select(Document.id).where(Document.id.in_(lost)).execution_options(everything=True)
        if session.execute(present).first():
            raise chain.damaged(what)
    if listed and any(listed.get(row["document_id"]) != row["hash"] for row in rows):
        raise chain.damaged(what)
    return contents


def frozen_texts(session: Session, documents: Sequence[DocumentRow]) -> list[str]:
    """The texts of documents in the versions that they had then, in their order."""
    texts: dict[tuple[int, int], str] = {}
    for portion in batches([document.id for document in documents]):
        rows = session.execute(
            select(DocumentText.document_id, DocumentText.version, DocumentText.text).where(
                DocumentText.document_id.in_(portion)
            )
        )
        texts.update(((document_id, version), text) for document_id, version, text in rows)
    return [texts[document.id, document.text_version] for document in documents]


def _document(stored: StoredRoundDocument) -> FrozenDocument:
    codings = stored.codings
    return FrozenDocument(
        row=_description(stored.document),
        repeat_of_id=stored.repeat_of_id,
        regions=tuple(
            RegionRow(
                id=region.id,
                kind=region.kind,
                start=region.start,
                body=region.body,
                end=region.end,
                speaker=region.speaker,
                time=region.time,
            )
            for region in stored.regions
        ),
        states=cast("Mapping[int, Progress]", stored.states),
        codings=FrozenCodings(
            id=codings.id,
            guid=codings.guid,
            code_id=codings.code_id,
            coder_id=codings.coder_id,
            start=codings.start,
            end=codings.end,
            sure=codings.sure,
            memo=codings.memo,
            # rounds that were closed before origins were told have none, and were coded by hand
            origin=codings.origin or ("hand",) * len(codings.id),
        ),
    )


def _description(stored: StoredDocument) -> DocumentRow:
    return DocumentRow(
        id=stored.id,
        guid=stored.guid,
        name=stored.name,
        position=stored.position,
        language=stored.language,
        direction=stored.direction,
        length=stored.length,
        text_version=stored.text_version,
        imported_at=stored.imported_at,
        file_name=stored.file_name,
        outlet=stored.outlet,
        author=stored.author,
        published=stored.published,
        collected=stored.collected,
        url=stored.url,
        licence=stored.licence,
        interviewer=stored.interviewer,
        interpreter=stored.interpreter,
        place=stored.place,
        note=stored.note,
    )


def freeze(
    session: WriteSession, round_: Round, states: Sequence[Assigned], sheets: Sequence[AssignedSheet] = ()
) -> None:
    """Store the snapshot of a round whose assignments and sheets are in these states."""
    people = {row.coder_id for row in states} | {sheet.coder_id for sheet in sheets}
    version = session.get(CodebookVersion, round_.version_id) if round_.version_id is not None else None
    contents = {key: document_written(document) for key, document in _documents(session, states).items()}
    seals = {
        key: chain.seal("snapshot_document", {"document_id": key, "content": content})
        for key, content in contents.items()
    }
    sheet_rows = freeze_sheets(session, sheets)
    whole = StoredRound(
        name=round_.name,
        kind=round_.kind,
        blind=round_.blind,
        version=version.number if version else None,
        counts=with_sheets_counted(states, sheets)[0],
        coders=tuple(_coder(row) for row in coders(session) if row.id in people),
        codes=tuple(stored_codes(codebook(session))),
        documents=tuple(seals.items()),
        guid=round_.guid,
        version_guid=version.guid if version else "",
        variables=tuple(stored_variables(variables(session))) if sheets else (),
        sheets=tuple((row["case_id"], row["document_id"], row["hash"]) for row in sheet_rows),
        sheet_counts=sheets_counted(sheets) if sheets else (),
    )
    snapshot = Snapshot(round_id=round_.id, at=now(), content=round_written(whole))
    snapshot.hash = chain.seal("snapshot", vars(snapshot))
    session.add(snapshot)
    session.flush()
    rows = [
        {"snapshot_id": snapshot.id, "document_id": key, "content": content, "hash": seals[key]}
        for key, content in contents.items()
    ]
    add_many(session, SnapshotDocument, rows)
    add_many(session, SnapshotSheet, [row | {"snapshot_id": snapshot.id} for row in sheet_rows])


def _coder(row: CoderRow) -> StoredCoder:
    return StoredCoder(
        id=row.id, guid=row.guid, name=row.name, initials=row.initials, colour=row.colour, role=row.role
    )


def _documents(session: WriteSession, states: Sequence[Assigned]) -> dict[int, StoredRoundDocument]:
    """What is stored of each document, in the order of `states`."""
    by_document: dict[int, dict[int, Progress]] = {}
    for state in states:
        by_document.setdefault(state.document_id, {})[state.coder_id] = state.state
    repeated = [state.repeat_of_id for state in states if state.repeat_of_id is not None]
    guids = guids_by_id(session.connection(), Document, repeated)
    stored: dict[int, StoredRoundDocument] = {}
    for batch in batches(list(by_document)):
        regions, codings = _regions(session, batch), _codings(session, batch)
        for document in session.scalars(select(Document).where(Document.id.in_(batch))):
            progress = by_document[document.id]
            done = [
                row[1:] for row in codings.get(document.id, []) if progress.get(row.coder_id) == "completed"
            ]
            columns = list(zip(*done, strict=True)) or [()] * len(CODINGS)
            stored[document.id] = StoredRoundDocument(
                document=_stored_document(document),
                repeat_of_id=document.repeat_of_id,
                repeat_of_guid=guids.get(document.repeat_of_id or 0, ""),
                regions=tuple(StoredRegion(*row[1:]) for row in regions.get(document.id, [])),
                states=progress,
                codings=StoredCodings(*columns),
            )
    return {document_id: stored[document_id] for document_id in by_document}


def _stored_document(document: Document) -> StoredDocument:
    return StoredDocument(
        id=document.id,
        guid=document.guid,
        name=document.name,
        position=document.position,
        language=document.language,
        direction=document.direction,
        length=document.length,
        text_version=document.text_version,
        imported_at=document.imported_at,
        file_name=document.file_name,
        outlet=document.outlet,
        author=document.author,
        published=document.published,
        collected=document.collected,
        url=document.url,
        licence=document.licence,
        interviewer=document.interviewer,
        interpreter=document.interpreter,
        place=document.place,
        note=document.note,
    )


def _regions(session: WriteSession, ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = session.execute(
        select(Region.document_id, *REGIONS)
        .where(Region.document_id.in_(ids))
        .order_by(Region.document_id, Region.start, Region.id)
    )
    return {document_id: list(group) for document_id, group in groupby(rows, key=itemgetter(0))}


def _codings(session: WriteSession, ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = session.execute(
        select(Coding.document_id, *CODINGS)
        .where(Coding.document_id.in_(ids))
        .order_by(Coding.document_id, Coding.start, Coding.id)
    )
    return {document_id: list(group) for document_id, group in groupby(rows, key=itemgetter(0))}
