"""Which rounds there are, who codes what in them, and how far each coder is with each document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app import counting
from app.errors import UserError
from app.models import Assignment, Code, CodebookVersion, Coder, Coding, Document, Round, Snapshot
from app.names import key
from app.rounds.assigned import Assigned, Counts, Progress, with_sheets_counted
from app.sheets.assigned import AssignedSheet, assigned_sheets
from app.store.locking import locking
from app.store.stored.rounds import counts_read
from app.store.withdrawn import withdrawn_from_rounds

State = Literal["not started", "started", "completed"]
Pair = tuple[int, int]


@dataclass(frozen=True)
class RoundRow:
    """One round; `assigned`, of which `started` and `completed`, counts a coder's work on a document.

    `documents` and `coders` are counts, too; those of a closed round are of the day it was closed, as
    `version_number` is of a published codebook. Hidden repeats are assigned like other documents. Where what
    a closed round left is `damaged`, nothing is counted.
    """

    id: int
    guid: str
    name: str
    kind: str
    blind: bool
    version_id: int | None
    version_number: int | None
    created_at: str
    closed_at: str | None
    seed: int | None
    drawn: str
    note: str
    documents: int
    coders: int
    assigned: int
    started: int
    completed: int
    damaged: bool = False
    codebook_locked: bool = False
    cases: int = 0
    sheets: int = 0
    sheets_started: int = 0
    sheets_completed: int = 0


@dataclass(frozen=True)
class AssignmentRow:
    """A coder's work on a document in a round; `repeat_of_id` is the document that it is a copy of."""

    document_id: int
    coder_id: int
    state: Progress
    repeat_of_id: int | None


STATES: Mapping[Progress, State] = {
    "assigned": "not started",
    "started": "started",
    "completed": "completed",
}  # how far an assignment is is how far its coder is with the document


@dataclass(frozen=True)
class Work:
    """One coder's work on one document: how far it is, and how many codings it has.

    `hidden` where the codings may not be seen now: then `codings` is 0 and tells nothing.
    """

    document_id: int
    coder_id: int
    state: State
    codings: int
    completed_at: str | None
    hidden: bool = False


@dataclass(frozen=True)
class BlindRound:
    """An open blind round, and how many documents are being coded in it."""

    name: str
    documents: int


def rounds(session: Session) -> list[RoundRow]:
    """All rounds in the order they were made."""
    rows = session.execute(
        select(Round, CodebookVersion.number)
        .outerjoin(CodebookVersion, CodebookVersion.id == Round.version_id)
        .order_by(Round.id)
    ).all()
    counts, locks = _counts(session) | _frozen_counts(session), locking(session)
    nothing = ((0,) * 5, (0,) * 5)
    return [
        _round_row(row, version, counts.get(row.id, None if row.closed_at else nothing), row.guid in locks)
        for row, version in rows
    ]


def round_by_id(session: Session, round_id: int) -> RoundRow:
    """One round; UserError where it is gone."""
    for row in rounds(session):
        if row.id == round_id:
            return row
    raise UserError("This round is no longer in the project. Choose another one.")


def round_by_name(session: Session, name: str) -> RoundRow:
    """The round of this name, whatever its case; UserError where there is none."""
    rows = rounds(session)
    for row in rows:
        if key(row.name) == key(name):
            return row
    raise UserError(
        f"There is no round “{name}” in this project. "
        + (f"Choose one of: {', '.join(row.name for row in rows)}." if rows else "It has no rounds yet.")
    )


def _round_row(row: Round, version: int | None, counts: Counts | None, locked: bool) -> RoundRow:
    of_documents, of_sheets = counts or ((0,) * 5, (0,) * 5)
    documents, coders, assigned, started, completed = of_documents
    cases, _, sheets, sheets_started, sheets_completed = of_sheets
    return RoundRow(
        id=row.id,
        guid=row.guid,
        name=row.name,
        kind=row.kind,
        blind=row.blind,
        version_id=row.version_id,
        version_number=version,
        created_at=row.created_at,
        closed_at=row.closed_at,
        seed=row.seed,
        drawn=row.drawn,
        note=row.note,
        documents=documents,
        coders=coders,
        assigned=assigned,
        started=started,
        completed=completed,
        damaged=counts is None,
        codebook_locked=locked,
        cases=cases,
        sheets=sheets,
        sheets_started=sheets_started,
        sheets_completed=sheets_completed,
    )


def _counts(session: Session) -> dict[int, Counts | None]:
    """The counts of open rounds by their ids."""
    by_round: dict[int, list[Assigned]] = {}
    for row in states(session, Round.closed_at.is_(None)):
        by_round.setdefault(row.round_id, []).append(row)
    sheets: dict[int, list[AssignedSheet]] = {}
    for sheet in assigned_sheets(session, Round.closed_at.is_(None)):
        sheets.setdefault(sheet.round_id, []).append(sheet)
    return {
        round_id: with_sheets_counted(by_round.get(round_id, ()), sheets.get(round_id, ()))
        for round_id in by_round.keys() | sheets.keys()
    }


def _frozen_counts(session: Session) -> dict[int, Counts | None]:
    """The same of closed rounds, when they were closed; None where that is damaged."""
    rows = session.execute(select(Snapshot.__table__)).mappings()
    return {row["round_id"]: counts_read(row) for row in rows}


def assignments(session: Session, round_id: int) -> list[AssignmentRow]:
    """Who codes what in a round, and how far it is, by document and coder; nothing of the codings.

    While the round is open, nobody learns here which documents are repeats but a lead, and a lead not of the
    own ones; others' repeats aren't listed. UserError where the round is gone.
    """
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise UserError("This round is no longer in the project. Choose another one.")
    viewer = session.info.get("coder_id")
    lead = viewer is not None and session.scalar(select(Coder.role).where(Coder.id == viewer)) == "lead"
    listed = []
    for row in states(session, Round.id == round_id):
        secret = row.repeat_of_id is not None and round_.closed_at is None
        if secret and row.coder_id != viewer and not lead:
            continue
        repeat_of = None if secret and row.coder_id == viewer else row.repeat_of_id
        listed.append(AssignmentRow(row.document_id, row.coder_id, row.state, repeat_of))
    return listed


def states(session: Session, which: ColumnElement[bool]) -> list[Assigned]:
    """Assignments of rounds by document and coder: asks whether codings exist, never for them."""
    rows = session.execute(
        select(
            Assignment.round_id,
            Assignment.document_id,
            Assignment.coder_id,
            Assignment.completed_at.is_not(None),
            or_(Assignment.completed_at.is_not(None), Assignment.started_at.is_not(None), _begun()),
            Document.repeat_of_id,
        )
        .join(Round, Round.id == Assignment.round_id)
        .join(Document, Document.id == Assignment.document_id)
        .where(which)
        .order_by(Document.position, Document.id, Assignment.coder_id)
        .execution_options(everything=True)
    )
    return [
        Assigned(
            row[0] or 0,
            row[1],
            row[2],
            "completed" if row[3] else "started" if row[4] else "assigned",
            row[5],
        )
        for row in rows
    ]


def _begun() -> ColumnElement[bool]:
    """Whether a coder has coded something of a document since the round began."""
    return exists().where(
        Coding.document_id == Assignment.document_id,
        Coding.coder_id == Assignment.coder_id,
        Coding.created_at >= Round.created_at,
    )


def anything_coded(session: Session, round_id: int) -> bool:
    """Whether whoever codes in a round has any coding in its documents; tells no more of them."""
    coded = (
        select(Coding.id)
        .join(
            Assignment,
            and_(Assignment.document_id == Coding.document_id, Assignment.coder_id == Coding.coder_id),
        )
        .where(Assignment.round_id == round_id)
        .limit(1)
        .execution_options(everything=True)
    )
    return session.scalar(coded) is not None


def open_blind_pairs(session: Session) -> set[Pair]:
    """The (document id, coder id) pairs whose codings nobody but their coder sees now."""
    rows = session.execute(select(Assignment.document_id, Assignment.coder_id).join(Round).where(*_BLIND))
    return {(row.document_id, row.coder_id) for row in rows}


def blind_documents(session: Session, coder_id: int | None) -> set[int]:
    """The documents that a coder codes blind now: he or she sees nobody else's codings of them."""
    return {document for document, coder in open_blind_pairs(session) if coder == coder_id}


def blind_rounds(session: Session, document_id: int | None = None) -> list[BlindRound]:
    """The open blind rounds, of one document or of all.

    What is coded in them is left out of everything until they are closed.
    """
    of_all = document_id is None
    rows = session.execute(
        select(Round.name, func.count(func.coalesce(Document.repeat_of_id, Document.id).distinct()))
        .join(Assignment, Assignment.round_id == Round.id)
        .join(Document, Document.id == Assignment.document_id)
        .where(*_BLIND, *(() if of_all else (Document.id == document_id,)))
        .group_by(Round.id, Round.name)
        .order_by(Round.id)
        .execution_options(everything=True)
    )
    return [BlindRound(*row) for row in rows]


def left_out(session: Session) -> list[str]:
    """What open blind rounds keep out of exports and agreement, and what was withdrawn, as sentences."""
    blind_ones = [
        f"{counting.counted(blind.documents, 'document is', 'documents are')} being coded blind in "
        f"“{blind.name}”: left out until it closes."
        for blind in blind_rounds(session)
    ]
    return blind_ones + withdrawn(session)


def withdrawn(session: Session, round_id: int | None = None) -> list[str]:
    """What was withdrawn from closed rounds, or from one of them, as sentences."""
    by_round = withdrawn_from_rounds(session)
    if not by_round:
        return []
    names = {row.id: row.name for row in session.execute(select(Round.id, Round.name))}
    return [
        f"{counting.counted(documents, 'document', 'documents')} withdrawn from “{names[from_id]}” on {day}: "
        + ("its numbers are kept." if kept else "its numbers are computed without.")
        for from_id, withdrawals in by_round.items()
        for day, documents, kept in withdrawals
        if from_id in names and round_id in (None, from_id)
    ]


_BLIND = (Round.blind.is_(True), Round.closed_at.is_(None))


def work(
    session: Session, coder_id: int | None = None, document_ids: Iterable[int] | None = None
) -> dict[Pair, Work]:
    """Work that was begun, by (document id, coder id); what is not in it was not started.

    In an open round it is as far as the round has it: what was coded before the round began doesn't begin it.
    In a large project, ask for all once and then for the documents that changed only.
    """
    counted = select(Coding.document_id, Coding.coder_id, func.count()).group_by(
        Coding.document_id, Coding.coder_id
    )
    marked = select(
        Assignment.document_id, Assignment.coder_id, Assignment.completed_at, Assignment.started_at
    )
    ids = None if document_ids is None else list(document_ids)
    if coder_id is not None:
        counted = counted.where(Coding.coder_id == coder_id)
        marked = marked.where(Assignment.coder_id == coder_id)
        if ids is None:  # by the index of codes and coders: everybody's codings are many times as many
            counted = counted.where(Coding.code_id.in_(select(Code.id)))
    if ids is not None:
        counted = counted.where(Coding.document_id.in_(ids))
        marked = marked.where(Assignment.document_id.in_(ids))
    codings = {(row[0], row[1]): row[2] for row in session.execute(counted)}
    marks = {(row[0], row[1]): (row[2], row[3]) for row in session.execute(marked)}
    in_rounds, viewer = _begun_in_open_rounds(session, coder_id, ids), session.info.get("coder_id")
    unseen = {pair for pair in open_blind_pairs(session) if pair[1] != viewer}
    return {
        pair: _work(
            pair, codings.get(pair, 0), *marks.get(pair, (None, None)), in_rounds.get(pair), pair in unseen
        )
        for pair in codings.keys() | marks.keys()
    }


def _work(
    pair: Pair,
    codings: int,
    completed_at: str | None,
    started_at: str | None,
    in_round: bool | None,
    hidden: bool,
) -> Work:
    """`in_round` says whether it was begun in an open round; None outside those."""
    started = bool(codings or started_at) if in_round is None else in_round
    state: State = "completed" if completed_at else "started" if started else "not started"
    return Work(*pair, state, codings, completed_at, hidden=hidden)


def _begun_in_open_rounds(session: Session, coder_id: int | None, ids: list[int] | None) -> dict[Pair, bool]:
    """Of the pairs in open rounds: whether they were begun."""
    which: ColumnElement[bool] = Round.closed_at.is_(None)
    if coder_id is not None:
        which = and_(which, Assignment.coder_id == coder_id)
    if ids is not None:
        which = and_(which, Assignment.document_id.in_(ids))
    return {(row.document_id, row.coder_id): row.state != "assigned" for row in states(session, which)}


def completed_pairs(session: Session) -> set[Pair]:
    """The (document id, coder id) pairs that count for agreement: completed, and not being coded blind."""
    rows = session.execute(
        select(Assignment.document_id, Assignment.coder_id)
        .join(Document, Document.id == Assignment.document_id)
        .where(Assignment.completed_at.is_not(None))
    )
    blind = open_blind_pairs(session)
    own_blind = {document for document, coder in blind if coder == session.info.get("coder_id")}
    return {(row[0], row[1]) for row in rows if row[0] not in own_blind} - blind
