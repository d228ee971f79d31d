"""Moves what was decided, said and voted about passages to where they stand in a new version of a text.

What belongs to a closed round stays in the version that was coded in it; only the consensus, which is of
today, moves.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.documents.alignment import Alignment
from app.models import Code, Coder, Decision, DiscussionNote, Document, Round, Vote
from app.reconcile.items import fingerprint
from app.reconcile.queries import items
from app.store.journal import WriteSession, set_many
from app.store.stored.decisions import (
    Span,
    StoredDecision,
    StoredOwn,
    StoredVote,
    decision_read,
    decision_written,
    vote_read,
    vote_written,
)
from app.store.stored.guids import guids_by_id

Model = type[Decision] | type[DiscussionNote] | type[Vote]
Signs = list[tuple[str, str, int, int]]  # coder guid, code guid, start, end


def rows_of_today(session: WriteSession, model: Model, document_id: int) -> Sequence[Any]:
    """The rows about a document that belong to no closed round."""
    closed = select(Round.id).where(Round.closed_at.is_not(None))
    return session.scalars(
        select(model)
        .where(model.document_id == document_id, or_(model.round_id.is_(None), model.round_id.not_in(closed)))
        .order_by(model.id)
    ).all()


def open_items(session: WriteSession, document_id: int, alignment: Alignment) -> dict[str, str]:
    """Of passages that somebody voted or said something about: their keys now, and behind the change.

    Asked before anything moves: the keys are made of where codings stand.
    """
    asked = {
        row.round_id for model in (DiscussionNote, Vote) for row in rows_of_today(session, model, document_id)
    }
    keys: dict[str, str] = {}
    for round_id in asked:
        if _is_open_and_blind(session, round_id):
            continue
        guids = _Guids(session, document_id, round_id)
        for item in items(session, round_id, document_ids=[document_id]):
            codings_by_coder = {
                coder_id: [StoredOwn(*coding_fields) for coding_fields in map(_fields, codings)]
                for coder_id, codings in item.coders.items()
            }
            keys[item.key] = guids.key(_moved_own(codings_by_coder, alignment), {}, {})
    return keys


def _fields(coding: Any) -> tuple[int, int, int, bool, str]:
    return coding.code_id, coding.start, coding.end, coding.sure, coding.guid


def _is_open_and_blind(session: WriteSession, round_id: int | None) -> bool:
    round_ = None if round_id is None else session.get(Round, round_id)
    return round_ is not None and round_.blind and round_.closed_at is None


def move_settled(
    session: WriteSession, document_id: int, alignment: Alignment, keys: Mapping[str, str]
) -> None:
    """Move decisions, notes and votes; `keys` are those of `open_items`."""
    new_keys = dict(keys)
    decisions: dict[int, dict[str, Any]] = {}
    for row in rows_of_today(session, Decision, document_id):
        stored = decision_read(row.originals)
        guids = _Guids(session, document_id, row.round_id)
        moved = _moved_decision(stored, alignment)
        if any(stored.coders.values()) and guids.key_of(stored) == row.item:
            new_keys[row.item] = guids.key_of(moved)
        decisions[row.id] = _place(row, alignment) | {
            "item": new_keys.get(row.item, row.item),
            "originals": decision_written(moved) if moved != stored else row.originals,
        }
    notes = {
        row.id: _place(row, alignment) | {"item": new_keys.get(row.item, row.item)}
        for row in rows_of_today(session, DiscussionNote, document_id)
    }
    votes = {
        row.id: {"item": new_keys.get(row.item, row.item), "codings": _moved_vote(row.codings, alignment)}
        for row in rows_of_today(session, Vote, document_id)
    }
    set_many(session, Decision, decisions)
    set_many(session, DiscussionNote, notes)
    set_many(session, Vote, votes)


def _place(row: Any, alignment: Alignment) -> dict[str, int]:
    moved = alignment.moved(row.start, row.end)
    return {"start": moved.start, "end": moved.end}


def _moved_decision(stored: StoredDecision, alignment: Alignment) -> StoredDecision:
    return stored._replace(
        coders=_moved_own(stored.coders, alignment), made=_moved_spans(stored.made, alignment)
    )


def _moved_own(
    coders: Mapping[int, Sequence[StoredOwn]], alignment: Alignment
) -> dict[int, tuple[StoredOwn, ...]]:
    """Everybody's codings where they stand now, each once, without those that are lost."""
    return {
        coder_id: tuple(dict.fromkeys(_moved_codings(codings, alignment)))
        for coder_id, codings in coders.items()
    }


def _moved_codings(codings: Iterable[StoredOwn], alignment: Alignment) -> Iterable[StoredOwn]:
    for coding in codings:
        moved = alignment.moved(coding.start, coding.end)
        if moved.outcome != "lost":
            yield coding._replace(start=moved.start, end=moved.end)


def _moved_spans(spans: Iterable[Span], alignment: Alignment) -> tuple[Span, ...]:
    """What a decision made, where it stands now: what is lost stays, empty, so that it is missed."""
    moved = ((code_id, alignment.moved(start, end)) for code_id, start, end in spans)
    return tuple(
        dict.fromkeys(
            (
                code_id,
                moved_place.start,
                moved_place.start if moved_place.outcome == "lost" else moved_place.end,
            )
            for code_id, moved_place in moved
        )
    )


def _moved_vote(codings: str, alignment: Alignment) -> str:
    stored = vote_read(codings)
    spans = _moved_spans(stored.codings, alignment)
    return codings if spans == tuple(stored.codings) else vote_written(StoredVote(spans, stored.code_guids))


class _Guids:
    """Makes the keys of a document's passages in a round, or in none."""

    def __init__(self, session: WriteSession, document_id: int, round_id: int | None) -> None:
        self._session = session
        self._document = session.get_one(Document, document_id).guid
        round_ = None if round_id is None else session.get(Round, round_id)
        self._round = round_.guid if round_ is not None else ""

    def key_of(self, stored: StoredDecision) -> str:
        """The key that a stored decision's codings make."""
        return self.key(stored.coders, stored.coder_guids, stored.code_guids)

    def key(
        self,
        coders: Mapping[int, Sequence[StoredOwn]],
        coder_guids: Mapping[int, str],
        code_guids: Mapping[int, str],
    ) -> str:
        """The key of codings by coder, where guids that are not given are looked up."""
        codings = [
            (coder_id, coding) for coder_id, codings_by_coder in coders.items() for coding in codings_by_coder
        ]
        people = dict(coder_guids) or guids_by_id(self._session.connection(), Coder, sorted(coders))
        code_ids = sorted({coding.code_id for _, coding in codings})
        codes = dict(code_guids) or guids_by_id(self._session.connection(), Code, code_ids)
        signs: Signs = [
            (people.get(coder_id, ""), codes.get(coding.code_id, ""), coding.start, coding.end)
            for coder_id, coding in codings
        ]
        return fingerprint(self._round, self._document, signs)
