"""The disagreements that a workbook lists, round by round."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.agreement.study.material import Scope
from app.jobs import Job
from app.reconcile.queries import QueueRow, queue
from app.rounds.queries import rounds


@dataclass(frozen=True)
class RoundQueue:
    """The disagreements of one round, or of the codings as they are now where `name` is empty.

    `all_rows` has the passages too that all coded alike, and those of documents that aren't listed.
    """

    name: str
    rows: tuple[QueueRow, ...]
    all_rows: tuple[QueueRow, ...]


def queues(session: Session, scope: Scope, job: Job) -> list[RoundQueue]:
    """Those of the scope's round where it is closed; without a round every closed one's, else today's."""
    closed = [(round_.id, round_.name) for round_ in rounds(session) if round_.closed_at]
    if scope.round_id is not None:
        closed = [(round_id, name) for round_id, name in closed if round_id == scope.round_id]
    listed: list[tuple[int | None, str]] = [*closed]
    if not listed and scope.round_id is None:
        listed = [(None, "")]
    collected = []
    for round_id, name in listed:
        rows = tuple(queue(session, round_id, job=job))
        collected.append(RoundQueue(name, tuple(row for row in rows if _is_listed(row, scope)), rows))
    return collected


def _is_listed(row: QueueRow, scope: Scope) -> bool:
    documents = scope.document_ids
    return row.item.kind != "agreed" and (documents is None or row.item.document_id in documents)
