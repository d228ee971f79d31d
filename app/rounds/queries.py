"""How far each coder is with each document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Assignment, Coding

State = Literal["not started", "started", "completed"]


@dataclass(frozen=True)
class Work:
    """One coder's work on one document: how far it is, and how many codings it has."""

    document_id: int
    coder_id: int
    state: State
    codings: int
    completed_at: str | None


def work(
    session: Session, coder_id: int | None = None, document_ids: Iterable[int] | None = None
) -> dict[tuple[int, int], Work]:
    """Work that was begun, by (document id, coder id); what is not in it was not started.

    In a large project, ask for all once and then for the documents that changed only.
    """
    counted = select(Coding.document_id, Coding.coder_id, func.count()).group_by(
        Coding.document_id, Coding.coder_id
    )
    completed = select(Assignment.document_id, Assignment.coder_id, Assignment.completed_at)
    if coder_id is not None:
        counted = counted.where(Coding.coder_id == coder_id)
        completed = completed.where(Assignment.coder_id == coder_id)
    if document_ids is not None:
        some = list(document_ids)
        counted = counted.where(Coding.document_id.in_(some))
        completed = completed.where(Assignment.document_id.in_(some))
    codings = {(row[0], row[1]): row[2] for row in session.execute(counted)}
    done = {(row[0], row[1]): row[2] for row in session.execute(completed)}
    return {pair: _work(pair, codings.get(pair, 0), done.get(pair)) for pair in codings.keys() | done.keys()}


def _work(pair: tuple[int, int], codings: int, completed_at: str | None) -> Work:
    state: State = "completed" if completed_at else "started" if codings else "not started"
    return Work(*pair, state, codings, completed_at)


def completed_pairs(session: Session) -> set[tuple[int, int]]:
    """The (document id, coder id) pairs that count for agreement."""
    rows = session.execute(
        select(Assignment.document_id, Assignment.coder_id).where(Assignment.completed_at.is_not(None))
    )
    return {(row.document_id, row.coder_id) for row in rows}
