"""What can be done to assignments."""

from collections.abc import Iterable

from sqlalchemy import select

from app.errors import UserError
from app.models import Assignment, Coder, Document, now
from app.store.journal import WriteSession, add_many


def complete_document(session: WriteSession, *, document_id: int, coder_id: int) -> None:
    """Mark a coder's work on a document as completed; without codings it says "nothing to code here"."""
    if session.get(Document, document_id) is None or session.get(Coder, coder_id) is None:
        raise UserError("The document or the coder is no longer in the project. Choose another one.")
    assignment = _assignment(session, document_id, coder_id)
    if assignment is None:
        session.add(Assignment(document_id=document_id, coder_id=coder_id, completed_at=now()))
    elif assignment.completed_at is None:
        assignment.completed_at = now()


def reopen_document(session: WriteSession, *, document_id: int, coder_id: int) -> None:
    """Take a completed mark away again."""
    assignment = _assignment(session, document_id, coder_id)
    if assignment is not None:
        assignment.completed_at = None


def complete_many(session: WriteSession, *, pairs: Iterable[tuple[int, int]]) -> None:
    """Mark many (document id, coder id) pairs, none of which has an assignment yet, as completed."""
    at = now()
    add_many(
        session,
        Assignment,
        [{"document_id": document, "coder_id": coder, "completed_at": at} for document, coder in pairs],
    )


def _assignment(session: WriteSession, document_id: int, coder_id: int) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(Assignment.document_id == document_id, Assignment.coder_id == coder_id)
    )
