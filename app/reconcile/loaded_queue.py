"""The queue of disagreements as it is shown and kept fresh: items, how far each is, what they are called."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow, coders
from app.coding.queries import coders_of
from app.documents.queries import DocumentRow, documents
from app.jobs import Job
from app.reconcile.items import Item
from app.reconcile.queries import QueueRow, items, queue, states
from app.reconcile.queue_filter import Pair, QueueFilter, passes, rank_in, shown
from app.rounds.queries import RoundRow, completed_pairs, rounds
from app.rounds.then import then
from app.store import Project
from app.store.changes import Changes

Counted = tuple[str, tuple[int, ...], str]  # kind, codes, status
MOST_MOVED = 50  # with more, all rows are shown anew
TABLES_OF_ITEMS = ("assignment", "code", "document", "document_text", "region", "round", "snapshot")


@dataclass(frozen=True)
class Team:
    """Who and what there is in the project; `completed` holds (document id, coder id).

    Of a closed round, `coders` and `codes` hold those that it was coded by and with, even where they are gone
    from the project by now: `left` and `gone` are the ids of such coders and codes.
    """

    coders: Mapping[int, CoderRow]
    codes: Mapping[int, CodeRow]
    documents: Mapping[int, DocumentRow]
    rounds: Sequence[RoundRow]
    completed: frozenset[tuple[int, int]]
    gone: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    def codebook(self) -> list[CodeRow]:
        """The codes that can be used now."""
        return [code for code in self.codes.values() if code.id not in self.gone]

    def people(self) -> list[CoderRow]:
        """The coders who are persons, in their order."""
        return [coder for coder in self.coders.values() if coder.role != "consensus"]

    def round(self, round_id: int | None) -> RoundRow | None:
        """A round, or None."""
        return next((row for row in self.rounds if row.id == round_id), None)


@dataclass(frozen=True)
class RowMove:
    """One step from the rows that were shown to those that are: a row is put in, is another now, or goes."""

    index: int
    row: QueueRow | None
    is_new: bool = False


@dataclass(frozen=True)
class FilterChoices:
    """What the rows of a queue can be filtered by: the codes, documents, pairs and speakers they have."""

    codes: Sequence[CodeRow]
    documents: Sequence[DocumentRow]
    pairs: Sequence[Pair]
    speakers: Sequence[str]


@dataclass(frozen=True)
class QueueProgress:
    """How many disagreements there are, and how far; `alike` were coded the same and wait to be taken."""

    differing: int
    settled: int
    deferred: int
    alike: int

    @property
    def open(self) -> int:
        """How many wait for a decision."""
        return self.differing - self.settled - self.deferred


@dataclass(frozen=True)
class LoadedQueue:
    """One round's queue, or without a round that of all completed documents.

    item_count   how many of the rows are items; after them stands what is left of earlier codings
    by_document  the indices in `rows` of a document's items, by its id
    by_key       the index in `rows` of an item, by its key
    counts       how many rows there are of each kind, codes and status
    changed      the keys of the rows that are others than before, None where any may be
    """

    team: Team
    round_id: int | None
    rows: Sequence[QueueRow]
    item_count: int
    by_document: Mapping[int, Sequence[int]]
    by_key: Mapping[str, int]
    counts: Counter[Counted]
    changed: frozenset[str] | None = None
    _shown: dict[QueueFilter, list[QueueRow]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def tally(self) -> Counter[tuple[str, str]]:
        """How many rows there are of each kind and status."""
        by_kind: Counter[tuple[str, str]] = Counter()
        for (kind, _, status), many in self.counts.items():
            by_kind[kind, status] += many
        return by_kind

    @cached_property
    def by_kind(self) -> tuple[Counter[str], Counter[str]]:
        """How many rows of each kind are not settled, and how many there are."""
        unsettled: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for (kind, status), many in self.tally.items():
            every[kind] += many
            unsettled[kind] += many if status != "settled" else 0
        return unsettled, every

    @cached_property
    def progress(self) -> QueueProgress:
        """How far the disagreements are; of what all coded alike only what changed since counts."""
        by_status: Counter[str] = Counter()
        for (kind, status), many in self.tally.items():
            if kind != "agreed" or status == "changed":
                by_status[status] += many
        alike = self.tally["agreed", "open"]
        return QueueProgress(by_status.total(), by_status["settled"], by_status["deferred"], alike)

    @cached_property
    def filter_choices(self) -> FilterChoices:
        """What the rows can be filtered by."""
        team = self.team
        code_ids = {code_id for row in self.rows for code_id in row.item.code_ids}
        document_ids = {row.item.document_id for row in self.rows}
        people = sorted({coder for row in self.rows for coder in row.item.coders if coder in team.coders})
        return FilterChoices(
            codes=[code for code in team.codes.values() if code.id in code_ids],
            documents=[document for document in team.documents.values() if document.id in document_ids],
            pairs=list(combinations(people, 2)),
            speakers=sorted({row.item.speaker for row in self.rows} - {""}),
        )

    def shown(self, wanted: QueueFilter) -> list[QueueRow]:
        """The rows that are wanted, in their order; kept for the filter that was asked for last."""
        if wanted not in self._shown:
            rows = self._with_similar() if wanted.order == "similar" else self.rows
            chosen = shown(rows, wanted, self.code_order)
            self._shown.clear()
            self._shown[wanted] = chosen
        return self._shown[wanted]

    def moves(self, before: Sequence[QueueRow], wanted: QueueFilter) -> list[RowMove] | None:
        """The steps from the rows that were shown, one after the other; None where all are shown anew."""
        if self.changed is None or len(self.changed) > MOST_MOVED or wanted.order == "similar":
            return None
        rank, rows, moves = rank_in(wanted.order, self.code_order), list(before), list[RowMove]()

        def place(row: QueueRow) -> tuple[object, ...]:
            return (*rank(row), self.by_key[row.item.key])

        for key in self.changed:
            row = self.rows[self.by_key[key]]
            index = next((at for at, shown_row in enumerate(rows) if shown_row.item.key == key), None)
            if not passes(row, wanted):
                if index is not None:
                    moves.append(RowMove(index, None))
                    del rows[index]
            elif index is not None:
                moves.append(RowMove(index, row))
                rows[index] = row
            else:
                moves.append(RowMove(bisect(rows, place(row), key=place), row, is_new=True))
                rows.insert(moves[-1].index, row)
        return moves

    @cached_property
    def code_order(self) -> Mapping[int, int]:
        """Where each code stands in the codebook."""
        return {code_id: index for index, code_id in enumerate(self.team.codes)}

    def status(self, key: str) -> str | None:
        """How far an item is, None where it isn't there any more."""
        index = self.by_key.get(key)
        return None if index is None else self.rows[index].status

    def items_of(self, document_id: int) -> list[Item]:
        """The items of a document."""
        return [self.rows[index].item for index in self.by_document.get(document_id, ())]

    def similar(self, row: QueueRow) -> int:
        """How many other open rows have the kind and the codes of a row, as it is now."""
        return self.counts[row.item.kind, row.item.code_ids, "open"] - (row.status == "open")

    def begins_with(self, at_work: int | None) -> int | None:
        """Whose codings a list of coders begins with: of who is at work, else of the first who coded any."""
        who = coded_passages(self.rows)
        people = [person.id for person in self.team.people() if who[person.id]]
        return at_work if at_work in people else next(iter(people), None)

    def _with_similar(self) -> list[QueueRow]:
        """The rows with the number of similar ones as it is now."""
        return [replace(row, item=replace(row.item, similar=self.similar(row))) for row in self.rows]


def coded_passages(rows: Iterable[QueueRow]) -> Counter[int]:
    """In how many items each coder, by id, coded something."""
    return Counter(coder for row in rows for coder, codings in row.item.coders.items() if codings)


def team_of(session: Session, round_id: int | None = None) -> Team:
    """Read who and what there is; what is gone is what it was when the round was closed."""
    then_known = then(session, [] if round_id is None else [round_id])
    return Team(
        coders={coder.id: coder for coder in then_known.coders},
        codes={code.id: code for code in then_known.codes},
        documents={document.id: document for document in documents(session)},
        rounds=rounds(session),
        completed=frozenset(completed_pairs(session)),
        gone=then_known.gone,
        left=then_known.left,
    )


def load(project: Project, round_id: int | None, wanted: QueueFilter, job: Job) -> LoadedQueue:
    """Read everything, ready to be shown; of a round that can't be looked at yet, nothing but the team."""
    with project.read() as session:
        team = team_of(session, round_id)
        job.step(0, 3, "")
        if not can_be_seen(team, round_id):
            return _queue_of(team, round_id, (), 0)
        all_items = items(session, round_id, job=job)
        job.step(2, 3, "")
        rows = queue(session, round_id, known_items=all_items)
    loaded = _queue_of(team, round_id, rows, len(all_items))
    loaded.shown(wanted)
    len(loaded.filter_choices.pairs)
    job.step(3, 3, "")
    return loaded


def can_be_seen(team: Team, round_id: int | None) -> bool:
    """Whether a round's disagreements may be looked at: not while it is blind and open."""
    row = team.round(round_id)
    return round_id is None or (row is not None and not is_hidden(row))


def is_hidden(row: RoundRow) -> bool:
    """Whether a round is blind and still open."""
    return row.blind and row.closed_at is None


def _queue_of(team: Team, round_id: int | None, rows: Sequence[QueueRow], item_count: int) -> LoadedQueue:
    """A queue whose first rows are items."""
    by_document: dict[int, list[int]] = {}
    for index, row in enumerate(rows[:item_count]):
        by_document.setdefault(row.item.document_id, []).append(index)
    by_key = {row.item.key: index for index, row in enumerate(rows)}
    counts = Counter([_counted(row) for row in rows])
    return LoadedQueue(team, round_id, rows, item_count, by_document, by_key, counts)


def read_again(
    project: Project, loaded: LoadedQueue, changes: Changes, wanted: QueueFilter, job: Job | None = None
) -> LoadedQueue | None:
    """The queue after changes, ready to be shown; None where the items themselves may be others."""
    with project.read() as session:
        (job or Job()).step(0, 1)
        if items_changed(session, changes, loaded.team):
            return None
        fresh = again(session, loaded, changes)
    if fresh.changed is None:
        fresh.shown(wanted)
    return fresh


def again(session: Session, loaded: LoadedQueue, changes: Changes) -> LoadedQueue:
    """The queue with how far the known items are now: those of the documents that changed are looked up."""
    if changes.touch("coder"):
        people = dict(loaded.team.coders) | {coder.id: coder for coder in coders(session)}
        loaded = replace(loaded, team=replace(loaded.team, coders=people))
    indices = [
        index for document in sorted(changes.documents) for index in loaded.by_document.get(document, ())
    ]
    items_before = [loaded.rows[index].item for index in indices]
    fresh = states(session, loaded.round_id, items_before, document_ids=changes.documents)
    left, others = _left(loaded, changes.documents), fresh[len(items_before) :]
    if [_state(row) for row in left] != [_state(row) for row in others]:
        return _with_left(loaded, dict(zip(indices, fresh, strict=False)), others, changes.documents)
    return _with(loaded, dict(zip(indices, fresh, strict=False)))


def _left(loaded: LoadedQueue, document_ids: frozenset[int]) -> list[QueueRow]:
    """What is left of earlier codings in some documents."""
    return [row for row in loaded.rows[loaded.item_count :] if row.item.document_id in document_ids]


def _with_left(
    loaded: LoadedQueue, fresh: Mapping[int, QueueRow], left: Sequence[QueueRow], documents: frozenset[int]
) -> LoadedQueue:
    """The queue with some of its items as they are now, and with what is left in some documents."""
    rows = [fresh.get(index, row) for index, row in enumerate(loaded.rows[: loaded.item_count])]
    elsewhere = [row for row in loaded.rows[loaded.item_count :] if row.item.document_id not in documents]
    rows += sorted((*elsewhere, *left), key=_decision_id)
    return _queue_of(loaded.team, loaded.round_id, rows, loaded.item_count)


def _with(loaded: LoadedQueue, fresh: Mapping[int, QueueRow]) -> LoadedQueue:
    """The queue with some of its rows as they are now."""
    rows, counts = list(loaded.rows), loaded.counts.copy()
    changed: set[str] = set()
    for index, row in fresh.items():
        old = rows[index]
        if _state(row) != _state(old):
            rows[index] = row
            counts[_counted(old)] -= 1
            counts[_counted(row)] += 1
            changed.add(row.item.key)
    return replace(loaded, rows=rows, counts=counts, changed=frozenset(changed), _shown={})


def _state(row: QueueRow) -> tuple[object, ...]:
    return row.item.key, row.status, row.decision


def _decision_id(row: QueueRow) -> int:
    return row.decision.id if row.decision is not None else 0


def _counted(row: QueueRow) -> Counted:
    return row.item.kind, row.item.code_ids, row.status


def items_changed(session: Session, changes: Changes, team_before: Team) -> bool:
    """Whether the items themselves may be others now: not where only the consensus got or lost codings."""
    if changes.touch(*TABLES_OF_ITEMS):
        return True
    ids = changes.rows.get("coding", frozenset())
    people = changes.rows.get("coder", frozenset())
    if not ids and not people:
        return False
    everybody = (*team_before.coders.values(), *(coders(session) if people else ()))
    consensus = {coder.id for coder in everybody if coder.role == "consensus"}
    return bool(people - consensus) or bool(coders_of(session, ids) - consensus)
