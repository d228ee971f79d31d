"""What can be done to differing answers: settle them, open them again, vote; coders' own stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.codebook.variables import variable, variables
from app.errors import Conflict, UserError
from app.models import (
    Case,
    CodebookVariable,
    Coder,
    CodingSheet,
    Document,
    Round,
    SheetAnswer,
    ValueDecision,
    ValueVote,
    now,
)
from app.reconcile.consensus import consensus_coder, known_consensus
from app.reconcile.value_items import ValueItem, value_items
from app.reconcile.value_outcomes import VALUE_OUTCOMES
from app.sheets.actions import AnswerText, give_answers
from app.sheets.queries import SheetSubject
from app.sheets.values import Given, is_canonical
from app.store.journal import WriteSession, add_many, set_many
from app.store.stored.guids import guids_by_id
from app.store.stored.sheets import (
    StoredGiven,
    StoredValueDecision,
    value_decision_read,
    value_decision_written,
)


@dataclass(frozen=True)
class ValueChoice:
    """How one item is settled: the consensus answers `given`, or nothing.

    `follows_id` is the latest decision about the place that the person saw, None for none. `rule` names the
    bulk rule that decided, empty where a person did.
    """

    item: ValueItem
    outcome: str
    given: Given | None = None
    reason: str = ""
    note: str = ""
    rule: str = ""
    follows_id: int | None = None


def decide_values(
    session: WriteSession, *, choices: Sequence[ValueChoice], coder_id: int | None
) -> list[int]:
    """Settle many items, all of them or none; returns the ids of the decisions.

    Conflict where somebody decided meanwhile, or where answers changed since the items were found. UserError
    where an answer doesn't fit its variable, or what it is about is gone.
    """
    for choice in choices:
        if choice.outcome not in VALUE_OUTCOMES:
            raise ValueError(choice.outcome)
    _refuse_lost(session, [choice.item for choice in choices])
    _refuse_changed(session, [choice.item for choice in choices])
    _refuse_newer(session, choices)
    _refuse_unfit(session, choices)
    ids = add_many(session, ValueDecision, _rows(session, choices, coder_id))
    _make(session, [(choice.item.subject, choice.item.variable.id, choice.given) for choice in choices])
    return ids


def reopen_value(session: WriteSession, *, decision_id: int, coder_id: int | None, note: str = "") -> int:
    """Open settled answers again: a decision of its own, which takes the answer of the consensus with it."""
    old = session.get(ValueDecision, decision_id)
    if old is None:
        raise UserError("This decision is no longer there: it was taken back meanwhile. Look at it again.")
    if old.outcome == "open":
        raise UserError("This is open already.")
    later = session.scalar(select(ValueDecision.id).where(ValueDecision.follows_id == decision_id))
    if later is not None:
        raise _decided(session, later)
    stored = value_decision_read(old.originals)._replace(result=None)
    row = {
        "round_id": old.round_id,
        "case_id": old.case_id,
        "document_id": old.document_id,
        "variable_id": old.variable_id,
        "item": old.item,
        "outcome": "open",
        "note": note,
        "originals": value_decision_written(stored),
        "coder_id": coder_id,
        "follows_id": old.id,
    }
    new_id = add_many(session, ValueDecision, [row])[0]
    _make(session, [(SheetSubject.of(old.case_id, old.document_id), old.variable_id, None)])
    return new_id


def vote_on_value(session: WriteSession, *, value_item: ValueItem, coder_id: int, given: Given) -> None:
    """Vote for an answer, or change one's vote until all votes are in."""
    _refuse_lost(session, [value_item])
    coder = session.get(Coder, coder_id)
    if coder is None or coder.role == "consensus":
        raise UserError("Only people vote. Choose at the top of the window who you are, and vote again.")
    if not is_canonical(given, variable(session, value_item.variable.id)):
        raise UserError(f"That is no answer to “{value_item.variable.name}”. Choose one of its answers.")
    cast = set(session.scalars(select(ValueVote.coder_id).where(ValueVote.item == value_item.key)))
    team = set(session.scalars(select(Coder.id)))
    if cast and value_item.answers.keys() & team <= cast:
        raise UserError("All votes are in and shown, so yours stays as it is. Decide now.")
    own = session.scalar(
        select(ValueVote).where(ValueVote.item == value_item.key, ValueVote.coder_id == coder_id)
    )
    if own is not None:
        own.state, own.value, own.at = given.state, given.value, now()
        return
    place = _place(value_item.subject) | {
        "round_id": value_item.round_id,
        "variable_id": value_item.variable.id,
    }
    add_many(session, ValueVote, [{**place, **given._asdict(), "item": value_item.key, "coder_id": coder_id}])


def _place(subject: SheetSubject) -> dict[str, object]:
    return {
        "case_id": subject.id if subject.about == "case" else None,
        "document_id": subject.id if subject.about == "document" else None,
    }


def _rows(
    session: WriteSession, choices: Sequence[ValueChoice], coder_id: int | None
) -> list[dict[str, object]]:
    people = set[int]().union(*(choice.item.answers for choice in choices))
    guids = guids_by_id(session.connection(), Coder, sorted(people))
    return [
        {
            **_place(choice.item.subject),
            "round_id": choice.item.round_id,
            "variable_id": choice.item.variable.id,
            "item": choice.item.key,
            "outcome": choice.outcome,
            "reason": choice.reason,
            "note": choice.note,
            "rule": choice.rule,
            "originals": value_decision_written(
                StoredValueDecision(
                    coders={
                        person: StoredGiven(*answer.given, answer.sure)
                        for person, answer in choice.item.answers.items()
                    },
                    result=None if choice.given is None else (choice.given.state, choice.given.value),
                    coder_guids={person: guids[person] for person in choice.item.answers if person in guids},
                )
            ),
            "coder_id": coder_id,
            "follows_id": choice.follows_id,
        }
        for choice in choices
    ]


def _make(session: WriteSession, results: Sequence[tuple[SheetSubject, int, Given | None]]) -> None:
    """Give the consensus these answers, and take away where there is none; its sheets count as completed."""
    if known_consensus(session) is None and all(given is None for _, _, given in results):
        return
    layer = consensus_coder(session)
    before = _sheets_of(session, layer)
    texts = [
        AnswerText(subject, layer, variable_id, given.in_a_table if given else "")
        for subject, variable_id, given in results
        if given is not None or subject in before
    ]
    give_answers(session, answers=texts)
    sheets = _sheets_of(session, layer)
    counted = select(SheetAnswer.sheet_id, func.count()).group_by(SheetAnswer.sheet_id)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    at = now()
    marks: dict[int, dict[str, object]] = {
        sheets[subject]: {"completed_at": at if counts.get(sheets[subject]) else None}
        for subject in {text.subject for text in texts}
    }
    set_many(session, CodingSheet, marks)


def _sheets_of(session: WriteSession, coder_id: int) -> dict[SheetSubject, int]:
    columns = CodingSheet.id, CodingSheet.case_id, CodingSheet.document_id
    rows = session.execute(select(*columns).where(CodingSheet.coder_id == coder_id))
    return {SheetSubject.of(row[1], row[2]): row[0] for row in rows}


def _refuse_lost(session: WriteSession, items: Sequence[ValueItem]) -> None:
    for item in items:
        model = Case if item.subject.about == "case" else Document
        if session.get(model, item.subject.id) is None:
            raise UserError(
                f"“{item.name}” was removed meanwhile, so nothing was decided. Undo its removal, or go on "
                "with another one."
            )
        if session.get(CodebookVariable, item.variable.id) is None:
            raise UserError(
                f"“{item.variable.name}” is no longer in the codebook, so nothing was decided. Undo what "
                "removed it, or go on with another variable."
            )
    for round_id in {item.round_id for item in items} - {None}:
        row = session.get(Round, round_id)
        if row is None:
            raise UserError("This round is no longer in the project, so nothing was decided. Choose another.")
        if row.blind and row.closed_at is None:
            raise UserError(
                f"“{row.name}” is being coded blind, so nothing was decided or said about it. That waits "
                "until the round is closed."
            )


def _refuse_changed(session: WriteSession, items: Sequence[ValueItem]) -> None:
    """Conflict where live answers are others than those that were seen; snapshots don't change."""
    live = [item for item in items if not _is_closed(session, item.round_id)]
    for round_id in {item.round_id for item in live}:
        keys = {item.key for item in value_items(session, round_id)}
        changed = [item for item in live if item.round_id == round_id and item.key not in keys]
        if changed:
            raise Conflict(
                f"Answers about “{changed[0].name}” changed since you looked, so nothing was decided. Look "
                "at them again."
            )


def _is_closed(session: WriteSession, round_id: int | None) -> bool:
    row = None if round_id is None else session.get(Round, round_id)
    return row is not None and row.closed_at is not None


def _refuse_newer(session: WriteSession, choices: Sequence[ValueChoice]) -> None:
    places = (
        ValueDecision.round_id,
        ValueDecision.case_id,
        ValueDecision.document_id,
        ValueDecision.variable_id,
    )
    rows = session.execute(select(*places, func.max(ValueDecision.id)).group_by(*places))
    newest = {(row[0], SheetSubject.of(row[1], row[2]), row[3]): row[4] for row in rows}
    for choice in choices:
        item = choice.item
        decision_id = newest.get((item.round_id, item.subject, item.variable.id))
        if decision_id != choice.follows_id:
            raise _decided(session, decision_id)


def _decided(session: WriteSession, decision_id: int | None) -> Conflict:
    decision = None if decision_id is None else session.get(ValueDecision, decision_id)
    if decision is None:
        return Conflict(
            "The decision that you saw was taken back meanwhile, so nothing was decided. Look again."
        )
    who = None if decision.coder_id is None else session.get(Coder, decision.coder_id)
    return Conflict(
        f"{who.name if who else 'Somebody'} has decided about this since you looked, so nothing was changed. "
        "Look at that decision; you can decide anew."
    )


def _refuse_unfit(session: WriteSession, choices: Sequence[ValueChoice]) -> None:
    asked = {row.id: row for row in variables(session)}
    for choice in choices:
        has_answer = choice.outcome in ("coder", "other")
        if has_answer != (choice.given is not None):
            raise ValueError(f"{choice.outcome} with {'no' if has_answer else 'an'} answer")
        if choice.given is not None and not is_canonical(choice.given, asked[choice.item.variable.id]):
            raise UserError(
                f"“{choice.given.in_a_table}” is no answer to “{choice.item.variable.name}” now, so nothing "
                "was decided. Choose one of its answers."
            )
