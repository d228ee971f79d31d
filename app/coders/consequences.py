"""What would go with a coder who is removed."""

import json
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Assignment, Coding, ConsensusCoding, Decision, Round, Snapshot, Vote


@dataclass(frozen=True)
class Consequences:
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


def consequences(session: Session, coder_id: int) -> Consequences:
    """What would go with a coder."""
    codings, assignments, votes, decisions = (
        session.scalar(select(func.count(model.id)).where(model.coder_id == coder_id)) or 0
        for model in (Coding, Assignment, Vote, Decision)
    )
    made = (
        select(func.count(ConsensusCoding.coding_id.distinct()))
        .join(Coding, Coding.id == ConsensusCoding.coding_id)
        .where(Coding.coder_id == coder_id)
    )
    still = (
        select(Round.name)
        .join(Assignment, Assignment.round_id == Round.id)
        .where(Assignment.coder_id == coder_id, Round.closed_at.is_(None))
    )
    kept = select(Round.name, Snapshot.content).join(Snapshot, Snapshot.round_id == Round.id)
    return Consequences(
        codings=codings,
        assignments=assignments,
        open_rounds=tuple(session.scalars(still.distinct().order_by(Round.name))),
        closed_rounds=tuple(
            name
            for name, content in session.execute(kept.order_by(Round.name))
            if any(row["id"] == coder_id for row in json.loads(content)["coders"])
        ),
        votes=votes,
        decisions=decisions,
        consensus_codings=session.scalar(made) or 0,
    )
