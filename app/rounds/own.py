"""What one coder has to do: the open rounds that he or she takes part in."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Assignment, Round
from app.rounds.queries import states


@dataclass(frozen=True)
class OwnRound:
    """An open round as one of its coders sees it: the documents assigned, and how many are completed."""

    id: int
    name: str
    blind: bool
    document_ids: frozenset[int]
    completed: int


def own_rounds(session: Session, coder_id: int | None) -> list[OwnRound]:
    """The open rounds in which a coder has something to code, in the order they were made."""
    if coder_id is None:
        return []
    mine: dict[int, dict[int, bool]] = {}
    for row in states(session, (Assignment.coder_id == coder_id) & Round.closed_at.is_(None)):
        mine.setdefault(row.round_id, {})[row.document_id] = row.state == "completed"
    coded = [session.get_one(Round, round_id) for round_id in sorted(mine)]
    return [
        OwnRound(
            round_.id, round_.name, round_.blind, frozenset(mine[round_.id]), sum(mine[round_.id].values())
        )
        for round_ in coded
    ]
