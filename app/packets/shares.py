"""Who gets which documents when work is given out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Assignment, Coder, Document, Round

NOTHING_ASSIGNED = (
    "{} has nothing to code there, so nothing was given out. Assign documents first (Team, Rounds), or "
    "choose other coders."
)
NOBODY = (
    "There is nobody to give work to, so nothing was given out. Add coders, and plan a round for them (Team, "
    "Rounds); leads work in the project itself, and get work only where they are named."
)
IS_CLOSED = "“{}” is closed, so nothing of it is given out. Plan a new round for further work."
NO_DOCUMENTS = "The project has no documents yet, so there is nothing to give out. Import some first."


@dataclass(frozen=True)
class Share:
    """What one coder gets: documents, and the rounds in which they are coded (none where there are none)."""

    coder_id: int
    name: str
    document_ids: frozenset[int]
    round_ids: frozenset[int]


def shares(session: Session, round_id: int | None, coder_ids: Collection[int] | None) -> list[Share]:
    """What each coder codes in an open round, or in all of them; all documents where no round is open.

    Without `coder_ids` everybody who has something to code but leads. UserError where that is nobody, or
    where somebody who is named has nothing. Hidden repeats are assigned like other documents, so `session`
    has to see them.
    """
    assigned = _assigned(session, round_id)
    people = session.execute(
        select(Coder.id, Coder.name, Coder.role).where(Coder.role != "consensus").order_by(Coder.id)
    ).all()
    wanted = [row for row in people if _gets(row.id, row.role, coder_ids, assigned)]
    if assigned is None:
        documents = frozenset(session.scalars(select(Document.id).where(Document.repeat_of_id.is_(None))))
        if not documents:
            raise UserError(NO_DOCUMENTS)
        given = [Share(row.id, row.name, documents, frozenset()) for row in wanted]
    else:
        given = [
            Share(
                row.id,
                row.name,
                frozenset(document for document, _ in assigned.get(row.id, ())),
                frozenset(round_ for _, round_ in assigned.get(row.id, ())),
            )
            for row in wanted
        ]
    if not given:
        raise UserError(NOBODY)
    for share in given:
        if not share.document_ids:
            raise UserError(NOTHING_ASSIGNED.format(share.name), "coders")
    return given


def _gets(
    coder_id: int,
    role: str,
    named: Collection[int] | None,
    assigned: dict[int, set[tuple[int, int]]] | None,
) -> bool:
    if named is not None:
        return coder_id in named
    return role != "lead" and (assigned is None or coder_id in assigned)


def _assigned(session: Session, round_id: int | None) -> dict[int, set[tuple[int, int]]] | None:
    """(document, round) by coder in open rounds; None where no round is open and none is named."""
    if round_id is not None:
        round_ = session.get_one(Round, round_id)
        if round_.closed_at is not None:
            raise UserError(IS_CLOSED.format(round_.name), "round")
    elif session.scalar(select(Round.id).where(Round.closed_at.is_(None)).limit(1)) is None:
        return None
    statement = (
        select(Assignment.coder_id, Assignment.document_id, Round.id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.closed_at.is_(None))
    )
    if round_id is not None:
        statement = statement.where(Round.id == round_id)
    by_coder: dict[int, set[tuple[int, int]]] = {}
    for coder_id, document_id, of_round in session.execute(statement):
        by_coder.setdefault(coder_id, set()).add((document_id, of_round))
    return by_coder
