"""What there is to know about documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Document, DocumentProperty, DocumentText, Region
from app.store.journal import batches


@dataclass(frozen=True)
class DocumentRow:
    """One document without its text; `length` in code points, `direction` is `ltr` or `rtl`."""

    id: int
    guid: str
    name: str
    position: int
    language: str
    direction: str
    length: int
    text_version: int
    imported_at: str
    file_name: str
    outlet: str
    author: str
    published: str
    collected: str
    url: str
    licence: str
    interviewer: str
    interpreter: str
    place: str
    note: str


@dataclass(frozen=True)
class RegionRow:
    """A stretch [start, end) of a document; speech begins at `body`, behind a turn's label."""

    id: int
    kind: str
    start: int
    body: int
    end: int
    speaker: str
    time: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None


FIELDS = tuple(DocumentRow.__dataclass_fields__)


def documents(session: Session) -> list[DocumentRow]:
    """All documents in their order."""
    columns = [getattr(Document, field) for field in FIELDS]
    rows = session.execute(select(*columns).order_by(Document.position, Document.id))
    return [DocumentRow(*row) for row in rows]


def document(session: Session, document_id: int) -> DocumentRow:
    """One document; UserError where it is gone."""
    columns = [getattr(Document, field) for field in FIELDS]
    row = session.execute(select(*columns).where(Document.id == document_id)).one_or_none()
    if row is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    return DocumentRow(*row)


def text(session: Session, document_id: int) -> str:
    """The current canonical text of a document."""
    return session.execute(
        select(DocumentText.text)
        .join(Document, Document.id == DocumentText.document_id)
        .where(Document.id == document_id, DocumentText.version == Document.text_version)
    ).scalar_one()


def texts(session: Session, document_ids: Sequence[int]) -> dict[int, str]:
    """The current canonical texts of some documents by id; without those that are gone."""
    by_id: dict[int, str] = {}
    for portion in batches(document_ids):
        rows = session.execute(
            select(Document.id, DocumentText.text)
            .join(DocumentText, DocumentText.document_id == Document.id)
            .where(Document.id.in_(portion), DocumentText.version == Document.text_version)
        )
        by_id.update((document_id, text) for document_id, text in rows)
    return by_id


def regions(session: Session, document_id: int, kind: str | None = None) -> list[RegionRow]:
    """A document's regions by their start, of one kind (see TextRegion) or all."""
    columns = [getattr(Region, field) for field in RegionRow.__dataclass_fields__]
    statement = select(*columns).where(Region.document_id == document_id)
    if kind is not None:
        statement = statement.where(Region.kind == kind)
    return [RegionRow(*row) for row in session.execute(statement.order_by(Region.start, Region.id))]


def speakers(session: Session, document_ids: Sequence[int] | None = None) -> dict[str, int]:
    """How many turns each speaker has in all documents or some, who speaks most often first."""
    many = func.count().label("many")
    statement = select(Region.speaker, many).where(Region.kind == "turn", Region.speaker != "")
    if document_ids is not None:
        statement = statement.where(Region.document_id.in_(document_ids))
    rows = session.execute(statement.group_by(Region.speaker).order_by(many.desc(), Region.speaker))
    return {row[0]: row[1] for row in rows}


def text_hashes(session: Session) -> dict[int, str]:
    """What tells whether a text is still the same (SHA-256, hexadecimal), by document id."""
    return {row[0]: row[1] for row in session.execute(select(Document.id, Document.text_hash))}


def region_counts(session: Session) -> dict[int, dict[tuple[str, str], int]]:
    """How many regions each document has: {document id: {(kind, speaker): count}}."""
    rows = session.execute(
        select(Region.document_id, Region.kind, Region.speaker, func.count(Region.id))
        .join(Document, Document.id == Region.document_id)
        .group_by(Region.document_id, Region.kind, Region.speaker)
    )
    by_document: dict[int, dict[tuple[str, str], int]] = {}
    for document_id, kind, speaker, many in rows:
        by_document.setdefault(document_id, {})[kind, speaker] = many
    return by_document


def properties(session: Session) -> dict[int, dict[str, str]]:
    """The named values of all documents: {document id: {name: value}}."""
    by_document: dict[int, dict[str, str]] = {}
    for row in session.scalars(select(DocumentProperty).order_by(DocumentProperty.id)):
        by_document.setdefault(row.document_id, {})[row.name] = row.value
    return by_document
