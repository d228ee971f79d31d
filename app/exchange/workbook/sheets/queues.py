"""The disagreements that a workbook lists, round by round."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from app.agreement.study.material import Scope, ScopeReading
from app.jobs import Job
from app.reconcile.queries import QueueReader, QueueRow, queue
from app.rounds.queries import rounds

FIRST = 2001  # rows: one more than are counted before it is said that there are more


@dataclass(frozen=True)
class RoundQueue:
    """The disagreements of one round, or of the codings as they are now where `name` is empty.

    `all_rows` has the passages too that all coded alike, and those of documents that aren't listed;
    `everybody` are the ids of those who take part in a listed one.
    """

    name: str
    rows: Sequence[QueueRow]
    all_rows: Sequence[QueueRow]
    everybody: frozenset[int]


def queues(session: Session, scope: Scope, job: Job) -> list[RoundQueue]:
    """Those of the scope's round where it is closed; without a round every closed one's, else today's."""
    collected = []
    for round_id, name in _rounds(session, scope):
        rows = queue(session, round_id, job=job)
        listed = [row for row in rows if _is_listed(row, scope)]
        everybody = frozenset({coder_id for row in listed for coder_id in row.item.coders})
        collected.append(RoundQueue(name, listed, rows, everybody))
    return collected


def first_queues(
    session: Session, scope: Scope, read: Callable[[Scope], ScopeReading], job: Job
) -> list[RoundQueue]:
    """The first rows of the same, FIRST at most; `read` reads a scope."""
    collected = []
    for round_id, name in _rounds(session, scope):
        compared = read(Scope(round_id=round_id)).in_unit("character", job)
        reader = QueueReader(session, round_id, compared, job)
        rows = list(islice((row for row in reader.rows() if _is_listed(row, scope)), FIRST))
        everybody = reader.everybody(scope.document_ids).union(*(row.item.coders for row in rows))
        collected.append(RoundQueue(name, rows, rows, everybody))
    return collected


def _rounds(session: Session, scope: Scope) -> list[tuple[int | None, str]]:
    """The ids and names of the rounds that are listed; None for the codings as they are now."""
    closed = [(round_.id, round_.name) for round_ in rounds(session) if round_.closed_at]
    if scope.round_id is not None:
        closed = [(round_id, name) for round_id, name in closed if round_id == scope.round_id]
    listed: list[tuple[int | None, str]] = [*closed]
    if not listed and scope.round_id is None:
        listed = [(None, "")]
    return listed


def _is_listed(row: QueueRow, scope: Scope) -> bool:
    documents = scope.document_ids
    return row.item.kind != "agreed" and (documents is None or row.item.document_id in documents)
