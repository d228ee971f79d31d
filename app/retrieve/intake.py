"""What a retrieval reads of a project: the codings that count, and where texts lie on one line."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow, codebook
from app.coders.queries import CoderRow, coders
from app.documents.queries import texts
from app.jobs import Job
from app.models import Coding, Document, Region
from app.names import key
from app.retrieve.spans import Ints, Spans, spans_of, stretches
from app.rounds.queries import completed_pairs
from app.store.sight import unseen_codings

ROWS_AT_ONCE = 20_000
NAMED_IN_SQL = 500  # more ids than that are sorted out here: databases limit how many a statement may name
READING = "Reading the codings"


@dataclass(frozen=True, eq=False)
class CountedCodings:
    """Codings by document and start, as parallel int64 arrays; `start` and `end` count on the line."""

    id: Ints
    code: Ints
    coder: Ints
    start: Ints
    end: Ints

    def of(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> "CountedCodings":
        """The chosen ones."""
        return CountedCodings(*(column[chosen] for column in vars(self).values()))

    @property
    def spans(self) -> Spans:
        """Their spans, each once."""
        return spans_of(self.start, self.end)


class Line:
    """All texts one behind the other, in the order of documents, with a gap behind each."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(
            select(Document.id, Document.length).order_by(Document.position, Document.id)
        ).all()
        self.ids: Ints = np.array([row[0] for row in rows], dtype=np.int64)
        self.lengths: Ints = np.array([row[1] for row in rows], dtype=np.int64)
        self.bases: Ints = np.concatenate([[0], np.cumsum(self.lengths + 1)[:-1]]).astype(np.int64)[
            : len(rows)
        ]
        self._order = np.argsort(self.ids)
        self._session = session

    def numbers(self, document_ids: Ints) -> Ints:
        """The numbers of documents, from 0 as they lie; -1 for what isn't there."""
        if not len(self.ids):
            return np.full(len(document_ids), -1, dtype=np.int64)
        index = np.searchsorted(self.ids, document_ids, sorter=self._order)
        index = self._order[np.minimum(index, len(self.ids) - 1)]
        numbers: Ints = np.where(self.ids[index] == document_ids, index, -1)
        return numbers

    def on_line(self, rows: Iterable[tuple[int, int, int]]) -> Spans:
        """Spans (document id, start, end) on the line, without those of documents that aren't there."""
        listed = np.array(list(rows), dtype=np.int64).reshape(-1, 3)
        index = self.numbers(listed[:, 0])
        listed, index = listed[index >= 0], index[index >= 0]
        return spans_of(self.bases[index] + listed[:, 1], self.bases[index] + listed[:, 2])

    def index_at(self, places: Ints) -> Ints:
        """The numbers of the documents in which places of the line lie."""
        indices: Ints = np.searchsorted(self.bases, places, side="right") - 1
        return indices

    def whole(self, numbers: Ints) -> Spans:
        """Whole documents, by index."""
        return spans_of(self.bases[numbers], self.bases[numbers] + self.lengths[numbers])

    def texts(self, numbers: Collection[int]) -> dict[int, str]:
        """The texts of documents, by index."""
        by_id = texts(self._session, [int(self.ids[index]) for index in numbers])
        return {index: by_id[int(self.ids[index])] for index in numbers}


class ProjectReading:
    """A project as retrieval sees it: nothing that whoever looks may not see."""

    def __init__(self, session: Session, job: Job | None = None) -> None:
        self.session, self.job = session, job or Job()
        self.line = Line(session)

    @cached_property
    def codes(self) -> Sequence[CodeRow]:
        """The codebook, parents before their children."""
        return codebook(self.session)

    @cached_property
    def coders(self) -> Sequence[CoderRow]:
        """Everybody, and the consensus layers."""
        return coders(self.session)

    @cached_property
    def completed(self) -> set[tuple[int, int]]:
        """Who completed which document, by the ids of (document, coder)."""
        return completed_pairs(self.session)

    def codings(
        self, conditions: Sequence[ColumnElement[bool]], code_ids: Collection[int] | None = None
    ) -> CountedCodings:
        """The codings that meet conditions, of some codes or of all."""
        columns = Coding.id, Coding.document_id, Coding.code_id, Coding.coder_id, Coding.start, Coding.end
        statement = select(*columns).where(*conditions)
        hidden = unseen_codings(self.session)
        if hidden is not None:
            statement = statement.where(not_(hidden))
        if code_ids is not None and len(code_ids) <= NAMED_IN_SQL:
            statement = statement.where(Coding.code_id.in_(code_ids))
        parts = [np.empty((0, 6), dtype=np.int64)]
        # past the ORM, which takes ten times as long: what may not be seen is left out above
        with self.session.connection().execute(statement) as result:
            while rows := result.cursor.fetchmany(ROWS_AT_ONCE):
                self.job.step(0, 1, READING)
                parts.append(np.array(rows, dtype=np.int64))
        row_id, document, code, coder, start, end = np.concatenate(parts).T
        index = self.line.numbers(document)
        base = self.line.bases[index] if len(self.line.bases) else index
        counted = CountedCodings(row_id, code, coder, base + start, base + end)
        chosen = index >= 0
        if code_ids is not None:
            chosen &= np.isin(code, np.array(sorted(code_ids), dtype=np.int64))
        counted = counted.of(chosen)
        order = np.lexsort((counted.id, counted.end, counted.start))
        return CountedCodings(*(column[order] for column in vars(counted).values()))

    def turns_of(self, speakers: Collection[str]) -> Spans:
        """What speakers of these names say, whatever their case."""
        wanted = {key(name) for name in speakers}
        rows = self._regions("turn")
        return stretches(self.line.on_line(row[:3] for row in rows if key(row[3]) in wanted))

    def speakers(self) -> set[str]:
        """The keys of who speaks."""
        return {key(row[3]) for row in self._regions("turn")} - {""}

    @cached_property
    def turn_starts(self) -> Ints:
        """Where turns begin on the line, and paragraphs outside of turns."""
        turns = self.line.on_line(row[:3] for row in self._regions("turn"))
        paragraphs = self.line.on_line(row[:3] for row in self._regions("paragraph"))
        index = np.searchsorted(turns.start, paragraphs.start, side="right") - 1
        ends = np.append(np.maximum.accumulate(turns.end), -1)
        apart = paragraphs.start >= ends[index]  # the last of `ends` where no turn begins before
        starts: Ints = np.unique(np.concatenate([turns.start, paragraphs.start[apart], self.line.bases]))
        return starts

    def turns(self) -> list[tuple[int, int, int, str]]:
        """(document id, start, end, speaker) of every turn."""
        return self._regions("turn")

    def _regions(self, kind: str) -> list[tuple[int, int, int, str]]:
        rows = select(Region.document_id, Region.start, Region.end, Region.speaker).where(Region.kind == kind)
        return [(row[0], row[1], row[2], row[3]) for row in self.session.execute(rows)]
