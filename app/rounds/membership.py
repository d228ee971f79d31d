"""Who codes in an open round, and what: it may gain and lose coders and documents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.counting import counted
from app.errors import UserError
from app.models import Assignment, Round
from app.rounds.actions import GONE, add_assignments, remove_assignments
from app.rounds.assigned import Assigned
from app.rounds.queries import states
from app.rounds.sharing import Pair
from app.store.journal import WriteSession


@dataclass(frozen=True)
class Members:
    """The coders and documents of a round, by id, without hidden repeats."""

    coder_ids: frozenset[int]
    document_ids: frozenset[int]


def members(session: Session, round_id: int) -> Members:
    """Who codes in a round now, and which documents are coded in it."""
    rows = states(session, Assignment.round_id == round_id)
    return Members(
        frozenset(row.coder_id for row in rows),
        frozenset(row.document_id for row in rows if row.repeat_of_id is None),
    )


def begun_outside(
    session: Session,
    round_id: int,
    coder_ids: Collection[int] = (),
    document_ids: Collection[int] = (),
) -> int:
    """How many coders' works on a document were begun that are not by these coders on these documents."""
    members = Members(frozenset(coder_ids), frozenset(document_ids))
    rows = states(session, Assignment.round_id == round_id)
    return sum(row.state != "assigned" for row in rows if _leaves(row, members))


def change_members(
    session: WriteSession,
    *,
    round_id: int,
    coder_ids: Collection[int],
    document_ids: Collection[int],
    anyway: bool = False,
) -> None:
    """Let an open round have these coders and documents.

    A new coder codes all documents of the round, a new document is coded by all of its coders; who codes what
    stays as it is otherwise. UserError where nothing would be left, or where work that was begun would leave,
    unless it is to leave `anyway`: its codings stay, and are hidden no more.
    """
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise UserError(GONE)
    if not coder_ids or not document_ids:
        raise UserError(
            "A round needs at least one coder and one document. Choose some, or remove it.", "coders"
        )
    wanted = Members(frozenset(coder_ids), frozenset(document_ids))
    now, rows = members(session, round_id), states(session, Assignment.round_id == round_id)
    begun = begun_outside(session, round_id, coder_ids, document_ids)
    if begun and not anyway:
        raise UserError(
            f"{counted(begun, 'work that was', 'works that were')} begun would leave “{round_.name}”, so "
            "nothing was changed. The codings would stay, and everybody would see them. "
            "Ask for that if it must be."
        )
    leaving = {(row.document_id, row.coder_id) for row in rows if _leaves(row, wanted)}
    if leaving:
        remove_assignments(session, round_id=round_id, pairs=leaving)
    joining = _joining(now, wanted)
    if joining:
        add_assignments(session, round_id=round_id, pairs=joining)
    round_.drawn = _drawn_after(round_.drawn, now, wanted)


def _leaves(row: Assigned, wanted: Members) -> bool:
    document_id = row.repeat_of_id or row.document_id
    return row.coder_id not in wanted.coder_ids or document_id not in wanted.document_ids


def _joining(now: Members, wanted: Members) -> Sequence[Pair]:
    new_coders, new_documents = wanted.coder_ids - now.coder_ids, wanted.document_ids - now.document_ids
    return [
        (document, coder)
        for document in sorted(wanted.document_ids)
        for coder in sorted(wanted.coder_ids)
        if document in new_documents or coder in new_coders
    ]


def _drawn_after(drawn: str, now: Members, wanted: Members) -> str:
    """How the documents were chosen, and what was changed of that since."""
    parts = [
        f"{len(ids):,} {what}"
        for ids, what in (
            (wanted.document_ids - now.document_ids, "added"),
            (now.document_ids - wanted.document_ids, "taken out"),
        )
        if ids
    ]
    return f"{drawn}; documents since then: {', '.join(parts)}" if parts else drawn
