"""Finding words in a project: which pieces of text have them, where, and how often."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.find.narrowing import Narrowed, Narrowing, Spans
from app.find.places import WHERE, Piece, Where, pieces
from app.find.texts import FoldedTexts
from app.folding import Folded
from app.jobs import Job
from app.sought import Query, Sought, TakesTooLong

MOST_STOPPED = 3  # texts in which a pattern took too long before it is given up


@dataclass(frozen=True)
class Search:
    """What is sought, in what, and what of it counts."""

    query: Query
    where: tuple[Where, ...] = WHERE
    narrowing: Narrowing = field(default_factory=Narrowing)


@dataclass(frozen=True, slots=True)
class Holding:
    """A piece of text that has what is sought, at these places [start, end); with its words."""

    piece: Piece
    text: str
    places: Spans
    document: str  # the name of its document, "" where it belongs to none


class Hit(NamedTuple):
    """One place [start, end) in a piece of text."""

    holding: Holding
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """What was found, in the order of documents; `complete` unless it was enough before the end.

    stopped    the names of documents in which a pattern was stopped because it took too long
    given_up   whether the rest was not looked at because of that
    """

    holdings: Sequence[Holding]
    complete: bool = True
    stopped: tuple[str, ...] = ()
    given_up: bool = False
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ends = list(accumulate(len(holding.places) for holding in self.holdings))
        object.__setattr__(self, "_ends", ends)

    @property
    def total(self) -> int:
        """How many places there are."""
        return self._ends[-1] if self._ends else 0

    def by_document(self) -> dict[int, int]:
        """How many places belong to each document that has any."""
        counts: dict[int, int] = {}
        for holding in self.holdings:
            if holding.piece.document_id:
                document_id = holding.piece.document_id
                counts[document_id] = counts.get(document_id, 0) + len(holding.places)
        return counts

    def by_kind(self) -> dict[Where, int]:
        """How many places there are in texts, memos ..., without those that have none."""
        counts: dict[Where, int] = {}
        for holding in self.holdings:
            counts[holding.piece.where] = counts.get(holding.piece.where, 0) + len(holding.places)
        return counts

    def hit(self, index: int) -> Hit:
        """One place by its number, from 0."""
        at = bisect_right(self._ends, index)
        holding = self.holdings[at]
        start, end = holding.places[index - (self._ends[at] - len(holding.places))]
        return Hit(holding, start, end)

    def hits(self, most: int | None = None) -> Iterator[Hit]:
        """All places, or the first ones."""
        return (self.hit(index) for index in range(self.total if most is None else min(most, self.total)))


def find(
    session: Session,
    search: Search,
    texts: FoldedTexts | None = None,
    job: Job | None = None,
    *,
    enough: int | None = None,
) -> Found:
    """Look for words in everything that whoever looks may see; UserError says what is wrong with them.

    With `enough` it ends as soon as there are so many places. `texts` are kept from search to search.
    """
    sought, narrowed = Sought(search.query), Narrowed(session, search.narrowing)
    names = {document_id: name for document_id, _, name in narrowed.documents}
    holdings: list[Holding] = []
    stopped: list[str] = []
    count, complete = 0, True
    looked = _look(session, search.where, sought, narrowed, texts or FoldedTexts(), job or Job())
    for piece, text, places in looked:
        if places is None:
            stopped.append(names[piece.document_id] if piece.document_id else piece.name or piece.about)
            if len(stopped) >= MOST_STOPPED:
                complete = False
                break
        elif places:
            holdings.append(Holding(piece, text, places, names.get(piece.document_id, "")))
            count += len(places)
            if enough is not None and count >= enough:
                complete = False
                break
    return Found(holdings, complete, tuple(stopped), len(stopped) >= MOST_STOPPED)


def _look(
    session: Session,
    where: Sequence[Where],
    sought: Sought,
    narrowed: Narrowed,
    texts: FoldedTexts,
    job: Job,
) -> Iterator[tuple[Piece, str, Spans | None]]:
    """Each piece with its places that count; None where a pattern took too long."""
    if "texts" in where:
        documents = [(document_id, text_hash) for document_id, text_hash, _ in narrowed.documents]
        for done, (document_id, folded) in enumerate(texts.of(session, documents, sought)):
            job.step(done, len(documents))
            piece = Piece("texts", "", "", document_id=document_id)
            places = _places(sought, folded)
            yield piece, folded.original, places and narrowed.places(document_id, places)
    for kind in WHERE[1:]:
        if kind in where:
            for piece, text in pieces(session, kind):
                job.step(0, 0)
                if narrowed.admits(piece):
                    yield piece, text, _places(sought, sought.fold(text))


def _places(sought: Sought, folded: Folded) -> Spans | None:
    try:
        return list(sought.places_in(folded))
    except TakesTooLong:
        return None
