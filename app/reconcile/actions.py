"""What can be done to disagreements: settle them, open them again; coders' own codings stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.errors import UserError
from app.models import Code, Coder, Decision, Document, Round
from app.reconcile.checking import refuse_changed, refuse_lost, refuse_newer
from app.reconcile.consensus import Making, make
from app.reconcile.in_the_way import both_chosen, in_the_way
from app.reconcile.items import Item, fingerprint, item_from
from app.reconcile.outcomes import OUTCOMES, ConsensusSpan, decision_stored
from app.reconcile.possible import Ground, Trial, ground
from app.store.journal import WriteSession, add_many
from app.store.stored.decisions import decision_read
from app.store.stored.guids import guids_by_id

REFUSED = {
    "document": "The document was removed meanwhile, so nothing was decided. Undo its removal, or go on with "
    "another item.",
    "code": "A code of this decision is no longer in the codebook, so nothing was decided. Choose another "
    "code, or undo what removed it.",
    "place": "That passage lies outside the text or is empty, or its words are gone from today's text, so "
    "nothing was decided. Choose some words and try again.",
}


@dataclass(frozen=True)
class Choice:
    """How one item is settled: the consensus gets exactly `codings` from it.

    `follows_id` is the latest decision about the item that the person saw, None for none. `rule` names the
    bulk rule that decided, empty where a person did.
    """

    item: Item
    outcome: str
    codings: tuple[ConsensusSpan, ...]
    reason: str = ""
    note: str = ""
    rule: str = ""
    follows_id: int | None = None


def decide(
    session: WriteSession,
    *,
    item: Item,
    outcome: str,
    codings: Sequence[ConsensusSpan],
    reason: str = "",
    note: str = "",
    coder_id: int | None,
    follows_id: int | None,
    rule: str = "",
) -> int:
    """Settle an item, as `Choice` says; what only the decision before it made goes.

    Returns the decision's id. Conflict where somebody decided meanwhile, or where codings of the passage
    changed since the item was found. UserError where the consensus would get two codes that exclude each
    other, or where the document or a code is gone.
    """
    choice = Choice(item, outcome, tuple(codings), reason, note, rule, follows_id)
    return decide_many(session, choices=[choice], coder_id=coder_id)[0]


def decide_many(session: WriteSession, *, choices: Sequence[Choice], coder_id: int | None) -> list[int]:
    """Settle many items at once, all of them or none; returns the ids of the decisions."""
    for choice in choices:
        if choice.outcome not in OUTCOMES:
            raise ValueError(choice.outcome)
    items = [choice.item for choice in choices]
    refuse_lost(session, items)
    follows = {choice.follows_id for choice in choices if choice.follows_id is not None}
    ground_now = ground(session, {item.document_id for item in items}, follows)
    choices = [in_codes_of_today(choice, ground_now) for choice in choices]
    refuse_newer(session, [(choice.item, choice.follows_id) for choice in choices])
    refuse_changed(session, items)
    _refuse_impossible(session, choices, ground_now)
    ids = add_many(session, Decision, _rows(session, choices, coder_id))
    makings = [
        Making(decision_id, choice.item.document_id, choice.follows_id, _placed(choice, ground_now))
        for decision_id, choice in zip(ids, choices, strict=True)
    ]
    make(session, makings)
    return ids


def in_codes_of_today(choice: Choice, ground_now: Ground) -> Choice:
    """A choice in the codes that merged ones are in now."""
    codings = ground_now.today(choice.codings)
    return choice if codings == choice.codings else replace(choice, codings=codings)


def _refuse_impossible(session: WriteSession, choices: Sequence[Choice], ground_now: Ground) -> None:
    """UserError where the consensus can't take a choice; previews try them in the same way."""
    trial = Trial(ground_now)
    for choice in choices:
        codings = _placed(choice, ground_now)
        obstacle = trial.take(choice.item.document_id, codings, choice.follows_id)
        if obstacle is None:
            continue
        if obstacle.kind != "clash":
            raise UserError(REFUSED[obstacle.kind])
        standing = next((coding for coding in obstacle.pair if coding not in codings), None)
        if standing is None:
            raise both_chosen(session, obstacle.pair)
        wanted = next(coding for coding in obstacle.pair if coding != standing)
        raise in_the_way(session, choice.item.document_id, wanted, standing)


def _placed(choice: Choice, ground_now: Ground) -> tuple[ConsensusSpan, ...]:
    """The codings of a choice in today's text, which the consensus is of."""
    return ground_now.placed(choice.item.round_id, choice.item.document_id, choice.codings)


def _rows(session: WriteSession, choices: Sequence[Choice], coder_id: int | None) -> list[dict[str, object]]:
    items = [choice.item for choice in choices]
    made_ids = {coding.code_id for choice in choices for coding in choice.codings}
    codes = guids_by_id(
        session.connection(), Code, sorted(made_ids.union(*(item.code_ids for item in items)))
    )
    people = guids_by_id(
        session.connection(), Coder, sorted(set[int]().union(*(item.coders for item in items)))
    )
    return [_row(choice, coder_id, codes, people) for choice in choices]


def _row(
    choice: Choice, coder_id: int | None, codes: Mapping[int, str], people: Mapping[int, str]
) -> dict[str, object]:
    item = choice.item
    return {
        "round_id": item.round_id,
        "document_id": item.document_id,
        "start": item.start,
        "end": item.end,
        "item": item.key,
        "outcome": choice.outcome,
        "reason": choice.reason,
        "note": choice.note,
        "rule": choice.rule,
        "originals": decision_stored(item, choice.codings, codes, people),
        "coder_id": coder_id,
        "follows_id": choice.follows_id,
    }


def reopen(session: WriteSession, *, decision_id: int, coder_id: int | None, note: str = "") -> int:
    """Open a settled item again: a decision of its own, which takes what the old one made with it.

    UserError where it is open already; Conflict where another decision follows it.
    """
    old = session.get(Decision, decision_id)
    if old is None:
        raise UserError(
            "This decision is no longer there: it was taken back meanwhile. Look at the item again."
        )
    if old.outcome == "open":
        raise UserError("This item is open already.")
    item = item_from(
        old.originals,
        key=old.item,
        round_id=old.round_id,
        document_id=old.document_id,
        start=old.start,
        end=old.end,
    )
    refuse_newer(session, [(item, decision_id)])
    choice = Choice(item, "open", (), note=note, follows_id=decision_id)
    new_id = add_many(session, Decision, _rows(session, [choice], coder_id))[0]
    make(session, [Making(new_id, item.document_id, decision_id, ())])
    return new_id


def add_consensus(
    session: WriteSession,
    *,
    round_id: int | None,
    document_id: int,
    codings: Sequence[ConsensusSpan],
    reason: str = "",
    note: str = "",
    coder_id: int | None,
) -> int:
    """Give the consensus codings that nobody made, where coders don't disagree. Returns the decision's id."""
    if not codings:
        raise UserError("There is no coding to add. Choose a passage and a code.")
    document = session.get(Document, document_id)
    if document is None:
        raise UserError("This document is no longer in the project. Choose another one.")
    item = Item(
        key=_added_key(session, round_id, document, codings),
        round_id=round_id,
        document_id=document_id,
        start=min(coding.start for coding in codings),
        end=max(coding.end for coding in codings),
        kind="missed",
        code_ids=tuple(sorted({coding.code_id for coding in codings})),
        coders={},
    )
    latest = select(Decision.id).where(Decision.item == item.key).order_by(Decision.id.desc()).limit(1)
    return decide(
        session,
        item=item,
        outcome="added",
        codings=codings,
        reason=reason,
        note=note,
        coder_id=coder_id,
        follows_id=session.scalar(latest),
    )


def _added_key(
    session: WriteSession, round_id: int | None, document: Document, codings: Sequence[ConsensusSpan]
) -> str:
    """The key of codings that nobody made, by lasting guids; where they were added before, the key of then.

    Earlier versions put the ids of codes into it, which are others after a merge.
    """
    guids = guids_by_id(session.connection(), Code, sorted({coding.code_id for coding in codings}))
    if any(coding.code_id not in guids for coding in codings):
        raise UserError(REFUSED["code"])
    added = {(guids[coding.code_id], coding.start, coding.end) for coding in codings}
    rows = session.execute(
        select(Decision.item, Decision.originals)
        .where(
            Decision.document_id == document.id, Decision.round_id == round_id, Decision.outcome == "added"
        )
        .order_by(Decision.id.desc())
    )
    for item_key, originals in rows:
        stored = decision_read(originals)
        lasting = {**guids, **stored.code_guids}
        if {(lasting.get(code_id), start, end) for code_id, start, end in stored.made} == added:
            return item_key
    closed_round = None if round_id is None else session.get(Round, round_id)
    signs = [("added", *sign) for sign in added]
    return fingerprint(closed_round.guid if closed_round else "", document.guid, signs)
