"""Whom and what a closed round was coded by and with, also where it is gone from the project by now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import documents
from app.models import Snapshot
from app.names import key
from app.rounds.snapshot import frozen, frozen_lists


@dataclass(frozen=True)
class Then:
    """Everybody and every code of some rounds and of the project: those that are there, as they are now,
    then those that are gone, as they were when the last round with them was closed.

    `gone` are the ids of codes that are no longer in the codebook, `left` of coders who were removed.
    """

    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    gone: frozenset[int]
    left: frozenset[int]
    _called: Sequence[tuple[Sequence[CoderRow], Sequence[CodeRow]]]

    def coder_ids(self, *, layers: bool = False) -> dict[str, int]:
        """The ids of people by the keys of their names, those of now and, before them, those of then."""
        own = [person for people, _ in self._called for person in people]
        return _by_key(one for one in (*self.coders, *own) if layers or one.role != "consensus")

    def code_ids(self) -> dict[str, int]:
        """The ids of codes by the keys of their names, those of now and, before them, those of then."""
        return _by_key([*self.codes, *(code for _, codes in self._called for code in codes)])


def then(session: Session, round_ids: Iterable[int] | None = None) -> Then:
    """Of these rounds, of all closed ones for None; an open one has nothing that isn't in the project."""
    here, today = coders(session), codebook(session)
    if round_ids is None:
        round_ids = session.scalars(select(Snapshot.round_id).order_by(Snapshot.id)).all()
    lists = [one for one in (frozen_lists(session, round_id) for round_id in round_ids) if one is not None]
    people = {one.id: one for some, _ in lists for one in some}
    codes = {one.id: one for _, some in lists for one in some}
    left = people.keys() - {one.id for one in here}
    gone = codes.keys() - {one.id for one in today}
    return Then(
        coders=[*here, *(people[one] for one in sorted(left))],
        codes=[*today, *(code for code in codes.values() if code.id in gone)],
        gone=frozenset(gone),
        left=frozenset(left),
        _called=lists,
    )


def document_ids(session: Session, round_id: int | None) -> dict[str, int]:
    """The ids of documents by the keys of their names and files, also of those a closed round knew."""
    kept = None if round_id is None else frozen(session, round_id)
    rows = [*documents(session), *(one.row for one in (kept.documents if kept else ()))]
    by_file = {key(Path(row.file_name).stem): row.id for row in rows}
    return by_file | {key(row.name): row.id for row in rows}


def _by_key(rows: Iterable[CoderRow | CodeRow]) -> dict[str, int]:
    return {key(row.name): row.id for row in rows}


def names_by_id(rows: Iterable[CoderRow | CodeRow]) -> Mapping[int, str]:
    """Their names by their ids."""
    return {row.id: row.name for row in rows}
