"""What there is to settle, and what was settled."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np
from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from app.agreement.spans.continuum import Ints
from app.agreement.study.material import Material, Scope, material
from app.codebook.succession import merged_into
from app.errors import UserError
from app.jobs import Job
from app.models import Action, ConsensusCoding, Decision, Round
from app.reconcile.finding import Grouping, groups_in, items_in
from app.reconcile.items import Item, item_from
from app.reconcile.originals import OriginalsReader
from app.reconcile.outcomes import ConsensusSpan, coders_from, made_from, recoded
from app.rounds.queries import completed_pairs

PORTION = 5000  # codings whose items are made at first; then twice as many
STATUSES = ("open", "deferred", "changed", "settled")


@dataclass(frozen=True)
class DecisionRow:
    """One decision; `at` is UTC, `coder_id` who decided, `codings` what it made when it was taken."""

    id: int
    guid: str
    round_id: int | None
    document_id: int
    start: int
    end: int
    item: str
    outcome: str
    reason: str
    note: str
    rule: str
    originals: str
    coder_id: int | None
    at: str
    follows_id: int | None

    @cached_property
    def codings(self) -> tuple[ConsensusSpan, ...]:
        """What it put into the consensus when it was taken."""
        return _read(self.originals)[0]

    @property
    def coder_ids(self) -> frozenset[int]:
        """Who had completed the document when it was taken."""
        return _read(self.originals)[1]

    @cached_property
    def settled(self) -> Item:
        """The item that was settled, as it was."""
        return item_from(
            self.originals,
            key=self.item,
            round_id=self.round_id,
            document_id=self.document_id,
            start=self.start,
            end=self.end,
        )


@lru_cache(maxsize=20_000)  # the same decisions are asked for again after each one that is taken
def _read(originals: str) -> tuple[tuple[ConsensusSpan, ...], frozenset[int]]:
    return made_from(originals), coders_from(originals)


@dataclass(frozen=True)
class QueueRow:
    """An item and how far it is: one of STATUSES, with the latest decision about it.

    `changed`: its codings changed since the decision, somebody completed the document, or the consensus lost
    what it made, with a code for example. Where nothing is left of its codings (`gone`), the item is the one
    that was settled.
    """

    item: Item
    status: str
    decision: DecisionRow | None
    gone: bool = False


def items(
    session: Session,
    round_id: int | None = None,
    *,
    document_ids: Sequence[int] | None = None,
    job: Job | None = None,
) -> list[Item]:
    """Everything that can be settled in a round, or without one in all codings, in the order of the text.

    A closed round's items come from its snapshot for ever. UserError for an open blind round. Where only some
    documents changed, ask for these again; their weights and `similar` are then shares of these documents.
    """
    job = job or Job()
    job.step(0, 2, "Comparing codings")
    closed_round = _round(session, round_id)
    chosen = None if document_ids is None else tuple(document_ids)
    scope = Scope(unit="character", document_ids=chosen, round_id=round_id)
    seen = session.scalar(select(func.max(Action.id))) or 0
    compared = material(session, scope, seen, job)
    job.step(1, 2, "Grouping disagreements")
    return items_in(
        compared,
        groups_in(compared),
        *OriginalsReader(session, compared).read(job=job),
        round_id=round_id,
        round_guid="" if closed_round is None else closed_round.guid,
    )


class QueueReader:
    """A queue of which the first rows are there before the rest is looked at."""

    def __init__(self, session: Session, round_id: int | None, compared: Material, job: Job) -> None:
        closed_round = _round(session, round_id)
        self._round_id, self._guid = round_id, "" if closed_round is None else closed_round.guid
        self._session, self._compared, self._job = session, compared, job
        self._grouping = Grouping(compared)
        self._reader = OriginalsReader(session, compared)

    def everybody(self, document_ids: Collection[int] | None = None) -> frozenset[int]:
        """The ids of those who take part in a disagreement of these documents, or of all."""
        compared = self._compared.documents
        documents = [
            index
            for index in self._grouping.disagreeing().tolist()
            if document_ids is None or compared[index].id in document_ids
        ]
        coders = np.flatnonzero(self._compared.spans.completed[documents].any(axis=0)).tolist()
        return frozenset(self._compared.coders[coder].id for coder in coders)

    def rows(self) -> Iterator[QueueRow]:
        """As `queue` has them, `similar` within some documents."""
        left: list[QueueRow] = []
        for portion in self._portions():
            ids = [self._compared.documents[index].id for index in portion.tolist()]
            items_of = items_in(
                self._compared,
                self._grouping.groups(portion),
                *self._reader.read(ids, self._job),
                round_id=self._round_id,
                round_guid=self._guid,
            )
            rows = states(self._session, self._round_id, items_of, document_ids=ids)
            left += rows[len(items_of) :]
            yield from rows[: len(items_of)]
        yield from sorted(left, key=lambda row: row.decision.id if row.decision else 0)

    def _portions(self) -> Iterator[Ints]:
        """The numbers of documents, of some thousand codings together at first."""
        codings = np.bincount(
            self._compared.spans.codings.document, minlength=len(self._compared.documents)
        ).cumsum()
        portion = np.log2(codings // PORTION + 1).astype(np.int64)
        for portion_index in np.unique(portion).tolist():
            yield np.flatnonzero(portion == portion_index)


def queue(
    session: Session,
    round_id: int | None = None,
    *,
    known_items: Sequence[Item] | None = None,
    job: Job | None = None,
) -> list[QueueRow]:
    """Items with their status, in the order of the text, then those of which nothing is left.

    `known_items` are the items where they are read already; `similar` counts what is open.
    """
    all_items = items(session, round_id, job=job) if known_items is None else known_items
    rows = states(session, round_id, all_items)
    open_ = Counter((row.item.kind, row.item.code_ids) for row in rows if row.status == "open")
    return [_with_similar(row, open_) for row in rows]


def states(
    session: Session,
    round_id: int | None,
    all_items: Sequence[Item],
    *,
    document_ids: Collection[int] | None = None,
) -> list[QueueRow]:
    """Items with their status as `queue` gives them, `similar` as it was.

    With `document_ids`, these are all items of these documents, and only decisions about them are looked up.
    """
    in_documents = Decision.document_id.in_(document_ids) if document_ids is not None else true()
    latest = _latest(_decisions(session, (Decision.round_id == round_id) & in_documents))
    by_item = {row.item: row for row in latest}
    lost = _lost(session, all_items, latest)
    changed = _changed(all_items, by_item, lost)
    made_counts = _standing_counts(session, latest, in_documents)
    merged = cache(lambda: merged_into(session))
    rows = []
    for item in all_items:
        decision = by_item.get(item.key) or changed.get(item.key)
        rows.append(QueueRow(item, _status(item, decision, made_counts, merged), decision))
    shown = {decision.id for decision in changed.values()}
    rows += [QueueRow(row.settled, "changed", row, gone=True) for row in lost if row.id not in shown]
    return rows


def decisions(session: Session, round_id: int | None = None) -> list[DecisionRow]:
    """All decisions of a round, or those without one, in the order they were taken."""
    return _decisions(session, Decision.round_id == round_id)


def latest_decisions(session: Session, round_id: int | None = None) -> list[DecisionRow]:
    """The decisions of a round that no other one follows, in the codes that merged ones are in now."""
    return _in_todays_codes(session, _latest(decisions(session, round_id)))


def latest_of_all_rounds(session: Session) -> list[DecisionRow]:
    """The decisions of all rounds, and of none, that no other one follows, in today's codes."""
    return _in_todays_codes(session, _latest(_decisions(session, true())))


def _in_todays_codes(session: Session, decisions: Sequence[DecisionRow]) -> list[DecisionRow]:
    into = merged_into(session)
    return [
        replace(decision, originals=recoded(decision.originals, into)) if into else decision
        for decision in decisions
    ]


def _latest(decisions: Sequence[DecisionRow]) -> list[DecisionRow]:
    followed = {decision.follows_id for decision in decisions}
    return [decision for decision in decisions if decision.id not in followed]


FIELDS = tuple(DecisionRow.__dataclass_fields__)


def _decisions(session: Session, which: ColumnElement[bool]) -> list[DecisionRow]:
    columns = [getattr(Decision, name) for name in FIELDS]
    rows = session.execute(select(*columns).where(which).order_by(Decision.id))
    return [DecisionRow(*row) for row in rows]


def _status(
    item: Item,
    decision: DecisionRow | None,
    standing_of: Mapping[int, int],
    merged: Callable[[], Mapping[int, int]],
) -> str:
    if decision is None or decision.outcome == "open":
        return "open"
    if decision.item != item.key:
        return "changed"
    standing = standing_of.get(decision.id, 0)
    if standing < len(set(decision.codings)) and standing < len(
        set(made_from(recoded(decision.originals, merged())))
    ):
        return "changed"
    if item.coders.keys() - decision.coder_ids:
        return "changed"
    return "deferred" if decision.outcome == "deferred" else "settled"


def _standing_counts(
    session: Session, latest: Sequence[DecisionRow], condition: ColumnElement[bool]
) -> dict[int, int]:
    """How many of the codings that each decision made are still there; their codes may have been deleted."""
    rows = session.execute(
        select(ConsensusCoding.decision_id, func.count())
        .join(Decision, Decision.id == ConsensusCoding.decision_id)
        .where(condition)
        .group_by(ConsensusCoding.decision_id)
    )
    ours = {decision.id for decision in latest}
    return {row[0]: row[1] for row in rows if row[0] in ours}


def _lost(session: Session, all_items: Sequence[Item], latest: Sequence[DecisionRow]) -> list[DecisionRow]:
    """Decisions about codings that are compared, but not the same any more."""
    keys = {decision.key for decision in all_items}
    lost = [
        decision
        for decision in latest
        if decision.item not in keys and decision.outcome != "open" and decision.coder_ids
    ]
    many = Counter(document_id for document_id, _ in completed_pairs(session)) if lost else Counter[int]()
    return [decision for decision in lost if many[decision.document_id] > 1]


def _changed(
    all_items: Iterable[Item], by_item: dict[str, DecisionRow], lost: Sequence[DecisionRow]
) -> dict[str, DecisionRow]:
    """Of items that nobody decided: the newest decision on earlier codings of the passage and its codes."""
    by_document: dict[int, list[tuple[DecisionRow, Item]]] = {}
    for decision in lost:
        by_document.setdefault(decision.document_id, []).append((decision, decision.settled))
    changed: dict[str, DecisionRow] = {}
    for item in all_items:
        if item.key in by_item:
            continue
        for decision, was in by_document.get(item.document_id, ()):
            touching = was.start < item.end and item.start < was.end
            if touching and set(was.code_ids) & set(item.code_ids):
                changed[item.key] = decision
    return changed


def _with_similar(row: QueueRow, open_: Counter[tuple[str, tuple[int, ...]]]) -> QueueRow:
    similar = open_[row.item.kind, row.item.code_ids] - (row.status == "open")
    return row if similar == row.item.similar else replace(row, item=replace(row.item, similar=similar))


def _round(session: Session, round_id: int | None) -> Round | None:
    if round_id is None:
        return None
    round_row = session.get(Round, round_id)
    if round_row is None:
        raise UserError("This round is no longer in the project. Choose another one.")
    if round_row.blind and round_row.closed_at is None:
        raise UserError(
            f"“{round_row.name}” is being coded blind, so its disagreements can't be shown yet. "
            "They can when the round is closed."
        )
    return round_row
