"""Whether the texts of a project are those that were stored, in all their versions, and fit one another."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.counting import counted
from app.errors import StoreError
from app.models import Document, DocumentText, TextCheck
from app.store import chain
from app.store.stored.texts import fits, stretches_read


def texts(session: Session) -> Iterator[str]:
    """Whether every document has its text."""
    for document_id, name, length, stored_hash, version in session.execute(
        select(Document.id, Document.name, Document.length, Document.text_hash, Document.text_version)
    ).all():
        body = _text(session, document_id, version)
        if body is None:
            yield f"The text of “{name}” is missing."
        elif len(body) != length or chain.digest(body) != stored_hash:
            yield f"The text of “{name}” is not the one that was imported."


def earlier_texts(session: Session) -> Iterator[str]:
    """Whether earlier versions are what was stored, and what is the same in two of them is the same."""
    rows = session.execute(
        select(
            DocumentText.document_id,
            Document.name,
            DocumentText.version,
            DocumentText.text_hash,
            DocumentText.stretches,
        )
        .join(Document, Document.id == DocumentText.document_id)
        .where((DocumentText.text_hash != "") | (DocumentText.stretches != ""))
        .order_by(DocumentText.document_id, DocumentText.version)
    ).all()
    for document_id, name, version, stored_hash, stretches in rows:
        body = _text(session, document_id, version) or ""
        if stored_hash and chain.digest(body) != stored_hash:
            yield f"Version {version} of the text of “{name}” is not what was stored."
        if stretches:
            before = _text(session, document_id, version - 1)
            if before is None or not _fit(stretches, before, body):
                yield f"What versions {version - 1} and {version} of “{name}” have in common is not in both."


def _fit(stored: str, old_text: str, new_text: str) -> bool:
    try:
        return fits(stretches_read(stored), old_text, new_text)
    except (AttributeError, LookupError, StoreError, TypeError, ValueError):
        return False


def text_checks(session: Session) -> Iterator[str]:
    """Whether the words that a version changed or lost are in the version before it."""
    lengths = (
        select(DocumentText.document_id, DocumentText.version, func.length(DocumentText.text).label("length"))
    ).subquery()
    wrong = session.execute(
        select(Document.name, func.count(TextCheck.id))
        .join(Document, Document.id == TextCheck.document_id)
        .outerjoin(
            lengths,
            (lengths.c.document_id == TextCheck.document_id) & (lengths.c.version == TextCheck.version - 1),
        )
        .where(
            (TextCheck.start < 0)
            | (TextCheck.start >= TextCheck.end)
            | lengths.c.length.is_(None)
            | (TextCheck.end > lengths.c.length)
        )
        .group_by(Document.id, Document.name)
    )
    for name, count in wrong:
        what = counted(count, "coding that is to be looked at lies", "codings that are to be looked at lie")
        yield f"{what} outside the version of “{name}” that it was made in."


def _text(session: Session, document_id: int, version: int) -> str | None:
    return session.scalar(
        select(DocumentText.text).where(
            DocumentText.document_id == document_id, DocumentText.version == version
        )
    )
