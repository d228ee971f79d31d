"""What people say about a passage, and how they vote on it in silence."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models import Code, Coder, DiscussionNote, Vote, now
from app.reconcile.checking import refuse_lost
from app.reconcile.items import Item
from app.reconcile.outcomes import OUTCOMES, ConsensusSpan, vote_stored, voted_from
from app.store.journal import WriteSession
from app.store.stored.guids import guids_by_id

NO_VOTE = ("deferred", "open")


@dataclass(frozen=True)
class NoteRow:
    """What somebody said about an item; `at` is UTC."""

    id: int
    document_id: int
    item: str
    coder_id: int | None
    text: str
    at: str


@dataclass(frozen=True)
class VoteRow:
    """One vote: an outcome, and what the consensus would get from it."""

    coder_id: int
    outcome: str
    codings: tuple[ConsensusSpan, ...]
    at: str


@dataclass(frozen=True)
class Ballot:
    """A silent vote: `votes` are empty until everybody whose vote is awaited has voted.

    `cast` are the coders who have voted, `awaited` those who haven't. `own` is the vote of whoever looks.
    """

    cast: tuple[int, ...]
    awaited: tuple[int, ...]
    votes: tuple[VoteRow, ...]
    own: VoteRow | None

    @property
    def revealed(self) -> bool:
        """Whether all votes are in and shown."""
        return bool(self.cast) and not self.awaited


def notes(session: Session, item: Item | None = None) -> list[NoteRow]:
    """What was said about an item, also about earlier codings of its passage, or about all; by time."""
    statement = select(*(getattr(DiscussionNote, name) for name in NoteRow.__dataclass_fields__))
    if item is not None:
        statement = statement.where(
            DiscussionNote.document_id == item.document_id,
            DiscussionNote.start < item.end,
            DiscussionNote.end > item.start,
        )
    rows = session.execute(statement.order_by(DiscussionNote.id))
    return [NoteRow(*row) for row in rows]


def ballot(session: Session, item: Item) -> Ballot:
    """The silent vote on an item, as far as the coder who looks (`session.info`) may see it.

    Awaited are those who coded the document and are still in the project; others may vote, too. In the order
    of their ids, so that who voted first can't be told.
    """
    rows = session.execute(
        select(Vote.coder_id, Vote.outcome, Vote.codings, Vote.at)
        .where(Vote.item == item.key)
        .order_by(Vote.coder_id)
    )
    votes = [VoteRow(row[0], row[1], voted_from(row[2]), row[3]) for row in rows]
    cast = tuple(vote.coder_id for vote in votes)
    team = set(session.scalars(select(Coder.id)))
    awaited = tuple(coder for coder in sorted(item.coders) if coder in team and coder not in cast)
    viewer = session.info.get("coder_id")
    return Ballot(
        cast=cast,
        awaited=awaited,
        votes=() if awaited else tuple(votes),
        own=next((vote for vote in votes if vote.coder_id == viewer), None),
    )


def add_note(session: WriteSession, *, item: Item, text: str, coder_id: int | None) -> int:
    """Say something about an item; anybody may."""
    if not text.strip():
        raise UserError("The note is empty. Type something, or leave it.")
    refuse_lost(session, [item])
    note = DiscussionNote(
        round_id=item.round_id,
        document_id=item.document_id,
        start=item.start,
        end=item.end,
        item=item.key,
        coder_id=coder_id,
        text=text.strip(),
    )
    session.add(note)
    session.flush()
    return note.id


def cast_vote(
    session: WriteSession, *, item: Item, coder_id: int, outcome: str, codings: Sequence[ConsensusSpan]
) -> None:
    """Vote for an outcome, or change one's vote until all votes are in."""
    if outcome not in OUTCOMES or outcome in NO_VOTE:
        raise ValueError(outcome)
    refuse_lost(session, [item])
    _refuse_no_voter(session, coder_id)
    _refuse_revealed(session, item)
    codes = guids_by_id(session.connection(), Code, sorted({coding.code_id for coding in codings}))
    stored = vote_stored(codings, codes)
    vote = _own_vote(session, item, coder_id)
    if vote is None:
        session.add(
            Vote(
                round_id=item.round_id,
                document_id=item.document_id,
                item=item.key,
                coder_id=coder_id,
                outcome=outcome,
                codings=stored,
            )
        )
    else:
        vote.outcome, vote.codings, vote.at = outcome, stored, now()


def _own_vote(session: WriteSession, item: Item, coder_id: int) -> Vote | None:
    return session.scalar(select(Vote).where(Vote.item == item.key, Vote.coder_id == coder_id))


def _refuse_no_voter(session: WriteSession, coder_id: int) -> None:
    coder = session.get(Coder, coder_id)
    if coder is None or coder.role == "consensus":
        raise UserError("Only people vote. Choose at the top of the window who you are, and vote again.")


def _refuse_revealed(session: WriteSession, item: Item) -> None:
    cast = set(session.scalars(select(Vote.coder_id).where(Vote.item == item.key)))
    team = set(session.scalars(select(Coder.id)))
    if cast and item.coders and item.coders.keys() & team <= cast:
        raise UserError(
            "All votes are in and shown, so yours stays as it is. Decide now, or discuss it in a note."
        )
