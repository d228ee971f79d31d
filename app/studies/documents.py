"""Documents of a study: which of them whoever looks may take out, with everything in them but codings."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Assignment, Document, DocumentProperty, DocumentText, Region, Round
from app.names import key
from app.rounds.queries import blind_documents
from app.store import chain
from app.store.journal import WriteSession, add_many, set_many
from app.studies.guids import GuidsById, IdsByGuid
from app.studies.rows import StudyDescription, StudyDocument, StudyRegion

ABOUT = StudyDescription._fields
REGION = (Region.kind, Region.start, Region.body, Region.end, Region.speaker, Region.time)


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
    texts = _texts(session)
    regions, properties = _regions(session), _properties(session)
    return [
        StudyDocument(
            about=StudyDescription(*row[2:]),
            texts=texts[row.id],
            regions=regions.get(row.id, ()),
            properties=properties.get(row.id, {}),
            # while it is coded, nobody learns that it is a copy
            repeat_of=guids.documents.get(row.repeat_of_id, "") if row.id in copies else "",
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
    ids.documents = dict(
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
        {"document_id": document_id, "version": version, "text": text}
        for document_id, document in named
        for version, text in document.texts.items()
    ]
    add_many(session, DocumentText, texts)
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
