"""Documents of a study: which of them whoever looks may take out, with everything in them but codings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.documents.groups import groups_of
from app.models import (
    Assignment,
    Document,
    DocumentGroup,
    DocumentProperty,
    DocumentText,
    Region,
    Round,
    TextCheck,
)
from app.names import key
from app.rounds.queries import blind_documents
from app.store import chain
from app.store.journal import WriteSession, add_many, set_many
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import StudyDescription, StudyDocument, StudyRegion, StudyTextCheck, StudyTextVersion

ABOUT = StudyDescription._fields
REGION = tuple(getattr(Region, name) for name in StudyRegion._fields)


def closed_copies(session: Session) -> frozenset[int]:
    """Hidden repeats that are no longer coded: closed rounds hold them, though lists of documents don't.

    Not those of what whoever looks codes blind now.
    """
    coded = (
        select(Assignment.document_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.closed_at.is_(None))
    )
    copies = (
        select(Document.id, Document.repeat_of_id)
        .where(Document.repeat_of_id.is_not(None), Document.id.not_in(coded))
        .execution_options(everything=True)
    )
    secret = blind_documents(session, session.info.get("coder_id"))
    return frozenset(row.id for row in session.execute(copies) if row.repeat_of_id not in secret)


def with_copies(
    session: Session, statement: Select[*tuple[Any, ...]], document_id: Any, copies: frozenset[int]
) -> Sequence[Any]:
    """The rows of a statement that whoever looks may see, and those that are of closed copies."""
    rows: list[Any] = list(session.execute(statement))
    if copies:
        theirs = statement.where(document_id.in_(copies)).execution_options(everything=True)
        rows += session.execute(theirs)
    return rows


def documents_out(session: Session, copies: frozenset[int], guids: GuidsById) -> list[StudyDocument]:
    """All documents in the order in which they came, which `guids` gets to know."""
    columns = [getattr(Document, field) for field in ABOUT]
    statement = select(Document.id, Document.repeat_of_id, *columns)
    rows = sorted(with_copies(session, statement, Document.id, copies), key=attrgetter("id"))
    guids.documents = {row.id: row.guid for row in rows}
    texts, changes = _texts(session), _changes(session, guids)
    regions, properties = _regions(session), _properties(session)
    groups = groups_of(session)
    return [
        StudyDocument(
            about=StudyDescription(*row[2:]),
            texts=texts[row.id],
            regions=regions.get(row.id, ()),
            properties=properties.get(row.id, {}),
            # while it is coded, nobody learns that it is a copy
            repeat_of=guids.documents.get(row.repeat_of_id, "") if row.id in copies else "",
            changes=changes.get(row.id, ()),
            groups=groups.get(row.id, ()),
        )
        for row in rows
    ]


def _texts(session: Session) -> Mapping[int, Mapping[int, str]]:
    rows = session.execute(
        select(DocumentText.document_id, DocumentText.version, DocumentText.text).order_by(
            DocumentText.document_id, DocumentText.version
        )
    )
    return {document_id: {row[1]: row[2] for row in of} for document_id, of in groupby(rows, itemgetter(0))}


def _changes(session: Session, guids: GuidsById) -> Mapping[int, tuple[StudyTextVersion, ...]]:
    """The versions that say anything but their text, by document."""
    columns = DocumentText.reason, DocumentText.coder_id, DocumentText.at, DocumentText.file_name
    rows = session.execute(
        select(
            DocumentText.document_id,
            DocumentText.version,
            *columns,
            DocumentText.file_hash,
            DocumentText.stretches,
        ).order_by(DocumentText.document_id, DocumentText.version)
    )
    changes: dict[int, list[StudyTextVersion]] = {}
    for document_id, version, reason, coder_id, *rest in rows:
        if reason or coder_id is not None or any(rest):
            row = StudyTextVersion(version, reason, guids.coder(coder_id), *rest)
            changes.setdefault(document_id, []).append(row)
    return {document_id: tuple(of) for document_id, of in changes.items()}


def _regions(session: Session) -> Mapping[int, tuple[StudyRegion, ...]]:
    rows = session.execute(
        select(Region.document_id, *REGION).order_by(Region.document_id, Region.start, Region.id)
    )
    return {
        document_id: tuple(StudyRegion(*row[1:]) for row in of)
        for document_id, of in groupby(rows, itemgetter(0))
    }


def _properties(session: Session) -> Mapping[int, Mapping[str, str]]:
    named: dict[int, dict[str, str]] = {}
    columns = DocumentProperty.document_id, DocumentProperty.name, DocumentProperty.value
    for document_id, name, value in session.execute(select(*columns).order_by(DocumentProperty.id)):
        named.setdefault(document_id, {})[name] = value
    return named


def documents_in(session: WriteSession, documents: Sequence[StudyDocument], ids: IdsByGuid) -> None:
    """Add documents with their texts, regions and properties."""
    rows = [
        {
            **document.about._asdict(),
            "name_key": key(document.about.name),
            "text_hash": chain.digest(document.text),
        }
        for document in documents
    ]
    ids.documents |= dict(
        zip((document.about.guid for document in documents), add_many(session, Document, rows), strict=True)
    )
    copies = {
        ids.documents[document.about.guid]: {"repeat_of_id": ids.documents[document.repeat_of]}
        for document in documents
        if document.repeat_of
    }
    set_many(session, Document, copies)
    named = [(ids.documents[document.about.guid], document) for document in documents]
    texts = [
        row | {"document_id": document_id}
        for document_id, document in named
        for row in _text_rows(document, ids)
    ]
    add_many(session, DocumentText, texts)
    _parts_in(session, named)


def _parts_in(session: WriteSession, named: Sequence[tuple[int, StudyDocument]]) -> None:
    """Add the regions, properties and groups of documents, which are there by their ids."""
    regions = [
        {"document_id": document_id, **region._asdict()}
        for document_id, document in named
        for region in document.regions
    ]
    add_many(session, Region, regions)
    properties = [
        {"document_id": document_id, "name": name, "value": value}
        for document_id, document in named
        for name, value in document.properties.items()
    ]
    add_many(session, DocumentProperty, properties)
    groups = [
        {"document_id": document_id, "name": name, "name_key": key(name)}
        for document_id, document in named
        for name in document.groups
    ]
    add_many(session, DocumentGroup, groups)


def _text_rows(document: StudyDocument, ids: IdsByGuid) -> Iterator[dict[str, object]]:
    changes = {change.version: change for change in document.changes}
    for version, text in document.texts.items():
        row: dict[str, object] = {"version": version, "text": text, "text_hash": chain.digest(text)}
        if version in changes:
            fields = changes[version]._asdict()
            coder_id = none_for_empty(ids.coder, fields.pop("coder"))
            row |= fields | {"coder_id": coder_id}
        yield row


def text_checks_out(session: Session, copies: frozenset[int], guids: GuidsById) -> list[StudyTextCheck]:
    """What became of codings in other versions of their texts, of those that whoever looks may see."""
    statement = select(TextCheck).order_by(TextCheck.id)
    rows = [row[0] for row in with_copies(session, statement, TextCheck.document_id, copies)]
    return [
        StudyTextCheck(
            document=guids.documents[row.document_id],
            version=row.version,
            outcome=row.outcome,
            coding=row.coding_guid,
            code=guids.code(row.code_id),
            coder=guids.coder(row.coder_id),
            start=row.start,
            end=row.end,
            memo=row.memo,
            sure=row.sure,
            created_at=row.created_at,
            origin=row.origin,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in sorted(rows, key=attrgetter("id"))
        if row.document_id in guids.documents
    ]


def text_checks_in(session: WriteSession, checks: Sequence[StudyTextCheck], ids: IdsByGuid) -> None:
    """Add what became of codings in other versions of their texts; of codings that may be gone."""
    rows = [
        {
            "document_id": ids.documents[check.document],
            "version": check.version,
            "outcome": check.outcome,
            "coding_id": coding_id,
            "coding_guid": check.coding,
            "code_id": ids.code(check.code),
            "coder_id": ids.coders[check.coder],
            "start": check.start,
            "end": check.end,
            "memo": check.memo,
            "sure": check.sure,
            "created_at": check.created_at,
            "origin": check.origin,
            "answer": check.answer,
            "answered_at": check.answered_at,
        }
        for check, coding_id in zip(checks, ids.coding_ids(check.coding for check in checks), strict=True)
    ]
    add_many(session, TextCheck, rows)
