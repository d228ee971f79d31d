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
        called = [person for people, _ in self._called for person in people]
        return _by_key(coder for coder in (*self.coders, *called) if layers or coder.role != "consensus")

    def code_ids(self) -> dict[str, int]:
        """The ids of codes by the keys of their names, those of now and, before them, those of then."""
        return _by_key([*self.codes, *(code for _, codes in self._called for code in codes)])


def then(session: Session, round_ids: Iterable[int] | None = None) -> Then:
    """Of these rounds, of all closed ones for None; an open one has nothing that isn't in the project."""
    people_now, today = coders(session), codebook(session)
    if round_ids is None:
        round_ids = session.scalars(select(Snapshot.round_id).order_by(Snapshot.id)).all()
    lists = [
        list_ for list_ in (frozen_lists(session, round_id) for round_id in round_ids) if list_ is not None
    ]
    people = {row.id: row for rows, _ in lists for row in rows}
    codes = {row.id: row for _, rows in lists for row in rows}
    left = people.keys() - {row.id for row in people_now}
    gone = codes.keys() - {row.id for row in today}
    return Then(
        coders=[*people_now, *(people[coder_id] for coder_id in sorted(left))],
        codes=[*today, *(code for code in codes.values() if code.id in gone)],
        gone=frozenset(gone),
        left=frozenset(left),
        _called=lists,
    )


def document_ids(session: Session, round_id: int | None) -> dict[str, int]:
    """The ids of documents by the keys of their names and files, also of those a closed round knew."""
    snapshot = None if round_id is None else frozen(session, round_id)
    rows = [*documents(session), *(document.row for document in (snapshot.documents if snapshot else ()))]
    by_file = {key(Path(row.file_name).stem): row.id for row in rows}
    return by_file | {key(row.name): row.id for row in rows}


def _by_key(rows: Iterable[CoderRow | CodeRow]) -> dict[str, int]:
    return {key(row.name): row.id for row in rows}


def names_by_id(rows: Iterable[CoderRow | CodeRow]) -> Mapping[int, str]:
    """Their names by their ids."""
    return {row.id: row.name for row in rows}
