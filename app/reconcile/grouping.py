"""Which codings are settled together: spans that disagree, grouped so that no group grows by chaining.

Twice the same step. Of things that touch, the longest leads, and a shorter one follows the leader that it
overlaps most; one that touches no leader leads itself. So everything in a group touches its leader.
1. Spans of one code that overlap across coders become a passage of that code.
2. Passages of different codes become one group where two coders gave one code and the other instead of each
   other, or where the codes exclude each other, over at least half of the longer passage.
"""

from dataclasses import dataclass

import numpy as np

from app.agreement.spans.continuum import Bools, Codings, Continuum, Floats, Ints, merged
from app.agreement.spans.sweep import summed
from app.agreement.study.kind_names import KINDS
from app.agreement.study.kinds import Context, Pieces, pieces

EXCLUSIVE, AGREED = len(KINDS), len(KINDS) + 1


@dataclass(frozen=True, eq=False)
class SpanGroups:
    """The spans of everybody, sorted and joined as `spans.merged` does, and the groups they are in.

    units   the spans
    group   int64 (units,): the number of each span's group
    kind    int64 (groups,): a number of items.ITEM_KINDS
    weight  float64 (groups,): each group's share of the observed disagreement
    """

    units: Codings
    group: Ints
    kind: Ints
    weight: Floats


@dataclass(frozen=True, eq=False)
class _Ties:
    """Pairs of things that touch, and how much: int64 (n,) each, in any order."""

    first: Ints
    second: Ints
    length: Ints


def grouped(
    continuum: Continuum, context: Context, relatives: Bools, domains: Ints, total: float | None = None
) -> SpanGroups:
    """Group the spans of a comparable continuum; `domains`, int64 (codes,), is -1 for codes in none.

    Weights are shares of `total`, or without it of what these spans disagree.
    """
    units = merged(continuum.codings)
    passage = _passages(units, continuum)
    passages = int(passage.max(initial=-1)) + 1
    extent = _extents(units, passage, passages)
    size = np.zeros((passages, len(KINDS)))
    violating, excluding = _exclusive(units, domains, passage)
    ties = [violating, excluding]
    for piece in pieces(continuum, context, relatives):
        at = passage[_unit_of(units, continuum, piece)]
        length = (piece.end - piece.start) / (continuum.coders_per_document[piece.document] - 1)
        row = at * len(KINDS) + piece.kind
        size += np.bincount(row, length, size.size).reshape(size.shape)
        ties.append(_traded(piece, at, passages))
    tie = _together(ties)
    strong = 2 * tie.length >= np.maximum(extent[tie.first], extent[tie.second])
    traded = summed(tie.first, tie.length, passages) + summed(tie.second, tie.length, passages)
    first = np.searchsorted(np.sort(passage), np.arange(passages))
    row = _places(units)[np.argsort(passage, kind="stable")[first]]
    group = _led(extent, traded, row, _Ties(tie.first[strong], tie.second[strong], tie.length[strong]))
    sums = np.zeros((int(group.max(initial=-1)) + 1, len(KINDS)))
    np.add.at(sums, group, size)
    rounded = sums.round(6)  # sums of thirds depend on their order
    kind = np.where(rounded.any(axis=1), rounded.argmax(axis=1), AGREED)
    shorter = np.where(extent[violating.first] < extent[violating.second], violating.first, violating.second)
    joined = excluding.first[group[excluding.first] == group[excluding.second]]
    kind[group[np.concatenate((shorter, joined))]] = EXCLUSIVE
    total = float(sums.sum()) if total is None else total
    return SpanGroups(units, group[passage], kind, sums.sum(axis=1) / (total or 1))


def _passages(units: Codings, continuum: Continuum) -> Ints:
    """The number of each span's passage: spans of one code that overlap, led by the longest."""
    first, other = _overlapping(units.document * continuum.codes + units.code, units)
    length = np.minimum(units.end[first], units.end[other]) - np.maximum(
        units.start[first], units.start[other]
    )
    size = units.end - units.start
    return _led(size, np.zeros(len(units)), _places(units), _Ties(first, other, length))


def _places(units: Codings) -> Ints:
    """Where spans lie, code by code: settles ties alike, whichever coder is which."""
    return np.asarray(units.start * (int(units.code.max(initial=0)) + 1) + units.code, dtype=np.int64)


def _exclusive(units: Codings, domains: Ints, passage: Ints) -> tuple[_Ties, _Ties]:
    """Passages of different codes of one domain that overlap: by one coder's own codings, by two coders'."""
    inside = np.flatnonzero(domains[units.code] >= 0)
    inner = units.take(inside)
    lanes = int(domains.max(initial=0)) + 1
    first, other = _overlapping(inner.document * lanes + domains[inner.code], inner)
    apart = inner.code[first] != inner.code[other]
    first, other = inside[first[apart]], inside[other[apart]]
    length = np.minimum(units.end[first], units.end[other]) - np.maximum(
        units.start[first], units.start[other]
    )
    same_coder = units.coder[first] == units.coder[other]
    alone, between = (
        _strongest(passage[first[which]], passage[other[which]], length[which], len(units))
        for which in (same_coder, ~same_coder)
    )
    return alone, between


def _overlapping(lane: Ints, spans: Codings) -> tuple[Ints, Ints]:
    """All pairs of spans on one lane that overlap, each pair once."""
    reach = int(spans.end.max(initial=0)) + 1
    at = lane * reach + spans.start
    order = np.argsort(at, kind="stable")
    at, ends = at[order], (lane * reach + spans.end)[order]
    many = np.searchsorted(at, ends, side="left") - np.arange(len(at)) - 1
    first = np.repeat(np.arange(len(at)), many)
    step = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    return order[first], order[first + 1 + step]


def _unit_of(units: Codings, continuum: Continuum, found_pieces: Pieces) -> Ints:
    """The number of the span that each piece of disagreement is a piece of."""
    reach = int(continuum.lengths.max(initial=0)) + 1

    def position(document: Ints, coder: Ints, code: Ints, start: Ints) -> Ints:
        lane = (document * continuum.coders + coder) * continuum.codes + code
        return np.asarray(lane * reach + start, dtype=np.int64)

    places = position(units.document, units.coder, units.code, units.start)
    wanted = position(found_pieces.document, found_pieces.coder, found_pieces.code, found_pieces.start)
    return np.asarray(np.searchsorted(places, wanted, side="right") - 1, dtype=np.int64)


def _traded(found_pieces: Pieces, at: Ints, passages: int) -> _Ties:
    """Passages that one of a pair of coders has and the other has the other one instead, and for how long."""
    first = found_pieces.coder < found_pieces.other
    earlier, other = np.flatnonzero(first), np.flatnonzero(~first)
    both = np.concatenate((earlier, other))
    spans = Codings(
        *(getattr(found_pieces, name)[both] for name in ("document", "coder", "code", "start", "end"))
    )
    i, j = _overlapping(spans.document, spans)
    crossed = (spans.coder[i] != spans.coder[j]) & (spans.code[i] != spans.code[j])
    i, j = i[crossed], j[crossed]
    length = np.minimum(spans.end[i], spans.end[j]) - np.maximum(spans.start[i], spans.start[j])
    low, high = np.minimum(at[both[i]], at[both[j]]), np.maximum(at[both[i]], at[both[j]])
    pair, cell = np.unique(low * passages + high, return_inverse=True)
    size = np.bincount(cell, length, len(pair)).astype(np.int64)
    return _Ties(pair // max(passages, 1), pair % max(passages, 1), size)


def _strongest(first: Ints, other: Ints, length: Ints, passages: int) -> _Ties:
    """Each pair once, with its greatest length."""
    pair, cell = np.unique(
        np.minimum(first, other) * passages + np.maximum(first, other), return_inverse=True
    )
    size = np.zeros(len(pair), dtype=np.int64)
    np.maximum.at(size, cell, length)
    return _Ties(pair // max(passages, 1), pair % max(passages, 1), size)


def _together(ties: list[_Ties]) -> _Ties:
    return _Ties(
        *(np.concatenate([getattr(tie, name) for tie in ties]) for name in ("first", "second", "length"))
    )


def _extents(units: Codings, passage: Ints, passages: int) -> Ints:
    """The length of each passage from its first start to its last end."""
    start = np.full(passages, np.iinfo(np.int64).max)
    end = np.zeros(passages, dtype=np.int64)
    np.minimum.at(start, passage, units.start)
    np.maximum.at(end, passage, units.end)
    return np.asarray(end - start, dtype=np.int64)


def _led(size: Ints, second: Floats, third: Ints, ties: _Ties) -> Ints:
    """The number of each thing's group, from 0: the largest lead (`second` and `third` settle ties)."""
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((third, -second, -size))] = np.arange(len(size))
    later = rank[ties.first] > rank[ties.second]
    follower, candidate = np.where(later, (ties.first, ties.second), (ties.second, ties.first))
    order = np.lexsort((rank[candidate], -ties.length, rank[follower]))
    leader = list(range(len(size)))
    for follower_id, other in zip(follower[order].tolist(), candidate[order].tolist(), strict=True):
        if leader[follower_id] == follower_id and leader[other] == other:
            leader[follower_id] = other
    return np.unique(np.array(leader, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
