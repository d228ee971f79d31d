"""Two versions of a text side by side, however many lie between them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.alignment import Alignment, Stretch, align
from app.documents.versions import text_in_version
from app.errors import UserError
from app.jobs import Job
from app.models import DocumentText
from app.store.stored.texts import stretches_read


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
