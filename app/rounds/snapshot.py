"""What a closed round leaves: everybody's completed work of it, as it was at that moment, for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import FIELDS, DocumentRow, RegionRow
from app.models import (
    CodebookVersion,
    Coding,
    Document,
    DocumentText,
    Region,
    Round,
    Snapshot,
    SnapshotDocument,
    now,
)
from app.rounds.queries import Assigned, Progress, blind_documents, counted
from app.store import chain
from app.store.journal import WriteSession, add_many, batches

FORMAT = 1
COLUMNS = ("id", "guid", "code_id", "coder_id", "start", "end", "sure", "memo")


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
        return frozenset((one.row.id, coder) for one in self.documents for coder in one.completed)


def frozen(session: Session, round_id: int) -> Frozen | None:
    """The snapshot of a closed round; None while it is open."""
    stored = _stored(session, round_id)
    if stored is None:
        return None
    snapshot, whole, what = stored
    people, codes = _lists(whole)
    secret = blind_documents(session, session.info.get("coder_id"))
    contents = _contents(session, snapshot.id, whole, what)
    seen = [_document(content) for document_id, content in contents.items() if document_id not in secret]
    return Frozen(
        round_id=round_id,
        name=whole["name"],
        at=snapshot.at,
        version_number=whole["version"],
        coders=people,
        codes=codes,
        documents=tuple(seen),
        withheld=len(contents) - len(seen),
    )


def frozen_lists(session: Session, round_id: int) -> tuple[tuple[CoderRow, ...], tuple[CodeRow, ...]] | None:
    """The coders and the codebook of a closed round, without its documents; None while it is open."""
    stored = _stored(session, round_id)
    return None if stored is None else _lists(stored[1])


def _stored(session: Session, round_id: int) -> tuple[Snapshot, Mapping[str, Any], str] | None:
    """A closed round's snapshot, its content, and what it is called where it is damaged."""
    snapshot = session.scalar(select(Snapshot).where(Snapshot.round_id == round_id))
    closed = session.execute(select(Round.name, Round.closed_at).where(Round.id == round_id)).one_or_none()
    if snapshot is None and (closed is None or closed.closed_at is None):
        return None
    what = f"What the closed round “{closed.name if closed else ''}” left"
    if snapshot is None:
        raise chain.damaged(what)
    return snapshot, chain.content_of("snapshot", vars(snapshot), what), what


def _lists(whole: Mapping[str, Any]) -> tuple[tuple[CoderRow, ...], tuple[CodeRow, ...]]:
    return (
        tuple(_made(CoderRow, row) for row in whole["coders"]),
        tuple(_made(CodeRow, row) for row in whole["codes"]),
    )


def _contents(session: Session, snapshot_id: int, whole: Mapping[str, Any], what: str) -> dict[int, Any]:
    """What is stored of each document; StoreError where something is not what was written, or is missing.

    A document that was removed from the project, as happens where consent is withdrawn, may be missing.
    """
    table = SnapshotDocument.__table__
    mine = select(table).where(table.c.snapshot_id == snapshot_id).order_by(table.c.id)
    rows = session.execute(mine).mappings().all()
    contents = {row["document_id"]: chain.content_of("snapshot_document", row, what) for row in rows}
    # rounds that were closed before there were hashes don't list their documents
    listed = dict(whole.get("documents", []))
    for lost in batches([document_id for document_id in listed if document_id not in contents]):
        there = select(Document.id).where(Document.id.in_(lost)).execution_options(everything=True)
        if session.execute(there).first():
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


T = TypeVar("T")


def _made(kind: type[T], row: Mapping[str, Any]) -> T:
    """A dataclass of what was stored; a field that a later version added is empty."""
    return kind(**{field.name: row.get(field.name, "") for field in fields(kind)})  # type: ignore[arg-type]  # a dataclass


def _document(stored: Mapping[str, Any]) -> FrozenDocument:
    return FrozenDocument(
        row=_made(DocumentRow, stored["document"]),
        repeat_of_id=stored["repeat_of_id"],
        regions=tuple(RegionRow(*region) for region in stored["regions"]),
        states={int(coder): state for coder, state in stored["states"].items()},
        codings=FrozenCodings(**stored["codings"]),
    )


def freeze(session: WriteSession, one: Round, states: Sequence[Assigned]) -> None:
    """Store the snapshot of a round whose assignments are in these states."""
    people = {row.coder_id for row in states}
    version = session.get(CodebookVersion, one.version_id) if one.version_id is not None else None
    rows = [
        {"document_id": key, "content": chain.to_json(document)}
        for key, document in _documents(session, states).items()
    ]
    rows = [row | {"hash": chain.seal("snapshot_document", row)} for row in rows]
    content = {
        "format": FORMAT,
        "name": one.name,
        "kind": one.kind,
        "blind": one.blind,
        "version": version.number if version else None,
        "counts": counted(states),
        "coders": [asdict(row) for row in coders(session) if row.id in people],
        "codes": [asdict(row) for row in codebook(session)],
        "documents": [[row["document_id"], row["hash"]] for row in rows],
    }
    snapshot = Snapshot(round_id=one.id, at=now(), content=chain.to_json(content))
    snapshot.hash = chain.seal("snapshot", vars(snapshot))
    session.add(snapshot)
    session.flush()
    add_many(session, SnapshotDocument, [row | {"snapshot_id": snapshot.id} for row in rows])


def _documents(session: WriteSession, states: Sequence[Assigned]) -> dict[int, dict[str, Any]]:
    """What is stored of each document, in the order of `states`."""
    by_document: dict[int, dict[int, Progress]] = {}
    for state in states:
        by_document.setdefault(state.document_id, {})[state.coder_id] = state.state
    found: dict[int, dict[str, Any]] = {}
    for some in batches(list(by_document)):
        regions, codings = _regions(session, some), _codings(session, some)
        for document in session.scalars(select(Document).where(Document.id.in_(some))):
            done = by_document[document.id]
            own = [row for row in codings.get(document.id, []) if done.get(row.coder_id) == "completed"]
            columns = list(zip(*(row[1:] for row in own), strict=True)) or [()] * len(COLUMNS)
            found[document.id] = {
                "document": {field: getattr(document, field) for field in FIELDS},
                "repeat_of_id": document.repeat_of_id,
                "regions": [list(row[1:]) for row in regions.get(document.id, [])],
                "states": done,
                "codings": dict(zip(COLUMNS, columns, strict=True)),
            }
    return {document_id: found[document_id] for document_id in by_document}


def _regions(session: WriteSession, ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = session.execute(
        select(
            Region.document_id,
            Region.id,
            Region.kind,
            Region.start,
            Region.body,
            Region.end,
            Region.speaker,
            Region.time,
        )
        .where(Region.document_id.in_(ids))
        .order_by(Region.document_id, Region.start, Region.id)
    )
    return {document_id: list(own) for document_id, own in groupby(rows, key=itemgetter(0))}


def _codings(session: WriteSession, ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = session.execute(
        select(Coding.document_id, *(getattr(Coding, column) for column in COLUMNS))
        .where(Coding.document_id.in_(ids))
        .order_by(Coding.document_id, Coding.start, Coding.id)
    )
    return {document_id: list(own) for document_id, own in groupby(rows, key=itemgetter(0))}
