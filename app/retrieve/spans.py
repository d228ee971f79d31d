"""Sets of spans on one line, on which all texts lie one behind the other with a gap between them; pure numpy.

A set holds each half-open span once, by start and then by end. Everything here takes time as sorting does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
FAR = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Spans:
    """Starts and ends, int64 of shape (n,)."""

    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: Ints | Bools) -> "Spans":
        """The chosen ones, by index or by mask."""
        return Spans(self.start[chosen], self.end[chosen])


def spans_of(start: Ints, end: Ints) -> Spans:
    """A set of whatever spans."""
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    is_new = np.ones(len(start), dtype=np.bool_)
    is_new[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    return Spans(start[is_new], end[is_new])


def nothing() -> Spans:
    """The empty set."""
    return Spans(np.empty(0, np.int64), np.empty(0, np.int64))


def union(sets: Iterable[Spans]) -> Spans:
    """All spans of some sets."""
    listed = list(sets) or [nothing()]
    return spans_of(
        np.concatenate([spans.start for spans in listed]), np.concatenate([spans.end for spans in listed])
    )


def stretches(spans: Spans) -> Spans:
    """What spans cover, those that touch or overlap as one."""
    if not len(spans):
        return spans
    reached = np.maximum.accumulate(spans.end)
    begins = np.ones(len(spans), dtype=np.bool_)
    begins[1:] = spans.start[1:] > reached[:-1]
    firsts = np.flatnonzero(begins)
    return Spans(spans.start[firsts], np.append(reached[firsts[1:] - 1], reached[-1]))


def common(spans: Spans, others: Spans) -> Spans:
    """The stretches that both cover."""
    first, second = stretches(spans), stretches(others)
    cuts = np.unique(np.concatenate([first.start, first.end, second.start, second.end]))
    if len(cuts) < 2:
        return nothing()
    start, end = cuts[:-1], cuts[1:]
    inside = covers(first, start) & covers(second, start)
    return stretches(Spans(start[inside], end[inside]))


def covers(joined: Spans, places: Ints) -> Bools:
    """Whether a place lies in one of some stretches that neither touch nor overlap."""
    if not len(joined):
        return np.zeros(len(places), dtype=np.bool_)
    index = np.searchsorted(joined.start, places, side="right") - 1
    is_in: Bools = (index >= 0) & (places < joined.end[np.maximum(index, 0)])
    return is_in


def overlapping(spans: Spans, others: Spans) -> Bools:
    """Which spans share a character with another one."""
    reached = np.concatenate([[-FAR], np.maximum.accumulate(others.end)])
    met: Bools = reached[np.searchsorted(others.start, spans.end, side="left")] > spans.start
    return met


def inside(spans: Spans, others: Spans) -> Bools:
    """Which spans lie within another one."""
    reached = np.concatenate([[-FAR], np.maximum.accumulate(others.end)])
    held: Bools = reached[np.searchsorted(others.start, spans.start, side="right")] >= spans.end
    return held


def around(spans: Spans, others: Spans) -> Bools:
    """Which spans hold another one."""
    nearest = np.concatenate([np.minimum.accumulate(others.end[::-1])[::-1], [FAR]])
    holds: Bools = nearest[np.searchsorted(others.start, spans.start, side="left")] <= spans.end
    return holds


def equal(spans: Spans, others: Spans) -> Bools:
    """Which spans have the ends of another one."""
    ends = np.concatenate([spans.end, others.end])
    length = int(ends.max(initial=0)) + 1
    same: Bools = np.isin(spans.start * length + spans.end, others.start * length + others.end)
    return same


def next_start(spans: Spans, others: Spans) -> Ints:
    """Where the next other one begins, at a span's end or behind it; FAR where none does."""
    starts = np.append(others.start, FAR)
    following: Ints = starts[np.searchsorted(others.start, spans.end, side="left")]
    return following


def last_end(spans: Spans, others: Spans) -> Ints:
    """Where the last other one ends, at a span's start or before it; -FAR where none does."""
    ends = np.concatenate([[-FAR], np.sort(others.end)])
    before: Ints = ends[np.searchsorted(ends[1:], spans.start, side="right")]
    return before


def pairs(spans: Spans, others: Spans) -> tuple[Ints, Ints]:
    """Every (index of a span, index of another one) that share a character; `others` are by start."""
    longest = int((others.end - others.start).max(initial=0))
    first = np.searchsorted(others.start, spans.start - longest, side="right")
    last = np.searchsorted(others.start, spans.end, side="left")
    many = np.maximum(last - first, 0)
    index = np.repeat(np.arange(len(spans)), many)
    other = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    meets = others.end[other] > spans.start[index]
    return index[meets], other[meets]
