"""What kind of disagreement it is: the one classification that diagnosis, differences and reconciliation use.

Two coders who completed a document disagree about a code wherever one of them has it and the other hasn't.
One coder's overlapping or adjacent spans of a code are one span. Each stretch of disagreement has one kind:

boundary   the span overlaps the other's spans of the code, and the stretch lies before the first or behind
           the last of these
split      it lies between two of these: what one coder split, the other merged
relative   the span overlaps none of the other's; here the other has instead (and the one has not) the
           code's parent, a child of it or a sibling
swapped    likewise, and the other has other codes instead
missed     likewise, and the other has nothing instead
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans.continuum import Bools, Codings, Continuum, Floats, Ints, merged
from app.agreement.spans.matching import overlapping
from app.agreement.spans.sweep import set_intervals

KINDS = ("boundary", "split", "relative", "swapped", "missed")
BOUNDARY, SPLIT, RELATIVE, SWAPPED, MISSED = range(5)


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
    sets     int64 (n, coders): the number of the coder's set of codes, -1 where the coder hasn't completed
    bits     uint64 (sets, words): the codes in each set; set 0 is empty
    members  bool (sets, codes): the same
    offsets  int64: `Continuum.offsets`
    """

    at: Ints
    sets: Ints
    bits: NDArray[np.uint64]
    members: Bools
    offsets: Ints


def context_of(continuum: Continuum) -> Context:
    """What surrounds the codings of a comparable continuum."""
    values = set_intervals(continuum)
    width = values.weights.astype(np.int64)
    reached = np.cumsum(width) - width
    first = np.searchsorted(values.documents, values.documents)
    at = continuum.offsets[values.documents] + reached - reached[first]
    return Context(at, values.values, packed(values.members), values.members, continuum.offsets)


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
    units = merged(continuum.codings)
    related = packed(relatives)
    by_coder = [units.take(units.coder == coder) for coder in range(continuum.coders)]
    for pair in combinations(range(continuum.coders), 2):
        both = continuum.completed[:, pair[0]] & continuum.completed[:, pair[1]]
        first, others = (by_coder[coder].take(both[by_coder[coder].document]) for coder in pair)
        both_ways = [
            _one_way(first, others, pair, context, related),
            _one_way(others, first, (pair[1], pair[0]), context, related),
        ]
        yield together(both_ways)


def together(origins: Sequence[Pieces]) -> Pieces:
    """Pieces of several origins as one."""
    return Pieces(
        *(
            np.concatenate([getattr(pieces_of, field.name) for pieces_of in origins])
            for field in fields(Pieces)
        )
    )


def _one_way(
    units: Codings, others: Codings, pair: tuple[int, int], context: Context, related: NDArray[np.uint64]
) -> Pieces:
    """What the first coder has and the second hasn't."""
    i, j = overlapping(units, others, len(related))
    alone = np.flatnonzero(np.bincount(i, minlength=len(units)) == 0)
    span, start, end, kind, counts = (
        np.concatenate(parts)
        for parts in zip(
            _around(units, others, i, j), _instead(units, alone, pair, context, related), strict=True
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
    units: Codings, alone: Ints, pair: tuple[int, int], context: Context, related: NDArray[np.uint64]
) -> tuple[Ints, ...]:
    """Pieces of spans that overlap none of the other's, by what the other has instead."""
    line = context.offsets[units.document[alone]]
    first = np.searchsorted(context.at, line + units.start[alone])
    many = np.searchsorted(context.at, line + units.end[alone]) - first
    span = np.repeat(np.arange(len(alone)), many)
    interval = first[span] + np.arange(len(span)) - (np.cumsum(many) - many)[span]
    mine, theirs = (context.bits[context.sets[interval, coder]] for coder in pair)
    other = theirs & ~mine
    kin = ((other & related[units.code[alone][span]]) != 0).any(axis=1)
    kind = np.where(kin, RELATIVE, np.where((other != 0).any(axis=1), SWAPPED, MISSED))
    new = (np.diff(span, prepend=-1) > 0) | (np.diff(kind, prepend=-1) != 0)
    run, kind = span[new], kind[new]
    start = context.at[interval[new]] - line[run]
    following = np.concatenate((start[1:], [0]))
    end = np.where(np.diff(run, append=-1) == 0, following, units.end[alone][run])
    return alone[run], start, end, kind, _longest(run, end - start)


def _longest(run: Ints, size: Ints) -> Ints:
    """1 for the longest piece of every span (the first of those), 0 for the others."""
    order = np.lexsort((-size, run))
    chosen = np.zeros(len(run), dtype=np.int64)
    chosen[order[np.diff(run[order], prepend=-1) > 0]] = 1
    return chosen


def lengths(pieces: Pieces, cells: Ints, n_cells: int) -> Floats:
    """The length of each kind in every cell, float64 (number, kinds); `cells` int64 as the pieces."""
    cell = cells * len(KINDS) + pieces.kind
    size = np.bincount(cell, pieces.end - pieces.start, n_cells * len(KINDS))
    return size.astype(np.float64).reshape(n_cells, len(KINDS))
