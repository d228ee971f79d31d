"""The versions of a document's text: what there is of each, and two of them beside one another."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Coder, Document, DocumentText


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
