"""Boundary tolerance: ends of different coders that lie close together count as the same.

It never separates ends that were equal and never joins or parts one coder's spans. Of each code, no pair of
coders differs in more characters, or given units, for it, and alpha of all coders is not the lower. What is
not guaranteed: chance-corrected values of a pair among three coders or more, or of several codes together,
since what is expected by chance moves as well.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, merged
from app.agreement.spans.sweep import category_tallies, tally

START, END = 0, 1
ROUNDING = 1e-12
Spans = dict[int, list[list[int]]]  # each coder's [start, end] of one code in one document, in order


@dataclass(frozen=True)
class _Edge:
    """A boundary of one coder: the number of its span, and how far it may be moved either way."""

    at: int
    coder: int
    span: int
    low: int
    high: int


def snapped(continuum: Continuum, tolerance: int) -> Codings:
    """The codings with boundaries of different coders within `tolerance` of one another made the same.

    Definition, within a document and code: starts are read from left to right (then ends, and before both,
    places where two spans of one coder meet). A group takes in every one at most `tolerance` behind its
    first, of coders who have none in it yet, as long as each of these spans could begin at any place of the
    group and would neither vanish nor touch another of its coder. All of a group move to that one of its
    places at which the fewest pairs of the document's coders disagree, among equals inwards, of those where
    no pair disagrees about more characters and the code's alpha isn't lower; without any they stay.
    `tolerance` counts characters; with 0 the codings come back as they are, otherwise sorted, with one
    coder's overlapping spans of the same code as one.
    """
    codings = continuum.codings
    if tolerance <= 0 or not len(codings):
        return codings
    codings = merged(codings, touching=False)
    start, end = codings.start.copy(), codings.end.copy()
    lane = codings.document * continuum.codes + codings.code
    order = np.lexsort((codings.start, codings.coder, lane))
    many, totals = continuum.coders_per_document.tolist(), code_totals(continuum)
    coder, document = codings.coder.tolist(), codings.document.tolist()
    for _, rows in groupby(order.tolist(), key=lane.tolist().__getitem__):
        numbers = list(rows)
        spans: Spans = {}
        for row in numbers:
            spans.setdefault(coder[row], []).append([int(start[row]), int(end[row])])
        if len(spans) > 1:
            first = numbers[0]
            _settle(spans, tolerance, many[document[first]], totals[int(codings.code[first])])
            flat = [span for who in spans.values() for span in who]
            start[numbers], end[numbers] = np.array(flat).T
    return merged(replace(codings, start=start, end=end), touching=False)


def _settle(spans: Spans, tolerance: int, coders: int, total: "CodeTotal") -> None:
    """Move the boundaries of one code in one document, in place."""
    joints = _joints(spans)
    plain = {edge.at for edge in (*_starts(spans), *_ends(spans))}
    for group in _groups([edge for edge in joints if edge.at not in plain], tolerance):
        at = group[(len(group) - 1) // 2].at
        pairs = [(spans[edge.coder][edge.span - 1], spans[edge.coder][edge.span]) for edge in group]
        if all(before[START] < at < after[END] for before, after in pairs):
            for before, after in pairs:
                before[END] = after[START] = at
    for edges, side in ((_starts, START), (_ends, END)):
        met = {
            edge.at for edge in _joints(spans)
        }  # what is equal to a place where two spans meet stays there
        for group in _groups([edge for edge in edges(spans) if edge.at not in met], tolerance):
            best = _best(group, spans, coders, side, total)
            if best is not None:
                for edge in group:
                    spans[edge.coder][edge.span][side] = best


def _joints(spans: Spans) -> list[_Edge]:
    """Where two spans of one coder meet: the number is that of the second."""
    return [
        _Edge(after[START], who, n, before[START] + 1, after[END] - 1)
        for who, of_coder in spans.items()
        for n, (before, after) in enumerate(pairwise(of_coder), 1)
        if before[END] == after[START]
    ]


def _starts(spans: Spans) -> list[_Edge]:
    edges = []
    for who, of_coder in spans.items():
        behind = -1
        for n, (start, end) in enumerate(of_coder):
            if start > behind:
                edges.append(_Edge(start, who, n, behind + 1, end - 1))
            behind = end
    return edges


def _ends(spans: Spans) -> list[_Edge]:
    edges = []
    for who, of_coder in spans.items():
        for n, (start, end) in enumerate(of_coder):
            following = of_coder[n + 1][START] if n + 1 < len(of_coder) else None
            if following is None or end < following:
                edges.append(_Edge(end, who, n, start + 1, 2**62 if following is None else following - 1))
    return edges


def _groups(edges: Sequence[_Edge], tolerance: int) -> Iterator[list[_Edge]]:
    """Edges of two coders or more that can all be moved to any place among them; equal ones stay together."""
    group: list[_Edge] = []
    for at, edges_at in groupby(
        sorted(edges, key=lambda edge: (edge.at, edge.coder)), key=lambda edge: edge.at
    ):
        block = list(edges_at)
        joined = [*group, *block]
        fits = (
            group
            and at - group[0].at <= tolerance
            and len({edge.coder for edge in joined}) == len(joined)
            and all(edge.low <= group[0].at and at <= edge.high for edge in joined)
        )
        if fits:
            group = joined
            continue
        if group and group[-1].at > group[0].at:
            yield group
        group = block
    if group and group[-1].at > group[0].at:
        yield group


@dataclass
class CodeTotal:
    """Of one code: values that differ within characters, as alpha counts them; those that say yes; no."""

    apart: float
    given: float
    absent: float

    def after(self, apart: float, given: float) -> float:
        """D_o / D_e but for a constant, when so much more differs and is given; infinite where D_e is 0."""
        room = (self.given + given) * (self.absent - given)
        return (self.apart + apart) / room if room > 0 else float("inf")


def code_totals(continuum: Continuum) -> list[CodeTotal]:
    """Of each code of a comparable continuum, over all its documents."""
    together = category_tallies(tally(continuum, pairs=False)).total().coincidences
    return [CodeTotal(2 * float(sums[0, 1]), float(sums[1].sum()), float(sums[0].sum())) for sums in together]


def _best(group: Sequence[_Edge], spans: Spans, coders: int, side: int, total: CodeTotal) -> int | None:
    """The place at which the fewest pairs of coders disagree, among equals inwards, or None."""
    places = [edge.at for edge in group]
    members = {edge.coder for edge in group}
    others = [span for who, span in spans.items() if who not in members]
    pieces = list(_pieces(places[0], places[-1], set(places), others))

    inner = places[-1] if side == START else places[0]  # overlaps stay as they are

    def change(target: int) -> tuple[float, float]:
        """How many values more differ, and are given, than where every end is where it is."""
        apart = given = 0.0
        for left, length, had in pieces:
            now = sum((left >= at) == (side == START) for at in places)
            new = len(places) * ((left >= target) == (side == START))
            before, after = ((had + count) * (coders - had - count) for count in (now, new))
            apart += 2 * length * (after - before) / max(coders - 1, 1)
            given += length * (new - now)
        return apart, given

    changes = {target: change(target) for target in dict.fromkeys([inner, *places])}
    limit = total.after(0, 0) * (1 + ROUNDING)
    rest = [*others, *[[]] * (coders > len(spans))]  # who has none of the code is like any other
    for target, (apart, given) in sorted(changes.items(), key=lambda item: item[1][0]):
        good = apart <= 0 and total.after(apart, given) <= limit
        if good and all(_parts_nobody(at, target, side, rest) for at in set(places) - {target}):
            total.apart += apart
            total.given, total.absent = total.given + given, total.absent - given
            return target
    return None


def _parts_nobody(at: int, target: int, side: int, others: Sequence[list[list[int]]]) -> bool:
    """Whether an end that moves to a place differs from none of the others in more characters there."""
    low, high = min(at, target), max(at, target)
    gains = (target < at) == (side == START)
    for other in others:
        shared = sum(length for _, length, had in _pieces(low, high, {low, high}, [other]) if had)
        if (2 * shared < high - low) if gains else (2 * shared > high - low):
            return False
    return True


def _pieces(
    low: int, high: int, cuts: set[int], others: Sequence[list[list[int]]]
) -> Iterator[tuple[int, int, int]]:
    """(start, length, how many of the others have it) of the text from low to high."""
    near = []
    for of_coder in others:
        first = max(bisect_left(of_coder, [low]) - 1, 0)
        for start, end in of_coder[first:]:
            if start >= high:
                break
            if end > low:
                near.append((max(start, low), min(end, high)))
    borders = sorted(cuts | {offset for span in near for offset in span})
    for left, right in pairwise(borders):
        yield left, right - left, sum(start <= left < end for start, end in near)
