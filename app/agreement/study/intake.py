"""What a comparison starts from: the project as it stands, or the snapshot that a closed round left."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

import numpy as np
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.agreement.coefficients.estimates import Bools
from app.agreement.spans.continuum import Ints
from app.agreement.study.case_texts import moved_back
from app.cases.queries import CaseRow, cases
from app.cases.stretches import CaseStretch, case_stretches
from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import DocumentRow, documents, texts
from app.errors import UserError
from app.jobs import Job
from app.models import Coding, Document, Region
from app.rounds.queries import (
    Pair,
    assignments,
    blind_documents,
    completed_pairs,
    open_blind_pairs,
    round_by_id,
)
from app.rounds.snapshot import Frozen, FrozenCodings, FrozenDocument, frozen, frozen_texts
from app.rounds.texts import to_today

NAMED_IN_SQL = 500  # more ids than that are sorted out here: databases limit how many a statement may name
READING = "Reading the codings"
ROWS_AT_ONCE = 20_000  # of codings, so that a million of them are never in memory as Python's numbers
Span = tuple[int, int, int]
Cases = tuple[Sequence[CaseRow], Sequence[CaseStretch]]


class NamedIds(NamedTuple):
    """The ids of what is compared, and how its codings came about; None means all."""

    documents: tuple[int, ...] | None
    coders: tuple[int, ...] | None
    codes: tuple[int, ...] | None
    origins: tuple[str, ...] | None = None


class Intake(Protocol):
    """Documents, coders (consensus layers too) and codebook, and who completed what.

    Hidden repeats are left out: they are compared with their originals only. `blind` are the documents that
    are being coded blind now, whose codings nobody may see yet.
    """

    documents: Sequence[DocumentRow]
    coders: Sequence[CoderRow]
    codes: Sequence[CodeRow]
    completed: set[Pair]
    blind: frozenset[int]

    def codings(self, of: NamedIds, /) -> Ints:
        """(document id, coder id, code id, start, end) rows, int64 (n, 5): those named, and maybe others.

        None of an origin that isn't named, but those of consensus layers, which decisions make.
        """

    def regions(self, kind: str, speakers: tuple[str, ...] | None = None, /) -> list[Span]:
        """(document id, start, end) of the regions of a kind, of some speakers, by document and start."""

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """The canonical texts of documents, in their order."""

    def cases(self) -> Cases:
        """The cases as they are now, and their text where it stands in these documents."""


def intake(session: Session, round_id: int | None, job: Job | None = None) -> Intake:
    """What a round, or everything (None), has to compare; the job may be cancelled while it is read.

    A closed round has its snapshot, an open one what is completed in it. UserError for a blind round that is
    open: nobody sees its codings yet.
    """
    if round_id is None:
        return LiveProject(session, job)
    snapshot = frozen(session, round_id)
    return Kept(session, snapshot) if snapshot else LiveRound(session, round_id, job)


def working(people: list[CoderRow], documents: Sequence[DocumentRow], completed: set[Pair]) -> list[CoderRow]:
    """Those who completed one of the documents; all of them where nobody did, so that it can be said."""
    ids = {document.id for document in documents}
    active = {coder_id for document_id, coder_id in completed if document_id in ids}
    return [coder for coder in people if coder.id in active] or people


class LiveProject:
    """The project as it stands, without what whoever looks may not see."""

    def __init__(self, session: Session, job: Job | None = None) -> None:
        self._session, self._job = session, job or Job()
        repeats = set(session.scalars(select(Document.id).where(Document.repeat_of_id.is_not(None))))
        self._hidden = open_blind_pairs(session)
        blind = blind_documents(session, session.info.get("coder_id"))
        self._hidden_documents = blind | repeats
        self.documents: Sequence[DocumentRow] = [
            document for document in documents(session) if document.id not in repeats
        ]
        self.coders: Sequence[CoderRow] = coders(session)
        self.codes: Sequence[CodeRow] = codebook(session)
        self.completed = completed_pairs(session)
        self.blind = frozenset({document for document, _ in self._hidden} | blind)

    def codings(self, of: NamedIds) -> Ints:
        """Plain numbers, past the ORM and its narrowing: what may not be seen is left out here."""
        statement = select(Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end)
        for column, ids in zip((Coding.document_id, Coding.coder_id, Coding.code_id), of[:3], strict=True):
            if ids is not None and len(ids) <= NAMED_IN_SQL:
                statement = statement.where(column.in_(ids))
        if of.origins is not None:
            layers = [coder.id for coder in self.coders if coder.role == "consensus"]
            statement = statement.where(or_(Coding.origin.in_(of.origins), Coding.coder_id.in_(layers)))
        ordered = statement.order_by(Coding.document_id, Coding.start)  # as the index has them
        parts = [np.empty((0, 5), dtype=np.int64)]
        with self._session.connection().execute(ordered) as result:
            while rows := result.cursor.fetchmany(ROWS_AT_ONCE):
                self._job.step(0, 1, READING)
                parts.append(np.array(rows, dtype=np.int64))
        flat = np.concatenate(parts)
        return flat[~self._unseen(flat)] if self._hidden or self._hidden_documents else flat

    def _unseen(self, rows: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        most = max([int(rows[:, 1].max(initial=0)), *(coder for _, coder in self._hidden)]) + 1
        pairs = np.array([document * most + coder for document, coder in self._hidden], dtype=np.int64)
        whole = np.array(sorted(self._hidden_documents), dtype=np.int64)
        unseen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.isin(rows[:, 0], whole)
        return unseen | np.isin(rows[:, 0] * most + rows[:, 1], pairs)

    def regions(self, kind: str, speakers: tuple[str, ...] | None = None) -> list[Span]:
        """Read when asked for."""
        which: ColumnElement[bool] = Region.kind == kind
        if speakers is not None:
            which = and_(which, Region.speaker.in_(speakers))
        rows = self._session.connection().execute(
            select(Region.document_id, Region.start, Region.end)
            .where(which)
            .order_by(Region.document_id, Region.start)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """The current texts."""
        text_of = texts(self._session, [document.id for document in documents])
        return [text_of[document.id] for document in documents]

    def cases(self) -> Cases:
        """The current text of the cases."""
        return cases(self._session), case_stretches(self._session)


class LiveRound(LiveProject):
    """A round that is open for all to see: its own documents, and what is completed in it."""

    def __init__(self, session: Session, round_id: int, job: Job | None = None) -> None:
        round_ = round_by_id(session, round_id)
        if round_.blind:
            raise UserError(
                f"“{round_.name}” is being coded blind, so its agreement can't be shown yet. "
                "It can when the round is closed."
            )
        super().__init__(session, job)
        pairs = {(row.document_id, row.coder_id) for row in assignments(session, round_id)}
        inside, team = {document for document, _ in pairs}, {coder for _, coder in pairs}
        self.documents = [document for document in self.documents if document.id in inside]
        self.coders = [coder for coder in self.coders if coder.id in team]
        self.completed &= pairs


class Kept:
    """A closed round as its snapshot has it, whatever is changed later."""

    blind: frozenset[int] = frozenset()

    def __init__(self, session: Session, snapshot: Frozen) -> None:
        self._session, self._round_id = session, snapshot.round_id
        self._documents = [document for document in snapshot.documents if document.repeat_of_id is None]
        self.documents: Sequence[DocumentRow] = [document.row for document in self._documents]
        self.coders: Sequence[CoderRow] = snapshot.coders
        self.codes: Sequence[CodeRow] = snapshot.codes
        self.completed = {
            (document.row.id, coder) for document in self._documents for coder in document.completed
        }

    def codings(self, of: NamedIds) -> Ints:
        """Those of the documents, by all coders and of all codes."""
        parts = [np.empty((0, 5), dtype=np.int64)]
        for document in self._documents:
            if of.documents is not None and document.row.id not in of.documents:
                continue
            codings = document.codings
            columns = (codings.coder_id, codings.code_id, codings.start, codings.end)
            rows = np.array([[document.row.id] * len(codings), *columns], dtype=np.int64)
            parts.append(rows.T[_of_origins(codings, of.origins)])
        return np.concatenate(parts)

    def regions(self, kind: str, speakers: tuple[str, ...] | None = None) -> list[Span]:
        """As they were."""
        return _regions(self._documents, kind, speakers)

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """The texts in the versions of that time."""
        return frozen_texts(self._session, documents)

    def cases(self) -> Cases:
        """Today's cases where their text stood at that time."""
        return _cases_then(self._session, self._round_id, self.documents)


class WithLayers:
    """What a round has to compare, and beside its coders the consensus layers as they are now."""

    def __init__(self, session: Session, round_id: int | None) -> None:
        source = intake(session, round_id)
        self._session, self._round_id = session, round_id
        self._source, self._live = source, source if isinstance(source, LiveProject) else LiveProject(session)
        layers = [coder for coder in self._live.coders if coder.role == "consensus"]
        self._layers = tuple(layer.id for layer in layers)
        self.documents: Sequence[DocumentRow] = source.documents
        self.coders: Sequence[CoderRow] = [
            coder for coder in source.coders if coder.role != "consensus"
        ] + layers
        self.codes: Sequence[CodeRow] = source.codes
        self.completed = source.completed
        self.blind = source.blind

    def codings(self, of: NamedIds) -> Ints:
        """Those of the round, then those of the layers."""
        if self._live is self._source:
            return self._live.codings(of)
        theirs = self._as_then(self._live.codings(of._replace(coders=self._layers)))
        return np.concatenate([self._source.codings(of), theirs])

    def _as_then(self, rows: Ints) -> Ints:
        """Codings of today where their words stood in the texts that the round has."""
        alignments = {
            document_id: alignment.backwards()
            for (_, document_id), alignment in to_today(self._session, round_id=self._round_id).items()
        }
        if not alignments or self._round_id is None:
            return rows
        then: list[Sequence[int]] = []
        for row in rows.tolist():
            if row[0] in alignments:
                start, end, outcome = alignments[row[0]].with_replaced().moved(row[3], row[4])
                if outcome == "lost" or start >= end:
                    continue
                row[3:] = start, end
            then.append(row)
        return np.array(then, dtype=np.int64).reshape(-1, 5)

    def regions(self, kind: str, speakers: tuple[str, ...] | None = None) -> list[Span]:
        """Those of the round."""
        return self._source.regions(kind, speakers)

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """The texts as the round has them."""
        return self._source.texts(documents)

    def cases(self) -> Cases:
        """Those of the round."""
        return self._source.cases()


class Again:
    """A coder's first codings and hidden repeats, as if by two coders: Ana, and Ana again."""

    blind: frozenset[int] = frozenset()

    def __init__(self, session: Session, snapshot: Frozen, coder: CoderRow) -> None:
        self._session, self._round_id = session, snapshot.round_id
        again = replace(coder, id=max(row.id for row in snapshot.coders) + 1, name=f"{coder.name} again")
        firsts = {document.row.id: document for document in snapshot.documents}
        self._pairs = [
            (firsts[document.repeat_of_id], document)
            for document in snapshot.documents
            if document.repeat_of_id in firsts
            and coder.id in document.completed
            and coder.id in firsts[document.repeat_of_id].completed
        ]
        self.documents: Sequence[DocumentRow] = [first.row for first, _ in self._pairs]
        self.coders: Sequence[CoderRow] = [coder, again]
        self.codes: Sequence[CodeRow] = snapshot.codes
        self.completed = {(row.id, coder_row.id) for row in self.documents for coder_row in self.coders}

    def codings(self, of: NamedIds) -> Ints:
        """Those of both times, in the first document."""
        first, again = self.coders
        rows = [
            (early.row.id, row.id, code_id, start, end)
            for early, late in self._pairs
            for row, codings in ((first, early.codings), (again, late.codings))
            for code_id, coder_id, start, end, is_wanted in zip(
                codings.code_id,
                codings.coder_id,
                codings.start,
                codings.end,
                _of_origins(codings, of.origins).tolist(),
                strict=True,
            )
            if is_wanted and coder_id == first.id and (of.documents is None or early.row.id in of.documents)
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 5)

    def regions(self, kind: str, speakers: tuple[str, ...] | None = None) -> list[Span]:
        """Those of the first documents."""
        return _regions([first for first, _ in self._pairs], kind, speakers)

    def texts(self, documents: Sequence[DocumentRow]) -> list[str]:
        """The texts in the versions of that time."""
        return frozen_texts(self._session, documents)

    def cases(self) -> Cases:
        """Today's cases where their text stood at that time."""
        return _cases_then(self._session, self._round_id, self.documents)


def _cases_then(session: Session, round_id: int, documents: Sequence[DocumentRow]) -> Cases:
    ids = {document.id: document.length for document in documents}
    aligned = to_today(session, list(ids), round_id)
    alignments = {document_id: alignment for (_, document_id), alignment in aligned.items()}
    return cases(session), moved_back(case_stretches(session), alignments, ids)


def _of_origins(codings: FrozenCodings, origins: tuple[str, ...] | None) -> Bools:
    """Which codings came about so."""
    if origins is None:
        return np.ones(len(codings), dtype=np.bool_)
    return np.array([origin in origins for origin in codings.origin], dtype=np.bool_)


def _regions(documents: Sequence[FrozenDocument], kind: str, speakers: tuple[str, ...] | None) -> list[Span]:
    return [
        (document.row.id, region.start, region.end)
        for document in documents
        for region in document.regions
        if region.kind == kind and (speakers is None or region.speaker in speakers)
    ]
