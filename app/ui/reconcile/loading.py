"""What the Reconcile workspace shows, read in the background: items, how far each is, and their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, documents
from app.jobs import Job
from app.models import Coding, ConsensusCoding
from app.reconcile.items import Item
from app.reconcile.outcomes import Made
from app.reconcile.queries import QueueRow, items, queue
from app.rounds.queries import RoundRow, completed_pairs, rounds
from app.store import Project
from app.store.project import Changes


@dataclass(frozen=True)
class Team:
    """Who and what there is in the project; `completed` holds (document id, coder id)."""

    coders: Mapping[int, CoderRow]
    codes: Mapping[int, CodeRow]
    documents: Mapping[int, DocumentRow]
    rounds: Sequence[RoundRow]
    completed: frozenset[tuple[int, int]]

    def people(self) -> list[CoderRow]:
        """The coders who are persons, in their order."""
        return [one for one in self.coders.values() if one.role != "consensus"]

    def round(self, round_id: int | None) -> RoundRow | None:
        """A round, or None."""
        return next((one for one in self.rounds if one.id == round_id), None)


@dataclass(frozen=True)
class Loaded:
    """One round's queue, or without a round that of all completed documents."""

    team: Team
    round_id: int | None
    items: Sequence[Item]
    rows: Sequence[QueueRow]


def team(session: Session) -> Team:
    """Read who and what there is."""
    return Team(
        coders={one.id: one for one in coders(session)},
        codes={one.id: one for one in codebook(session)},
        documents={one.id: one for one in documents(session)},
        rounds=rounds(session),
        completed=frozenset(completed_pairs(session)),
    )


def load(project: Project, round_id: int | None, job: Job) -> Loaded:
    """Read everything; of a round that can't be looked at yet, nothing but the team."""
    with project.read() as session:
        people = team(session)
        job.step(0, 3, "")
        if not can_be_seen(people, round_id):
            return Loaded(people, round_id, (), ())
        found = items(session, round_id, job=job)
        job.step(2, 3, "")
        rows = queue(session, round_id, found=found)
    job.step(3, 3, "")
    return Loaded(people, round_id, found, rows)


def can_be_seen(people: Team, round_id: int | None) -> bool:
    """Whether a round's disagreements may be looked at: not while it is blind and open."""
    one = people.round(round_id)
    return round_id is None or (one is not None and not is_hidden(one))


def is_hidden(one: RoundRow) -> bool:
    """Whether a round is blind and still open."""
    return one.blind and one.closed_at is None


def again(session: Session, loaded: Loaded) -> Loaded:
    """Ask again how far the known items are."""
    people = replace(loaded.team, coders={one.id: one for one in coders(session)})
    rows = queue(session, loaded.round_id, found=loaded.items)
    known = tuple(row.item for row in rows[: len(loaded.items)])  # with `similar` as it is now
    return replace(loaded, team=people, items=known, rows=rows)


def comparison_changed(session: Session, changes: Changes, known: Team) -> bool:
    """Whether the items themselves may be others now: not where only the consensus got or lost codings."""
    others = ("assignment", "code", "document", "document_text", "region", "round", "snapshot")
    everybody = (*coders(session), *known.coders.values())
    consensus = {one.id for one in everybody if one.role == "consensus"}
    if changes.touch(*others) or changes.rows.get("coder", frozenset()) - consensus:
        return True
    ids = changes.rows.get("coding", frozenset())
    if not ids:
        return False
    left = session.execute(select(Coding.id, Coding.coder_id).where(Coding.id.in_(ids))).all()
    gone = len(ids) - len(left)
    return any(row.coder_id not in consensus for row in left) or (
        gone > 0 and not changes.touch("consensus_coding")
    )


def domains_of(people: Team) -> dict[int, int]:
    """The domain of each code that is in one: {code id: its id}."""
    return {one.id: one.domain_id for one in people.codes.values() if one.domain_id is not None}


def consensus_of_domains(session: Session, domains: Mapping[int, int]) -> dict[int, list[Made]]:
    """What decisions have given the consensus of codes in domains, by document id."""
    rows = session.execute(
        select(Coding.document_id, Coding.code_id, Coding.start, Coding.end)
        .where(exists().where(ConsensusCoding.coding_id == Coding.id))
        .order_by(Coding.document_id, Coding.start)
    )
    found: dict[int, list[Made]] = {}
    for document_id, code_id, start, end in rows:
        if code_id in domains:
            found.setdefault(document_id, []).append(Made(code_id, start, end))
    return found
