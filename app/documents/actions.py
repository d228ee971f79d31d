"""What can be done to documents."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import func, select

from app.counting import counted
from app.documents.canonical import canonical
from app.documents.consequences import DocumentConsequences, consequences
from app.documents.direction import direction_of
from app.documents.left_out import forget_gone_speakers
from app.documents.turns import TextRegion as FoundRegion
from app.documents.turns import regions as found_regions
from app.errors import UserError
from app.models import (
    Assignment,
    AttributeValue,
    CaseLink,
    Coding,
    ConsensusCoding,
    Decision,
    DiscussionNote,
    Document,
    DocumentGroup,
    DocumentProperty,
    DocumentText,
    Memo,
    Proposal,
    Quote,
    Region,
    SnapshotDocument,
    TextCheck,
    Vote,
)
from app.names import key, keys, tidy
from app.store.codings import delete_codings
from app.store.journal import WriteSession, add_many, batches, delete_many, set_many
from app.store.meanwhile import refuse_overwriting
from app.store.sheets import delete_sheets_of_document

OF_A_DOCUMENT = (
    TextCheck,
    Vote,
    DiscussionNote,
    Decision,
    SnapshotDocument,
    Assignment,
    Region,
    DocumentProperty,
    DocumentText,
    DocumentGroup,
    CaseLink,
    Memo,
    Quote,
)
PROVENANCE = (
    "language",
    "outlet",
    "author",
    "published",
    "collected",
    "url",
    "licence",
    "interviewer",
    "interpreter",
    "place",
    "note",
)


@dataclass(frozen=True)
class NewDocument:
    """A document to be added; turns, paragraphs and direction are recognised where they aren't given.

    `file_hash` is that of the whole file (SHA-256, hexadecimal); `provenance` takes the names in PROVENANCE,
    `properties` everything else worth keeping.
    """

    name: str
    text: str
    regions: Sequence[FoundRegion] | None = None
    direction: str = ""
    file_name: str = ""
    file_hash: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, str] = field(default_factory=dict)


def add_document(
    session: WriteSession,
    /,
    *,
    name: str,
    text: str,
    regions: Sequence[FoundRegion] | None = None,
    direction: str = "",
    file_name: str = "",
    properties: Mapping[str, str] | None = None,
    **provenance: str,
) -> int:
    """Add one document, as `add_documents` does."""
    document = NewDocument(name, text, regions, direction, file_name, "", properties or {}, provenance)
    return add_documents(session, documents=[document])[0]


def add_documents(session: WriteSession, *, documents: Sequence[NewDocument]) -> list[int]:
    """Add documents behind those that are there, all or none; returns their ids in order."""
    position = session.scalar(select(func.max(Document.position))) or 0
    rows: list[dict[str, object]] = []
    taken: set[str] = set()
    texts = [canonical(document.text) for document in documents]
    for step, (document, text) in enumerate(zip(documents, texts, strict=True), start=1):
        rows.append(_row(document, text) | {"position": position + step})
        if rows[-1]["name_key"] in taken:
            raise _is_taken(str(rows[-1]["name"]))
        taken.add(str(rows[-1]["name_key"]))
    names = [str(row["name"]) for row in rows]
    _refuse_stored(session, {name_key: name for name in names for name_key in keys(name)})
    ids = add_many(session, Document, rows)
    named = list(zip(ids, documents, texts, strict=True))
    first = [
        {"document_id": id_, "text": text, "file_hash": document.file_hash} for id_, document, text in named
    ]
    add_many(session, DocumentText, first)
    regions = [
        _region(id_, region)
        for id_, document, text in named
        for region in (found_regions(text) if document.regions is None else document.regions)
    ]
    add_many(session, Region, regions)
    properties = [
        {"document_id": id_, "name": name, "value": value}
        for id_, document, _ in named
        for name, value in document.properties.items()
    ]
    add_many(session, DocumentProperty, properties)
    return ids


def _row(document: NewDocument, text: str) -> dict[str, object]:
    """A row of the table of documents; UserError where there is nothing to code."""
    if unknown := set(document.provenance) - set(PROVENANCE):
        raise ValueError(f"unknown provenance: {sorted(unknown)}")
    name = tidy(document.name, "document")
    if document.regions is not None and document.text != text:
        raise ValueError("regions count in the canonical text: give that")
    if not text.strip():
        raise UserError(f"“{name}” has no text, so it was not imported. Check the file, or leave it out.")
    return {
        "name": name,
        "name_key": key(name),
        "direction": document.direction or direction_of(text),
        "length": len(text),
        "text_hash": hash_of(text),
        "file_name": document.file_name,
        **{column: document.provenance.get(column, "") for column in PROVENANCE},
    }


def hash_of(text: str) -> str:
    """What tells whether a text is still the one that was imported (SHA-256, hexadecimal)."""
    return sha256(text.encode()).hexdigest()


def change_document(
    session: WriteSession,
    /,
    *,
    document_id: int,
    name: str | None = None,
    direction: str | None = None,
    seen: Mapping[str, str] | None = None,
    **provenance: str,
) -> None:
    """Change what is given of a document's name, direction or provenance.

    Conflict where one of them is no longer as it was `seen`.
    """
    document = existing(session, document_id)
    given = {field: value for field, value in (("name", name), ("direction", direction)) if value is not None}
    refuse_overwriting(document, {**given, **provenance}, seen, f"“{document.name}”")
    if name is not None:
        name = tidy(name, "document")
        _refuse_taken(session, name, document_id)
        document.name, document.name_key = name, key(name)
    if direction is not None:
        document.direction = direction
    for column, value in provenance.items():
        if column not in PROVENANCE:
            raise ValueError(column)
        setattr(document, column, value)


def remove_document(session: WriteSession, *, document_id: int, anyway: bool = False) -> None:
    """Remove a document with its text, regions, codings, sheets, assignments, memos and quotes; proposals,
    values of attributes and answers of other sheets lose their passage.

    Where rounds, snapshots or decisions know of it, UserError says so, unless it is to go `anyway`: then it
    goes from them too, and its hidden repeats with it, as an interview does whose consent was withdrawn.
    """
    document = existing(session, document_id)
    if not anyway:
        _refuse_known(document, consequences(session, document_id))
    for copy_id in session.scalars(select(Document.id).where(Document.repeat_of_id == document_id)).all():
        remove_document(session, document_id=copy_id, anyway=True)
    delete_codings(session, session.scalars(select(Coding.id).where(Coding.document_id == document_id)))
    nowhere = {"document_id": None, "start": None, "end": None}
    for shown in (Proposal, AttributeValue):
        evidence = session.scalars(select(shown.id).where(shown.document_id == document_id))
        set_many(session, shown, dict.fromkeys(evidence, nowhere))
    decided = select(Decision.id).where(Decision.document_id == document_id)
    links = select(ConsensusCoding.id).where(ConsensusCoding.decision_id.in_(decided))
    delete_many(session, ConsensusCoding, session.scalars(links))
    delete_sheets_of_document(session, document_id)
    for model in OF_A_DOCUMENT:
        delete_many(session, model, session.scalars(select(model.id).where(model.document_id == document_id)))
    forget_gone_speakers(session)
    session.delete(document)


def remove_documents(session: WriteSession, *, document_ids: Sequence[int], anyway: bool = False) -> None:
    """Remove several documents; a hidden repeat that went with another one of them needs no removing."""
    for document_id in document_ids:
        if session.get(Document, document_id) is not None:
            remove_document(session, document_id=document_id, anyway=anyway)


def _refuse_known(document: Document, consequences: DocumentConsequences) -> None:
    rounds = ", ".join(f"“{name}”" for name in consequences.open_rounds + consequences.closed_rounds)
    uses = [f"the rounds {rounds}"] if rounds else []
    if consequences.decisions:
        uses.append(counted(consequences.decisions, "decision"))
    if uses:
        raise UserError(
            f"“{document.name}” is part of {' and of '.join(uses)}, so it was not removed. It would go from "
            "them too, and agreement of closed rounds would change for good. Ask for that if it must be."
        )


def existing(session: WriteSession, document_id: int) -> Document:
    """A document by id; UserError where a colleague removed it meanwhile."""
    document = session.get(Document, document_id)
    if document is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    return document


def family(session: WriteSession, document: Document) -> list[int]:
    """The ids of a document and its hidden repeats, whose text is one, the original first."""
    root_id = document.repeat_of_id or document.id
    copies = select(Document.id).where(Document.repeat_of_id == root_id).order_by(Document.id)
    return [root_id, *session.scalars(copies)]


def _region(document_id: int, region: FoundRegion) -> dict[str, object]:
    return {
        "document_id": document_id,
        "kind": region.kind,
        "start": region.start,
        "body": region.body,
        "end": region.end,
        "speaker": unicodedata.normalize("NFC", region.speaker or ""),
        "time": region.time or "",
        "label": region.label,
        "start_ms": region.start_ms,
        "end_ms": region.end_ms,
    }


def _refuse_taken(session: WriteSession, name: str, document_id: int | None) -> None:
    other = session.scalar(select(Document.id).where(Document.name_key.in_(keys(name))))
    if other not in (None, document_id):
        raise _is_taken(name)


def _refuse_stored(session: WriteSession, names: Mapping[str, str]) -> None:
    """UserError where a document has one of these names ({key: name}) already."""
    for batch in batches(list(names)):
        stored = session.scalar(select(Document.name_key).where(Document.name_key.in_(batch)).limit(1))
        if stored is not None:
            raise _is_taken(names[stored])


def _is_taken(name: str) -> UserError:
    return UserError(
        f"There is a document “{name}” already, so nothing was changed. "
        "Rename one of the two, or leave this one out.",
        "name",
    )
