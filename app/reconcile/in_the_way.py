"""A coding of the consensus that excludes what is to be decided: which, where, and whose decision made it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.coding.queries import Places
from app.errors import UserError
from app.models import Code, Coding, ConsensusCoding
from app.reconcile.consensus import known_consensus, made_without_decision
from app.reconcile.outcomes import ConsensusSpan

CHOOSE = "Choose one of them, or move the boundary between them"


class Excluded(UserError):
    """Codes that exclude each other would stand on the same words: nothing was decided on an item."""


class InTheWay(Excluded):
    """The consensus has `coding` already, made by the decision `decision_id` (None: there before any)."""

    def __init__(
        self, sentence: str, document_id: int, coding: ConsensusSpan, decision_id: int | None
    ) -> None:
        super().__init__(sentence)
        self.document_id, self.coding, self.decision_id = document_id, coding, decision_id


def both_chosen(session: Session, pair: tuple[ConsensusSpan, ...]) -> Excluded:
    """Both codings are of the choice itself."""
    first, second = (_name(session, coding) for coding in pair)
    return Excluded(
        f"“{first}” and “{second}” exclude each other, and the consensus would have both on the same words, "
        f"so nothing was decided. {CHOOSE}."
    )


def in_the_way(
    session: Session, document_id: int, decided: ConsensusSpan, standing: ConsensusSpan
) -> InTheWay:
    """The consensus has one of them already: says where, and what would let the other in."""
    decision_id = _made_by(session, document_id, standing)
    turn, _ = Places(session).turn(document_id, standing.start)
    where = f" in turn {turn:,}" if turn is not None else ""
    there, way_out = (
        ("from a decision on another passage", "Open that passage again and settle it otherwise; or choose")
        if decision_id is not None
        else ("from before any decision, where it stays", "Choose")
    )
    first, second = _name(session, decided), _name(session, standing)
    return InTheWay(
        f"“{first}” and “{second}” exclude each other, and the consensus has “{second}” on some of these "
        f"words already{where} (characters {standing.start + 1:,} to {standing.end:,}), {there}. Nothing was "
        f"decided. {way_out} otherwise here, or move the boundary between them.",
        document_id,
        standing,
        decision_id,
    )


def _made_by(session: Session, document_id: int, standing: ConsensusSpan) -> int | None:
    """The latest decision that made a coding of the consensus; None where it was there before."""
    found = session.execute(
        select(Coding.id, ConsensusCoding.decision_id)
        .join(ConsensusCoding, ConsensusCoding.coding_id == Coding.id)
        .where(
            Coding.coder_id == known_consensus(session),
            Coding.document_id == document_id,
            Coding.code_id == standing.code_id,
            Coding.start == standing.start,
            Coding.end == standing.end,
        )
        .order_by(ConsensusCoding.decision_id.desc())
    ).first()
    return None if found is None or made_without_decision(session, [found[0]]) else found[1]


def _name(session: Session, coding: ConsensusSpan) -> str:
    return session.get_one(Code, coding.code_id).name
