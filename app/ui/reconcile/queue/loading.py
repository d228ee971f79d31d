"""What the Reconcile workspace shows, read in the background: items, how far each is, and their names."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, documents
from app.jobs import Job
from app.models import Change, Coding
from app.reconcile.items import Item
from app.reconcile.queries import QueueRow, items, queue, states
from app.rounds.queries import RoundRow, completed_pairs, rounds
from app.rounds.then import then
from app.store import Project
from app.store.changes import Changes
from app.store.journal import batches

Counted = tuple[str, tuple[int, ...], str]  # kind, codes, status


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
        return next((one for one in self.rounds if one.id == round_id), None)


@dataclass(frozen=True)
class Loaded:
    """One round's queue, or without a round that of all completed documents.

    items    how many of the rows are items; after them stands what is left of earlier codings
    places   where in `rows` the items of a document are
    numbers  where in `rows` the item with a key is
    counts   how many rows there are of each kind, codes and status
    changed  the keys of the rows that are others than before, None where any may be
    """

    team: Team
    round_id: int | None
    rows: Sequence[QueueRow]
    items: int
    places: Mapping[int, Sequence[int]]
    numbers: Mapping[str, int]
    counts: Counter[Counted]
    changed: frozenset[str] | None = None

    @cached_property
    def tally(self) -> Counter[tuple[str, str]]:
        """How many rows there are of each kind and status."""
        found: Counter[tuple[str, str]] = Counter()
        for (kind, _, status), many in self.counts.items():
            found[kind, status] += many
        return found

    def status(self, key: str) -> str | None:
        """How far an item is, None where it isn't there any more."""
        number = self.numbers.get(key)
        return None if number is None else self.rows[number].status

    def items_of(self, document_id: int) -> list[Item]:
        """The items of a document."""
        return [self.rows[number].item for number in self.places.get(document_id, ())]

    def similar(self, row: QueueRow) -> int:
        """How many other open rows have the kind and the codes of a row, as it is now."""
        return self.counts[row.item.kind, row.item.code_ids, "open"] - (row.status == "open")

    def with_similar(self) -> list[QueueRow]:
        """The rows with the number of similar ones as it is now."""
        return [replace(row, item=replace(row.item, similar=self.similar(row))) for row in self.rows]


def team(session: Session, round_id: int | None = None) -> Team:
    """Read who and what there is; what is gone is what it was when the round was closed."""
    known = then(session, [] if round_id is None else [round_id])
    return Team(
        coders={coder.id: coder for coder in known.coders},
        codes={code.id: code for code in known.codes},
        documents={document.id: document for document in documents(session)},
        rounds=rounds(session),
        completed=frozenset(completed_pairs(session)),
        gone=known.gone,
        left=known.left,
    )


def load(project: Project, round_id: int | None, job: Job) -> Loaded:
    """Read everything; of a round that can't be looked at yet, nothing but the team."""
    with project.read() as session:
        people = team(session, round_id)
        job.step(0, 3, "")
        if not can_be_seen(people, round_id):
            return loaded_of(people, round_id, (), 0)
        found = items(session, round_id, job=job)
        job.step(2, 3, "")
        rows = queue(session, round_id, known_items=found)
    job.step(3, 3, "")
    return loaded_of(people, round_id, rows, len(found))


def can_be_seen(people: Team, round_id: int | None) -> bool:
    """Whether a round's disagreements may be looked at: not while it is blind and open."""
    one = people.round(round_id)
    return round_id is None or (one is not None and not is_hidden(one))


def is_hidden(one: RoundRow) -> bool:
    """Whether a round is blind and still open."""
    return one.blind and one.closed_at is None


def loaded_of(people: Team, round_id: int | None, rows: Sequence[QueueRow], items: int) -> Loaded:
    """A queue whose first rows are items."""
    places: dict[int, list[int]] = {}
    for index, row in enumerate(rows[:items]):
        places.setdefault(row.item.document_id, []).append(index)
    numbers = {row.item.key: index for index, row in enumerate(rows)}
    return Loaded(people, round_id, rows, items, places, numbers, Counter([_counted(row) for row in rows]))


def again(session: Session, loaded: Loaded, changes: Changes) -> Loaded:
    """Ask again how far the known items are: those of the documents that changed."""
    if changes.touch("coder"):
        people = dict(loaded.team.coders) | {coder.id: coder for coder in coders(session)}
        loaded = replace(loaded, team=replace(loaded.team, coders=people))
    numbers = [number for document in sorted(changes.documents) for number in loaded.places.get(document, ())]
    found = [loaded.rows[number].item for number in numbers]
    part = states(session, loaded.round_id, found, document_ids=changes.documents)
    if len(part) > len(found) or loaded.items < len(loaded.rows):  # what is left of earlier codings changes
        known = [row.item for row in loaded.rows[: loaded.items]]
        rows = queue(session, loaded.round_id, known_items=known)
        return loaded_of(loaded.team, loaded.round_id, rows, loaded.items)
    return _with(loaded, dict(zip(numbers, part, strict=True)))


def _with(loaded: Loaded, part: Mapping[int, QueueRow]) -> Loaded:
    """The queue with some of its rows as they are now."""
    rows, counts = list(loaded.rows), loaded.counts.copy()
    changed: set[str] = set()
    for number, row in part.items():
        old = rows[number]
        if (row.status, row.decision) != (old.status, old.decision):
            rows[number] = row
            counts[_counted(old)] -= 1
            counts[_counted(row)] += 1
            changed.add(row.item.key)
    return replace(loaded, rows=rows, counts=counts, changed=frozenset(changed))


def _counted(row: QueueRow) -> Counted:
    return row.item.kind, row.item.code_ids, row.status


def comparison_changed(session: Session, changes: Changes, known: Team) -> bool:
    """Whether the items themselves may be others now: not where only the consensus got or lost codings."""
    others = ("assignment", "code", "document", "document_text", "region", "round", "snapshot")
    if changes.touch(*others):
        return True
    ids = changes.rows.get("coding", frozenset())
    people = changes.rows.get("coder", frozenset())
    if not ids and not people:
        return False
    everybody = (*known.coders.values(), *(coders(session) if people else ()))
    consensus = {one.id for one in everybody if one.role == "consensus"}
    return bool(people - consensus) or bool(_coders_of(session, ids) - consensus)


def _coders_of(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Whose codings these are, or were before they were removed, as far as it is known."""
    found: set[int] = set()
    left = set(coding_ids)
    for batch in batches(list(coding_ids)):
        for coding_id, coder_id in session.execute(
            select(Coding.id, Coding.coder_id).where(Coding.id.in_(batch))
        ):
            found.add(coder_id)
            left.discard(coding_id)
    for batch in batches(list(left)):
        states = session.execute(
            select(Change.before, Change.after).where(Change.table_name == "coding", Change.row_id.in_(batch))
        )
        for state in (state for row in states for state in row if state):
            found |= {coder_id for coder_id in [json.loads(state).get("coder_id")] if coder_id is not None}
    return found
