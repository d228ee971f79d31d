"""Where codes went: which were merged into which, and which were split off which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.version_content import content_of
from app.models import Code, CodeSuccession


@dataclass(frozen=True)
class Succession:
    """One step: `kind` is `merge` (the code went into the other one) or `split` (in part to a new one)."""

    kind: str
    from_id: int
    from_name: str
    to_id: int


def successions(session: Session) -> list[Succession]:
    """All steps in the order they were made; what was taken back is not among them."""
    rows = session.execute(
        select(
            CodeSuccession.kind,
            CodeSuccession.from_code_id,
            CodeSuccession.from_name,
            CodeSuccession.to_code_id,
        ).order_by(CodeSuccession.id)
    )
    return [Succession(*row) for row in rows]


def merged_into(session: Session, version_id: int | None = None) -> dict[int, int]:
    """Where merged codes are in a published version, or now: {old code id: new code id}.

    Chains are followed to their end. The new code may have been deleted meanwhile.
    """
    if version_id is None:
        present = set(session.scalars(select(Code.id)))
    else:
        present = {code.id for code in content_of(session, version_id)}
    return followed(successions(session), present)


def followed(steps: Sequence[Succession], present: Collection[int]) -> dict[int, int]:
    """Merges as {old code id: new code id}; a code that is still `there` has not been merged yet."""
    into = {
        step.from_id: step.to_id for step in steps if step.kind == "merge" and step.from_id not in present
    }
    return {code_id: _end(into, code_id) for code_id in into}


def _end(into: Mapping[int, int], code_id: int) -> int:
    while code_id in into:
        code_id = into[code_id]
    return code_id
