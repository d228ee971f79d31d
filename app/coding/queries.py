"""Finding codings: in a visible stretch of text, around a place, or all passages of a code."""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.in_context import around
from app.models import Change, Code, Coder, Coding, Document, DocumentText, Region
from app.store.codings import ORIGINS
from app.store.journal import batches

CONTEXT = 120
MOST_AT_HAND = 20_000_000  # characters of texts that are kept while passages are read
MOST_TOGETHER = 200  # documents that are read by one statement


class CodingRow(NamedTuple):
    """One coding of the span [start, end), with what is needed to draw it."""

    id: int
    document_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    memo: str
    sure: bool
    code_name: str
    colour: str
    initials: str
    coder_colour: str
    origin: str = "hand"  # how it came about, of `app.store.codings.ORIGINS`


@dataclass(frozen=True)
class Passage:
    """A coding with its words: the quote, up to CONTEXT code points around it in one line, and who speaks."""

    coding: CodingRow
    guid: str
    created_at: str
    document_name: str
    coder_name: str
    direction: str
    before: str
    quote: str
    after: str
    turn: int | None
    speaker: str


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Coding.id,
            Coding.document_id,
            Coding.code_id,
            Coding.coder_id,
            Coding.start,
            Coding.end,
            Coding.memo,
            Coding.sure,
            Code.name,
            Code.colour,
            Coder.initials,
            Coder.colour,
            Coding.origin,
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
    )


def codings_in(
    session: Session, document_id: int, start: int, end: int, coder_ids: Iterable[int] | None = None
) -> list[CodingRow]:
    """Codings that overlap [start, end) of a document, by their start; of some coders or of all."""
    statement = _rows().where(Coding.document_id == document_id, Coding.start < end, Coding.end > start)
    if coder_ids is not None:
        statement = statement.where(Coding.coder_id.in_(list(coder_ids)))
    return [CodingRow(*row) for row in session.execute(statement.order_by(Coding.start, Coding.id))]


def coding(session: Session, coding_id: int) -> CodingRow | None:
    """One coding, or None when it was removed meanwhile."""
    row = session.execute(_rows().where(Coding.id == coding_id)).one_or_none()
    return CodingRow(*row) if row else None


def codings_by_id(session: Session, ids: Collection[int]) -> dict[int, CodingRow]:
    """Codings by their ids; what is gone is not among them."""
    rows = (
        row for batch in batches(sorted(ids)) for row in session.execute(_rows().where(Coding.id.in_(batch)))
    )
    return {row[0]: CodingRow(*row) for row in rows}


def spans(
    session: Session,
    document_id: int,
    coder_ids: Iterable[int] | None = None,
    coding_ids: Iterable[int] | None = None,
) -> list[tuple[int, int, int, int, int]]:
    """(id, start, end, code id, coder id) of a document's codings by start, of some or all: for lanes."""
    statement = select(Coding.id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id).where(
        Coding.document_id == document_id
    )
    if coder_ids is not None:
        statement = statement.where(Coding.coder_id.in_(list(coder_ids)))
    if coding_ids is not None:
        statement = statement.where(Coding.id.in_(list(coding_ids)))
    rows = session.execute(statement.order_by(Coding.start, Coding.id))
    return [(coding_id, start, end, code_id, coder_id) for coding_id, start, end, code_id, coder_id in rows]


def next_coding(
    session: Session, document_id: int, position: int, coder_ids: Iterable[int] | None = None
) -> CodingRow | None:
    """The first coding that starts behind a position."""
    statement = _rows().where(Coding.document_id == document_id, Coding.start > position)
    return _first(session, statement.order_by(Coding.start, Coding.id), coder_ids)


def previous_coding(
    session: Session, document_id: int, position: int, coder_ids: Iterable[int] | None = None
) -> CodingRow | None:
    """The last coding that starts before a position."""
    statement = _rows().where(Coding.document_id == document_id, Coding.start < position)
    return _first(session, statement.order_by(Coding.start.desc(), Coding.id.desc()), coder_ids)


def _first(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    coder_ids: Iterable[int] | None,
) -> CodingRow | None:
    if coder_ids is not None:
        statement = statement.where(Coding.coder_id.in_(list(coder_ids)))
    row = session.execute(statement.limit(1)).one_or_none()
    return CodingRow(*row) if row else None


def number_of_passages(
    session: Session,
    code_ids: Sequence[int] | None = None,
    coder_ids: Sequence[int] | None = None,
    document_ids: Sequence[int] | None = None,
) -> int:
    """How many codings passages() would give without a limit."""
    statement = _chosen(select(func.count(Coding.id)), code_ids, coder_ids, document_ids)
    return session.scalar(statement) or 0


def passages(
    session: Session,
    code_ids: Sequence[int] | None = None,
    coder_ids: Sequence[int] | None = None,
    document_ids: Sequence[int] | None = None,
    *,
    coding_ids: Sequence[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
    places: "Places | None" = None,
) -> list[Passage]:
    """Coded passages in the order of documents and text; None means all codes, coders, documents, codings.

    Who asks many times hands on the `places` that were read.
    """
    statement = _chosen(
        _rows()
        .join(Document, Document.id == Coding.document_id)
        .add_columns(Coding.guid, Coding.created_at, Document.name, Document.direction, Coder.name),
        code_ids,
        coder_ids,
        document_ids,
    ).order_by(Document.position, Document.id, Coding.start, Coding.id)
    if coding_ids is not None:
        statement = statement.where(Coding.id.in_(list(coding_ids)))
    rows = session.execute(statement.offset(offset).limit(limit)).all()
    places_of = places or Places(session)
    return [_passage(places_of, CodingRow._make(row[:13]), *row[13:]) for row in rows]


def _passage(
    places: "Places", coding: CodingRow, guid: str, at: str, name: str, direction: str, coder: str
) -> Passage:
    _, document_id, _, _, start, end, *_ = coding
    text = places.text(document_id)
    before, after = around(text, start, end, CONTEXT)
    turn, speaker = places.turn(document_id, start)
    return Passage(coding, guid, at, name, coder, direction, before, text[start:end], after, turn, speaker)


def _chosen(
    statement: Select[*tuple[Any, ...]],
    code_ids: Sequence[int] | None,
    coder_ids: Sequence[int] | None,
    document_ids: Sequence[int] | None,
) -> Select[*tuple[Any, ...]]:
    for column, ids in (
        (Coding.code_id, code_ids),
        (Coding.coder_id, coder_ids),
        (Coding.document_id, document_ids),
    ):
        if ids is not None:
            statement = statement.where(column.in_(list(ids)))
    return statement


def origins(session: Session) -> list[str]:
    """How the codings of the project came about, those of ORIGINS that any has."""
    present = set(session.scalars(select(Coding.origin).distinct()))
    return [origin for origin in ORIGINS if origin in present]


def texts(session: Session, ids: Sequence[int]) -> list[tuple[int, str]]:
    """(document id, current text) of the documents of some ids, by one statement."""
    rows = session.execute(
        select(Document.id, DocumentText.text)
        .join(DocumentText, DocumentText.document_id == Document.id)
        .where(Document.id.in_(ids), DocumentText.version == Document.text_version)
    )
    return [(document_id, text) for document_id, text in rows]


class _Document(NamedTuple):
    """A document's text, and where its turns start, end, and who speaks in them."""

    text: str
    starts: list[int]
    turns: list[tuple[int, str]]


TurnOfText = tuple[int, int, str]  # start, end, speaker


class Places:
    """Texts and turns of documents; as many of those asked for last as MOST_AT_HAND characters are kept."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents: dict[int, _Document] = {}
        self._characters = 0
        self._together: dict[int, list[int]] = {}

    def expect(self, documents: Iterable[tuple[int, int]]) -> None:
        """Read documents together, by (id, length) in the order in which they will be asked for."""
        portion: list[int] = []
        characters = 0
        for document_id, length in dict(documents).items():
            characters += length
            if characters > MOST_AT_HAND // 2 or len(portion) == MOST_TOGETHER:
                portion, characters = [], length
            portion.append(document_id)
            self._together[document_id] = portion

    def text(self, document_id: int) -> str:
        """A document's current text."""
        return self._of(document_id).text

    def turn(self, document_id: int, position: int) -> tuple[int | None, str]:
        """The number (from 1) and speaker of the turn at a position; (None, "") outside turns."""
        _, starts, turns = self._of(document_id)
        count = bisect_right(starts, position)
        if not count or position >= turns[count - 1][0]:
            return None, ""
        return count, turns[count - 1][1]

    def has_turns(self, document_id: int) -> bool:
        """Whether anybody speaks in a document."""
        return bool(self._of(document_id).starts)

    def _of(self, document_id: int) -> _Document:
        if document_id not in self._documents:
            together = self._together.get(document_id, [document_id])
            self._load([other for other in together if other not in self._documents])
        return self._documents[document_id]

    def _load(self, ids: Sequence[int]) -> None:
        for document_id, text, turns in self._read(ids):
            while self._documents and self._characters + len(text) > MOST_AT_HAND:
                self._characters -= len(self._documents.pop(next(iter(self._documents))).text)
            self._characters += len(text)
            starts, ends = [turn[0] for turn in turns], [(turn[1], turn[2]) for turn in turns]
            self._documents[document_id] = _Document(text, starts, ends)

    def _read(self, ids: Sequence[int]) -> Iterator[tuple[int, str, Sequence[TurnOfText]]]:
        """The texts of documents by id, and their turns by their start."""
        rows = self._session.execute(
            select(Region.document_id, Region.start, Region.end, Region.speaker)
            .where(Region.document_id.in_(ids), Region.kind == "turn")
            .order_by(Region.document_id, Region.start)
        )
        turns = {
            document_id: [(turn.start, turn.end, turn.speaker) for turn in own]
            for document_id, own in groupby(rows, key=itemgetter(0))
        }
        for document_id, text in texts(self._session, ids):
            yield document_id, text, turns.get(document_id, [])


def coders_of(session: Session, coding_ids: Collection[int]) -> set[int]:
    """Whose codings these are, or were before they were removed, as far as it is known."""
    coder_ids: set[int] = set()
    gone = set(coding_ids)
    for batch in batches(list(coding_ids)):
        for coding_id, coder_id in session.execute(
            select(Coding.id, Coding.coder_id).where(Coding.id.in_(batch))
        ):
            coder_ids.add(coder_id)
            gone.discard(coding_id)
    for batch in batches(list(gone)):
        states = session.execute(
            select(Change.before, Change.after).where(Change.table_name == "coding", Change.row_id.in_(batch))
        )
        states_told = (json.loads(state) for row in states for state in row if state)
        coder_ids |= {coding["coder_id"] for coding in states_told if coding.get("coder_id") is not None}
    return coder_ids
