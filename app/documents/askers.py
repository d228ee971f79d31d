"""Whose turns are those of an interviewer, going by the labels before them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.documents.queries import speakers
from app.documents.roles import asking, speaker_roles


def askers(session: Session, document_ids: Sequence[int] | None = None) -> tuple[str, ...]:
    """Who asks in all or some documents, by the role given or the label; who speaks most first."""
    return asking(tuple(speakers(session, document_ids)), speaker_roles(session))
