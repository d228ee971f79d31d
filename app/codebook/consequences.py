"""What deleting a code would take with it, and what of it stays on record."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.codebook.queries import subtree
from app.codebook.versions import contents
from app.models import Coding, ConsensusCoding, Proposal
from app.store.sight import others_code_blind


@dataclass(frozen=True)
class CodeConsequences:
    """Numbers of what goes: codes with those under it, and their codings, by how many coders and where.

    Of `decisions`, the consensus codings go, they themselves stay on record, as `proposals` (open ones) and
    `versions` (their numbers) do. Where some are `hidden` in open blind rounds, those are not counted.
    """

    codes: int
    codings: int
    coders: int
    documents: int
    decisions: int = 0
    proposals: int = 0
    versions: tuple[int, ...] = ()
    hidden: bool = False


def consequences_of_deleting(session: Session, code_id: int) -> CodeConsequences:
    """How much would be lost with a code and the codes under it, of what may be seen."""
    codes = subtree(session, code_id)
    codings = session.execute(
        select(
            func.count(Coding.id),
            func.count(Coding.coder_id.distinct()),
            func.count(Coding.document_id.distinct()),
        ).where(Coding.code_id.in_(codes))
    ).one()
    decisions = session.scalar(
        select(func.count(ConsensusCoding.decision_id.distinct()))
        .join(Coding, Coding.id == ConsensusCoding.coding_id)
        .where(Coding.code_id.in_(codes))
    )
    about_them = or_(Proposal.code_id.in_(codes), Proposal.target_id.in_(codes))
    proposals = session.scalar(select(func.count()).where(Proposal.state == "open", about_them))
    return CodeConsequences(
        len(codes),
        *codings,
        decisions=decisions or 0,
        proposals=proposals or 0,
        versions=tuple(
            number
            for number, published in sorted(contents(session).items())
            if any(code.id in codes for code in published)
        ),
        hidden=others_code_blind(session),
    )
