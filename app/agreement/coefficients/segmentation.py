"""Where text is cut: boundary similarity B, and the window measures Pk and WindowDiff.

Sources: Fournier (2013), ACL, pp. 1702-1712 (B); Beeferman, Berger & Lafferty (1999), Machine Learning
34:177-210 (Pk); Pevzner & Hearst (2002), Computational Linguistics 28:19-36 (WindowDiff).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from app.agreement.coefficients.values import NO_UNITS, Value, defined, undefined
from app.agreement.spans.continuum import Bools, Continuum, Floats, Ints, ascending, continuum_of, distinct
from app.agreement.spans.matching import uncontested
from app.agreement.spans.sweep import summed

NEAR = 2  # n_t in Fournier (2013): boundaries less than this many places apart are a near miss


Differ = Callable[[Ints, Ints], Bools]


@dataclass(frozen=True, eq=False, slots=True)
class Segmentation:
    """A text of a length in units, cut before the units at `boundaries`: int64, ascending, 0 < b < length."""

    length: int
    boundaries: Ints

    @classmethod
    def of_masses(cls, masses: Sequence[int]) -> "Segmentation":
        """From the sizes of the pieces, in order. Raises ValueError for a piece without any unit."""
        if any(mass < 1 for mass in masses):
            raise ValueError("every piece of a segmentation holds at least one unit")
        ends = np.cumsum(np.array(masses, dtype=np.int64))
        return cls(int(ends[-1]) if len(ends) else 0, ends[:-1])

    @property
    def spans(self) -> list[tuple[int, int, str]]:
        """The pieces as (start, end, "piece")."""
        edges = [0, *self.boundaries.tolist(), self.length]
        return [(start, end, "piece") for start, end in pairwise(edges) if start < end]


def boundary_similarity(first: Segmentation, second: Segmentation, near: int = NEAR) -> Value:
    """B = 1 - (misses + sum_{near misses} distance / near) / (misses + near misses + matches).

    The pieces of both become spans of one code by two coders. Raises ValueError when the two texts differ in
    length.
    """
    same_length(first, second)
    cut = {name: segmentation.spans for name, segmentation in (("one", first), ("other", second))}
    continuum, _, _ = continuum_of([(first.length, cut)])
    count, alike = next(pair_boundaries(continuum, near)).sum(axis=(1, 2))
    return defined(alike / count, n=count) if count else undefined(NO_UNITS, n=0)


def pair_boundaries(continuum: Continuum, near: int = NEAR) -> Iterator[Floats]:
    """For one pair of coders after the other, float64 (2, D, C): how many boundaries or near misses, and
    how alike they are, so that B is the second divided by the first; 0 where not both completed.
    """
    lines = _boundary_lines(continuum, near)
    stride = _stride(continuum, near)
    shape = (continuum.documents, continuum.codes)
    for g, h in combinations(range(continuum.coders), 2):
        position, edits, count = _edits(lines[g], lines[h], near)
        both = (continuum.completed[:, g] & continuum.completed[:, h])[:, None]
        sums = [summed(position // stride, amount, shape[0] * shape[1]) for amount in (count, count - edits)]
        yield np.reshape(sums, (2, *shape)) * both


def pk(hypothesis: Segmentation, reference: Segmentation, window: int | None = None) -> Value:
    """Share of windows whose two ends the one keeps in one piece and the other doesn't; 0 is best.

    The window is half the mean size of the reference's pieces, at least 2, unless given. Not symmetric.
    """
    return _one_way(hypothesis, reference, window, _one_has_some)


def window_diff(hypothesis: Segmentation, reference: Segmentation, window: int | None = None) -> Value:
    """Share of windows that hold different numbers of boundaries; 0 is best. Window as in `pk`."""
    return _one_way(hypothesis, reference, window, _numbers_differ)


def _one_has_some(first: Ints, second: Ints) -> Bools:
    """How Pk compares the numbers of boundaries in a window."""
    return np.asarray((first > 0) != (second > 0))


def _numbers_differ(first: Ints, second: Ints) -> Bools:
    """How WindowDiff compares them."""
    return np.asarray(first != second)


def same_length(first: Segmentation, second: Segmentation) -> None:
    if first.length != second.length:
        raise ValueError("two segmentations of the same text have the same length")


def _one_way(first: Segmentation, second: Segmentation, window: int | None, differ: Differ) -> Value:
    same_length(first, second)
    length = np.array([second.length])
    k = _window(length, np.array([len(second.boundaries)])) if window is None else np.array([window])
    windows = np.maximum(length - k, 0)
    if not windows[0]:
        return undefined(NO_UNITS, n=0)
    differing = _differing(first.boundaries, second.boundaries, k, windows, second.length + 1, differ)
    return defined(differing[0] / windows[0], n=windows[0])


def _window(length: Ints, boundaries: Ints) -> Ints:
    """Half the mean size of the pieces, at least 2."""
    return np.maximum(np.round(length / (boundaries + 1) / 2), 2).astype(np.int64)


def _differing(first: Ints, second: Ints, k: Ints, windows: Ints, stride: int, differ: Differ) -> Floats:
    """How many windows of every lane differ, float64 (lanes,).

    Window i of a lane, 0 <= i < windows, holds the boundaries b with i < b <= i + k: a boundary enters at
    b - k and leaves at b, so both counts are step functions of i.
    """
    both = np.concatenate((first, second))
    lane, position = both // stride, both % stride
    enters, leaves = np.clip(position - k[lane], 0, windows[lane]), np.minimum(position, windows[lane])
    at = np.concatenate((lane * stride + enters, lane * stride + leaves))
    order = ascending(at)
    sign = np.where(order < len(both), 1, -1)
    ours = order % max(len(both), 1) < len(first)
    counts = np.cumsum(sign * ours), np.cumsum(sign * ~ours)
    width = np.diff(at[order], append=at[order][-1:])
    return summed(at[order] // stride, width * differ(*counts), len(windows))


def _stride(continuum: Continuum, near: int) -> int:
    """Room for one document and code on the line of boundaries, so that no near miss crosses over."""
    return int(continuum.lengths.max(initial=0)) + near + 1


def _boundary_lines(continuum: Continuum, near: int) -> list[Ints]:
    """Each coder's boundaries in all documents and codes, ascending and each once."""
    spans = continuum.units
    lane = (spans.document * continuum.codes + spans.code) * _stride(continuum, near)
    start, end = (
        (lane + spans.start, spans.start > 0),
        (lane + spans.end, spans.end < continuum.lengths[spans.document]),
    )
    return [
        distinct(
            np.concatenate([position[inner & (spans.coder == coder)] for position, inner in (start, end)])
        )
        for coder in range(continuum.coders)
    ]


def _edits(first: Ints, second: Ints, near: int) -> tuple[Ints, Floats, Floats]:
    """Matches, near misses and misses of two sorted boundary lists: places, edit weights, and ones."""
    index = np.searchsorted(second, first)
    alike = np.append(second, -1)[index] == first
    matches, ours, theirs = first[alike], first[~alike], np.delete(second, index[alike])
    i, j = _near_misses(ours, theirs, near)
    missed = np.concatenate((np.delete(ours, i), np.delete(theirs, j)))
    position = np.concatenate((matches, ours[i], missed))
    near_edits = np.abs(ours[i] - theirs[j]) / near
    edits = np.concatenate((np.zeros(len(matches)), near_edits, np.ones(len(missed))))
    return position, edits, np.ones(len(position))


def _near_misses(ours: Ints, theirs: Ints, near: int) -> tuple[Ints, Ints]:
    """Numbers (i, j) of boundaries that became near misses: nearest pairs first, then from left to right."""
    low = np.searchsorted(theirs, ours - near, side="right")
    many = np.searchsorted(theirs, ours + near, side="left") - low
    i = np.repeat(np.arange(len(ours)), many)
    j = low[i] + np.arange(len(i)) - (np.cumsum(many) - many)[i]
    chosen = uncontested(i, j)
    rest = np.flatnonzero(~chosen)
    apart = np.abs(ours[i] - theirs[j])[rest]
    order = rest[np.lexsort((np.minimum(ours[i], theirs[j])[rest], apart))]
    taken_i, taken_j = set[int](), set[int]()
    for index, a, b in zip(order.tolist(), i[order].tolist(), j[order].tolist(), strict=True):
        if a not in taken_i and b not in taken_j:
            taken_i.add(a)
            taken_j.add(b)
            chosen[index] = True
    return i[chosen], j[chosen]
