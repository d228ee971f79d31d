"""The versions of a document's text: what there is of each, and two of them beside one another."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.alignment import Alignment, Stretch, align
from app.errors import UserError
from app.jobs import Job
from app.models import Coder, Document, DocumentText
from app.store.stored.texts import stretches_read


@dataclass(frozen=True)
class TextVersion:
    """One version, numbered from 1; `length` in code points, `at` UTC.

    `reason`, `coder` and the file are empty where nothing is known, as of a first version: it is the import.
    """

    version: int
    is_current: bool
    length: int
    reason: str
    coder: str
    at: str
    file_name: str
    file_hash: str


def versions(session: Session, document_id: int) -> list[TextVersion]:
    """All versions of a document's text, the newest first."""
    rows = session.execute(
        select(
            DocumentText.version,
            DocumentText.version == Document.text_version,
            func.length(DocumentText.text),
            DocumentText.reason,
            func.coalesce(Coder.name, ""),
            func.coalesce(func.nullif(DocumentText.at, ""), Document.imported_at),
            DocumentText.file_name,
            DocumentText.file_hash,
        )
        .join(Document, Document.id == DocumentText.document_id)
        .outerjoin(Coder, Coder.id == DocumentText.coder_id)
        .where(Document.id == document_id)
        .order_by(DocumentText.version.desc())
    )
    return [TextVersion(row[0], bool(row[1]), *row[2:]) for row in rows]


def text_in_version(session: Session, document_id: int, version: int) -> str:
    """The text that a version holds; UserError where it is gone."""
    body = session.scalar(
        select(DocumentText.text)
        .join(Document, Document.id == DocumentText.document_id)
        .where(Document.id == document_id, DocumentText.version == version)
    )
    if body is None:
        raise UserError("This version of the text is no longer in the project. Choose another one.")
    return body


def between(session: Session, document_id: int, old: int, new: int, job: Job | None = None) -> Alignment:
    """Two versions of a text side by side, as everything that counts in it moved from one to the other."""
    if old > new:
        return between(session, document_id, new, old, job).backwards()
    body = text_in_version(session, document_id, old)
    alignment = Alignment(body, body, (Stretch(0, 0, len(body)),))
    for version in range(old + 1, new + 1):
        alignment = alignment.then(_from_before(session, document_id, version, alignment.new_text, job))
    return alignment


def _from_before(session: Session, document_id: int, version: int, before: str, job: Job | None) -> Alignment:
    row = session.execute(
        select(DocumentText.text, DocumentText.stretches).where(
            DocumentText.document_id == document_id, DocumentText.version == version
        )
    ).one_or_none()
    if row is None:
        raise UserError("A version of this text is no longer in the project. Choose another one.")
    if not row.stretches:
        return align(before, row.text, job)
    return Alignment(before, row.text, tuple(Stretch(*stretch) for stretch in stretches_read(row.stretches)))
