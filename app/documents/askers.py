"""Whose turns are those of an interviewer, going by the labels before them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.documents.interviewers import interviewers
from app.documents.queries import speakers


def askers(session: Session, document_ids: Sequence[int] | None = None) -> tuple[str, ...]:
    """The labels in all or some documents that name whoever asks, who speaks most first."""
    return among(tuple(speakers(session, document_ids)))


def among(labels: Sequence[str]) -> tuple[str, ...]:
    """Those of some labels that name whoever asks; none where all do, for then somebody must answer."""
    asking = interviewers(labels)
    return tuple(label for label in labels if label in asking) if len(asking) < len(set(labels)) else ()
