"""What would go with a coder who is removed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Assignment, Coding, CodingSheet, ConsensusCoding, Decision, Round, Snapshot, Vote
from app.store import chain


@dataclass(frozen=True)
class CoderConsequences:
    """How much would go; of codings only those that whoever looks may see are counted.

    `open_rounds` and `closed_rounds` are names; snapshots of the latter would stay as they are, and so would
    `decisions` of this coder. `consensus_codings` are those of the codings that decisions made.
    """

    codings: int
    assignments: int
    open_rounds: tuple[str, ...]
    closed_rounds: tuple[str, ...]
    votes: int
    decisions: int
    consensus_codings: int


def consequences(session: Session, coder_id: int) -> CoderConsequences:
    """What would go with a coder."""
    codings, assignments, votes, decisions = (
        session.scalar(select(func.count(model.id)).where(model.coder_id == coder_id)) or 0
        for model in (Coding, Assignment, Vote, Decision)
    )
    decided = (
        select(func.count(ConsensusCoding.coding_id.distinct()))
        .join(Coding, Coding.id == ConsensusCoding.coding_id)
        .where(Coding.coder_id == coder_id)
    )
    still = (
        select(Round.name)
        .join(Assignment, Assignment.round_id == Round.id)
        .where(Assignment.coder_id == coder_id, Round.closed_at.is_(None))
    )
    with_sheets = (
        select(Round.name)
        .join(CodingSheet, CodingSheet.round_id == Round.id)
        .where(CodingSheet.coder_id == coder_id, Round.closed_at.is_(None))
    )
    return CoderConsequences(
        codings=codings,
        assignments=assignments,
        open_rounds=tuple(sorted({*session.scalars(still), *session.scalars(with_sheets)})),
        closed_rounds=tuple(_closed_rounds(session, coder_id)),
        votes=votes,
        decisions=decisions,
        consensus_codings=session.scalar(decided) or 0,
    )


def _closed_rounds(session: Session, coder_id: int) -> Iterator[str]:
    """The names of the closed rounds whose snapshots name a coder."""
    snapshots = select(Round.name, *Snapshot.__table__.c).join(Snapshot, Snapshot.round_id == Round.id)
    for row in session.execute(snapshots.order_by(Round.name)).mappings():
        content = chain.content_of("snapshot", row, f"What the closed round “{row['name']}” left")
        if any(coder["id"] == coder_id for coder in content["coders"]):
            yield row["name"]
