"""Differing answers and how far each is settled: with the latest decision, and the votes that may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Coder, ValueDecision, ValueVote
from app.reconcile.value_items import ValueItem, value_items
from app.sheets.queries import SheetSubject
from app.sheets.values import Given
from app.store.stored.sheets import value_decision_read

VALUE_STATUSES = ("open", "deferred", "changed", "settled")


@dataclass(frozen=True)
class ValueDecisionRow:
    """One decision on answers; `at` is UTC, `given` what it put into the consensus, if anything."""

    id: int
    guid: str
    round_id: int | None
    subject: SheetSubject
    variable_id: int
    item: str
    outcome: str
    reason: str
    note: str
    rule: str
    given: Given | None
    coder_id: int | None
    at: str
    follows_id: int | None


@dataclass(frozen=True)
class ValueQueueRow:
    """An item and how far it is: one of VALUE_STATUSES, with the latest decision about it.

    `changed`: its answers changed since the decision, or somebody completed a sheet.
    """

    item: ValueItem
    status: str
    decision: ValueDecisionRow | None = None


def value_decisions(session: Session) -> list[ValueDecisionRow]:
    """All decisions on answers that whoever looks may see, in the order in which they were taken."""
    rows = []
    for row in session.scalars(select(ValueDecision).order_by(ValueDecision.id)):
        result = value_decision_read(row.originals).result
        rows.append(
            ValueDecisionRow(
                id=row.id,
                guid=row.guid,
                round_id=row.round_id,
                subject=SheetSubject.of(row.case_id, row.document_id),
                variable_id=row.variable_id,
                item=row.item,
                outcome=row.outcome,
                reason=row.reason,
                note=row.note,
                rule=row.rule,
                given=None if result is None else Given(*result),
                coder_id=row.coder_id,
                at=row.at,
                follows_id=row.follows_id,
            )
        )
    return rows


def value_queue(session: Session, round_id: int | None = None) -> list[ValueQueueRow]:
    """Every item of a round, or of all sheets as they are now, those on which all agree among them."""
    newest: dict[tuple[int | None, SheetSubject, int], ValueDecisionRow] = {}
    for decision in value_decisions(session):
        newest[decision.round_id, decision.subject, decision.variable_id] = decision
    return [
        _row(item, newest.get((item.round_id, item.subject, item.variable.id)))
        for item in value_items(session, round_id)
    ]


def _row(item: ValueItem, decision: ValueDecisionRow | None) -> ValueQueueRow:
    if decision is None or decision.outcome == "open":
        return ValueQueueRow(item, "open", decision)
    if decision.item != item.key:
        return ValueQueueRow(item, "changed", decision)
    return ValueQueueRow(item, "deferred" if decision.outcome == "deferred" else "settled", decision)


@dataclass(frozen=True)
class ValueBallot:
    """A silent vote on answers: `votes` by coder id are empty until everybody whose vote is awaited voted."""

    cast: tuple[int, ...]
    awaited: tuple[int, ...]
    votes: tuple[tuple[int, Given], ...]
    own: Given | None


def value_ballot(session: Session, value_item: ValueItem) -> ValueBallot:
    """The vote on an item, as far as the coder who looks may see it; in the order of coders' ids."""
    rows = session.execute(
        select(ValueVote.coder_id, ValueVote.state, ValueVote.value)
        .where(ValueVote.item == value_item.key)
        .order_by(ValueVote.coder_id)
    )
    votes = tuple((row[0], Given(row[1], row[2])) for row in rows)
    cast = tuple(coder_id for coder_id, _ in votes)
    team = set(session.scalars(select(Coder.id)))
    awaited = tuple(sorted((value_item.answers.keys() & team) - set(cast)))
    viewer = session.info.get("coder_id")
    own: Sequence[Given] = [given for coder_id, given in votes if coder_id == viewer]
    return ValueBallot(cast, awaited, () if awaited else votes, own[0] if own else None)
