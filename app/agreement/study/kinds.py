"""What kind of disagreement it is: the one classification for diagnosis, differences, reconciliation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans.continuum import Bools, Codings, Continuum, Floats, Ints
from app.agreement.spans.matching import overlapping
from app.agreement.spans.sweep import set_intervals
from app.agreement.study.kind_names import BOUNDARY, KINDS, MISSED, RELATIVE, SPLIT, SWAPPED


@dataclass(frozen=True, eq=False)
class Pieces:
    """Stretches of disagreement, int64 (n,) each: `coder` has the code in [start, end), `other` hasn't.

    `kind` numbers KINDS; `counts` is 1 for each disagreement and 0 for its further pieces: a span that
    overlaps none of the other's is one disagreement, counted as the kind of its longest piece.
    """

    document: Ints
    code: Ints
    coder: Ints
    other: Ints
    start: Ints
    end: Ints
    kind: Ints
    counts: Ints


@dataclass(frozen=True, eq=False)
class Context:
    """What every coder has at every place: n elementary intervals in the order of the text.

    at       int64 (n + 1,): where they begin on the line of all documents (`Continuum.offsets`)
    sets     int64 (n, coders): the number of the coder's set of codes, -1 where the coder hasn't completed;
             each coder's in a row, since pairs of coders are looked at one after the other
    bits     uint64 (sets, words): the codes in each set; set 0 is empty
    members  bool (sets, codes): the same
    offsets  int64: `Continuum.offsets`
    """

    at: Ints
    sets: Ints
    bits: NDArray[np.uint64]
    members: Bools
    offsets: Ints


@dataclass(frozen=True, eq=False)
class _PlacedSpans:
    """One coder's spans, n of them, on the intervals of a context.

    first, many  int64 (n,): the first interval of each span, and how many it has
    """

    spans: Codings
    first: Ints
    many: Ints

    def within(self, documents: Bools) -> "_PlacedSpans":
        """Those of some documents, bool (documents,)."""
        inside = documents[self.spans.document]
        if inside.all():
            return self
        return _PlacedSpans(self.spans.take(inside), self.first[inside], self.many[inside])


def _placed(spans: Codings, context: Context) -> _PlacedSpans:
    line = context.offsets[spans.document]
    first = np.searchsorted(context.at, line + spans.start)
    return _PlacedSpans(spans, first, np.searchsorted(context.at, line + spans.end) - first)


_CONTEXTS: WeakKeyDictionary[Continuum, Context] = WeakKeyDictionary()


def context_of(continuum: Continuum) -> Context:
    """What surrounds the codings of a comparable continuum; found once as long as that is there."""
    context = _CONTEXTS.get(continuum)
    if context is None:
        context = _CONTEXTS[continuum] = _context(continuum)
    return context


def _context(continuum: Continuum) -> Context:
    values = set_intervals(continuum)
    width = values.weights.astype(np.int64)
    reached = np.cumsum(width) - width
    first = np.searchsorted(values.documents, values.documents)
    at = continuum.offsets[values.documents] + reached - reached[first]
    sets = np.asfortranarray(values.values)
    return Context(at, sets, packed(values.members), values.members, continuum.offsets)


def relatives_of(parents: Sequence[int | None]) -> Bools:
    """Which codes are parent, child or sibling of which, from the number of each code's parent or None."""
    related = np.zeros((len(parents), len(parents)), dtype=np.bool_)
    for code, parent in enumerate(parents):
        if parent is not None:
            related[code, parent] = related[parent, code] = True
            related[code, [n for n, other in enumerate(parents) if other == parent and n != code]] = True
    return related


def packed(members: Bools) -> NDArray[np.uint64]:
    """Rows of truth values as words of 64 bits."""
    words = -(-members.shape[1] // 64) or 1
    room = np.zeros((len(members), words * 64), dtype=np.bool_)
    room[:, : members.shape[1]] = members
    return np.packbits(room, axis=1).view(np.uint64)


def pieces(continuum: Continuum, context: Context, relatives: Bools) -> Iterator[Pieces]:
    """The pieces of one pair of coders after the other, both ways.

    `context` holds what else the coders coded there (of this continuum, or of one with more codes);
    `relatives` is bool (codes, codes).
    """
    units = continuum.joined
    related = packed(relatives)
    by_coder = [_placed(units.take(units.coder == coder), context) for coder in range(continuum.coders)]
    for pair in combinations(range(continuum.coders), 2):
        both = continuum.completed[:, pair[0]] & continuum.completed[:, pair[1]]
        first, second = (by_coder[coder].within(both) for coder in pair)
        yield together(
            [
                _one_way(first, second, pair, context, related),
                _one_way(second, first, (pair[1], pair[0]), context, related),
            ]
        )


def together(origins: Sequence[Pieces]) -> Pieces:
    """Pieces of several origins as one."""
    return Pieces(
        *(
            np.concatenate([getattr(pieces_of, field.name) for pieces_of in origins])
            for field in fields(Pieces)
        )
    )


def _one_way(
    mine: _PlacedSpans,
    theirs: _PlacedSpans,
    pair: tuple[int, int],
    context: Context,
    related: NDArray[np.uint64],
) -> Pieces:
    """What the first coder has and the second hasn't."""
    units, others = mine.spans, theirs.spans
    i, j = overlapping(units, others, len(related))
    alone = np.flatnonzero(np.bincount(i, minlength=len(units)) == 0)
    span, start, end, kind, counts = (
        np.concatenate(parts)
        for parts in zip(
            _around(units, others, i, j), _instead(mine, alone, pair, context, related), strict=True
        )
    )
    size = np.full(len(span), 1)
    return Pieces(
        units.document[span], units.code[span], pair[0] * size, pair[1] * size, start, end, kind, counts
    )


def _around(units: Codings, others: Codings, i: Ints, j: Ints) -> tuple[Ints, ...]:
    """Pieces of spans that overlap (i, j): before, between and behind the other's spans."""
    new = np.diff(i, prepend=-1) > 0
    last = np.diff(i, append=len(units)) > 0
    inner = ~last
    following = np.flatnonzero(inner) + 1
    span = np.concatenate((i[new], i[inner], i[last]))
    start = np.concatenate((units.start[i[new]], others.end[j[inner]], others.end[j[last]]))
    end = np.concatenate((others.start[j[new]], others.start[j[following]], units.end[i[last]]))
    kind = np.repeat([BOUNDARY, SPLIT, BOUNDARY], [new.sum(), inner.sum(), last.sum()])
    real = start < end
    return span[real], start[real], end[real], kind[real], np.ones(int(real.sum()), dtype=np.int64)


def _instead(
    mine: _PlacedSpans,
    alone: Ints,
    pair: tuple[int, int],
    context: Context,
    related: NDArray[np.uint64],
) -> tuple[Ints, ...]:
    """Pieces of spans that overlap none of the other's, by what the other has instead."""
    spans, first, many = mine.spans.take(alone), mine.first[alone], mine.many[alone]
    line = context.offsets[spans.document]
    span = np.repeat(np.arange(len(alone)), many)
    interval = np.arange(len(span)) + np.repeat(first - (np.cumsum(many) - many), many)
    kind = _kind_instead(interval, spans.code, span, pair, context, related)
    new = np.ones(len(span), dtype=np.bool_)
    new[1:] = (span[1:] != span[:-1]) | (kind[1:] != kind[:-1])
    run, kind = span[new], kind[new]
    start = context.at[interval[new]] - line[run]
    end = spans.end[run]
    followed = np.flatnonzero(np.diff(run, append=-1) == 0)
    end[followed] = start[followed + 1]
    return alone[run], start, end, kind, _longest(run, end - start)


def _kind_instead(
    interval: Ints,
    code: Ints,
    span: Ints,
    pair: tuple[int, int],
    context: Context,
    related: NDArray[np.uint64],
) -> Ints:
    """What each interval of a span is: the other coder has nothing there most of the time."""
    theirs = context.sets[:, pair[1]][interval]
    kind = np.full(len(interval), MISSED)
    coded = np.flatnonzero(theirs > 0)
    mine = context.sets[:, pair[0]][interval[coded]]
    instead = context.bits[theirs[coded]] & ~context.bits[mine]
    kin = instead & related[code[span[coded]]]
    kind[coded[instead.any(axis=1)]] = SWAPPED
    kind[coded[kin.any(axis=1)]] = RELATIVE
    return kind


def _longest(run: Ints, size: Ints) -> Ints:
    """1 for the longest piece of every span (the first of those), 0 for the others; `run` ascends."""
    chosen = np.zeros(len(run), dtype=np.int64)
    opens = np.flatnonzero(np.diff(run, prepend=-1))
    if len(opens):
        most = np.maximum.reduceat(size, opens)
        longest = np.flatnonzero(size == np.repeat(most, np.diff(opens, append=len(run))))
        chosen[longest[np.diff(run[longest], prepend=-1) > 0]] = 1
    return chosen


def lengths(pieces: Pieces, cells: Ints, n_cells: int) -> Floats:
    """The length of each kind in every cell, float64 (number, kinds); `cells` int64 as the pieces."""
    cell = cells * len(KINDS) + pieces.kind
    size = np.bincount(cell, pieces.end - pieces.start, n_cells * len(KINDS))
    return size.astype(np.float64).reshape(n_cells, len(KINDS))
