"""Facts are entered by who doesn't code the case blind: so that no reading of a blind coder becomes one."""

from collections.abc import Collection

from sqlalchemy import select

from app.errors import UserError
from app.models import Assignment, Case, CaseLink, Document, Round
from app.store import engine as engines
from app.store.journal import WriteSession
from app.store.leading import acting

WHY = (
    "What is known of a case is seen by everybody, so nothing was changed. Enter it when the round is "
    "closed, or let somebody do it who doesn't code this."
)


def refuse_coding_blind(
    session: WriteSession, *, case_ids: Collection[int] = (), document_ids: Collection[int] = ()
) -> None:
    """UserError where who acts codes one of some documents, or one that belongs to one of some cases, in an
    open blind round.

    It tells nothing but what this coder was given to code.
    """
    coder_id = acting(session)
    if coder_id is None:
        return
    assigned = (
        select(Assignment.document_id, Document.name)
        .join(Round, Round.id == Assignment.round_id)
        .join(Document, Document.id == Assignment.document_id)
        .where(Assignment.coder_id == coder_id, Round.blind, Round.closed_at.is_(None))
        .order_by(Document.position, Document.id)
    )
    blind: dict[int, str] = {row[0]: row[1] for row in session.execute(assigned)}
    name = next((name for document_id, name in blind.items() if document_id in document_ids), "")
    if name:
        raise UserError(f"You code “{name}” blind at the moment. {WHY}")
    if not blind or not case_ids:
        return
    connection = session.connection()
    linked = session.execute(
        select(Case.name, CaseLink.document_id)
        .join(CaseLink, CaseLink.case_id == Case.id)
        .where(engines.among(connection, CaseLink.document_id, list(blind)))
        .where(engines.among(connection, Case.id, case_ids))
        .order_by(Case.position, Case.id)
        .limit(1)
    ).first()
    if linked:
        raise UserError(f"You code “{blind[linked[1]]}”, a document of “{linked[0]}”, blind. {WHY}")
