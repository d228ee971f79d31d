"""Where text is cut: boundary similarity B, and the window measures Pk and WindowDiff.

Sources: Fournier (2013), ACL, pp. 1702-1712 (B); Beeferman, Berger & Lafferty (1999), Machine Learning
34:177-210 (Pk); Pevzner & Hearst (2002), Computational Linguistics 28:19-36 (WindowDiff).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.agreement.matching import PairShares
from app.agreement.spans import Codings, Continuum, Floats, Ints, merged
from app.agreement.sweep import summed
from app.agreement.tallies import coder_pairs
from app.agreement.values import NO_UNITS, Value, defined, undefined

NEAR = 2  # n_t in Fournier (2013): boundaries less than this many places apart are a near miss


@dataclass(frozen=True, slots=True)
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


def boundary_similarity(one: Segmentation, other: Segmentation, near: int = NEAR) -> Value:
    """B = 1 - (misses + sum_{near misses} distance / near) / (misses + near misses + matches).

    Raises ValueError when the two texts differ in length.
    """
    _same_length(one, other)
    place, edits, count = _edits(one.boundaries, other.boundaries, near)
    if not len(place):
        return undefined(NO_UNITS, n=0)
    return defined(1 - edits.sum() / count.sum(), n=count.sum())


def code_boundaries(continuum: Continuum, near: int = NEAR) -> PairShares:
    """B of the boundaries of every document and code: shares of shape (D, C, P).

    A code's spans cut each coder's document at their starts and ends; the ends of the document are no
    boundaries. `near` counts characters, or units where the continuum was counted in units.
    """
    spans = merged(continuum.codings, touching=False)
    lines = [_boundary_line(continuum, spans.take(spans.coder == g), near) for g in range(continuum.coders)]
    first, second = coder_pairs(continuum.coders)
    shape = (continuum.documents, continuum.codes, len(first))
    part, whole = np.zeros(shape), np.zeros(shape)
    stride = _stride(continuum, near)
    for pair, (g, h) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        place, edits, count = _edits(lines[g], lines[h], near)
        cell = place // stride
        both = (continuum.completed[:, g] & continuum.completed[:, h])[:, None]
        similar = summed(cell, count - edits, shape[0] * shape[1])
        part[:, :, pair] = similar.reshape(shape[:2]) * both
        whole[:, :, pair] = summed(cell, count, shape[0] * shape[1]).reshape(shape[:2]) * both
    return PairShares(part, whole)


def pk(hypothesis: Segmentation, reference: Segmentation, window: int | None = None) -> Value:
    """Share of windows whose two ends the one keeps in one piece and the other doesn't; 0 is best.

    The window is half the mean size of the reference's pieces, at least 2, unless given. Not symmetric.
    """
    ours, theirs, widths, k = _windows(hypothesis, reference, window)
    return _share_of_windows((ours > 0) != (theirs > 0), widths, reference.length - k)


def window_diff(hypothesis: Segmentation, reference: Segmentation, window: int | None = None) -> Value:
    """Share of windows that hold different numbers of boundaries; 0 is best. Window as in `pk`."""
    ours, theirs, widths, k = _windows(hypothesis, reference, window)
    return _share_of_windows(ours != theirs, widths, reference.length - k)


def both_ways(one: Value, other: Value) -> Value:
    """The mean of a measure's two directions: what Pk and WindowDiff mean between two equal coders."""
    if one.value is None:
        return one
    if other.value is None:
        return other
    return defined((one.value + other.value) / 2, n=one.n)


def _same_length(one: Segmentation, other: Segmentation) -> None:
    if one.length != other.length:
        raise ValueError("two segmentations of the same text have the same length")


def _windows(
    hypothesis: Segmentation, reference: Segmentation, window: int | None
) -> tuple[Ints, Ints, Ints, int]:
    """Boundaries of both in the windows (i, i + k], as steps of i: two counts, and how many i share them."""
    _same_length(hypothesis, reference)
    k = (
        window
        if window is not None
        else max(2, round(reference.length / (len(reference.boundaries) + 1) / 2))
    )
    last = max(reference.length - k, 0)
    steps = [segmentation.boundaries + shift for segmentation in (hypothesis, reference) for shift in (-k, 0)]
    at = np.unique(np.clip(np.concatenate([np.array([0, last]), *steps]), 0, last))
    counts = [
        np.searchsorted(segmentation.boundaries, at[:-1] + k, side="right")
        - np.searchsorted(segmentation.boundaries, at[:-1], side="right")
        for segmentation in (hypothesis, reference)
    ]
    return counts[0], counts[1], np.diff(at), k


def _share_of_windows(different: np.ndarray, widths: Ints, windows: int) -> Value:
    if windows <= 0:
        return undefined(NO_UNITS, n=0)
    return defined((different * widths).sum() / windows, n=windows)


def _stride(continuum: Continuum, near: int) -> int:
    """Room for one document and code on the line of boundaries, so that no near miss crosses over."""
    return int(continuum.lengths.max(initial=0)) + near + 1


def _boundary_line(continuum: Continuum, spans: Codings, near: int) -> Ints:
    """One coder's boundaries in all documents and codes, ascending and each once."""
    lane = (spans.document * continuum.codes + spans.code) * _stride(continuum, near)
    inner = spans.end < continuum.lengths[spans.document]
    return np.unique(np.concatenate(((lane + spans.start)[spans.start > 0], (lane + spans.end)[inner])))


def _edits(one: Ints, other: Ints, near: int) -> tuple[Ints, Floats, Floats]:
    """Matches, near misses and misses of two sorted boundary lists: places, edit weights, and ones."""
    matches = np.intersect1d(one, other, assume_unique=True)
    ours = np.setdiff1d(one, matches, assume_unique=True)
    theirs = np.setdiff1d(other, matches, assume_unique=True)
    i, j = _near_misses(ours, theirs, near)
    missed = np.concatenate((np.delete(ours, i), np.delete(theirs, j)))
    place = np.concatenate((matches, ours[i], missed))
    near_edits = np.abs(ours[i] - theirs[j]) / near
    edits = np.concatenate((np.zeros(len(matches)), near_edits, np.ones(len(missed))))
    return place, edits, np.ones(len(place))


def _near_misses(ours: Ints, theirs: Ints, near: int) -> tuple[Ints, Ints]:
    """Numbers (i, j) of boundaries that became near misses: nearest pairs first, then from left to right."""
    low = np.searchsorted(theirs, ours - near, side="right")
    many = np.searchsorted(theirs, ours + near, side="left") - low
    i = np.repeat(np.arange(len(ours)), many)
    j = low[i] + np.arange(len(i)) - (np.cumsum(many) - many)[i]
    order = np.lexsort((np.minimum(ours[i], theirs[j]), np.abs(ours[i] - theirs[j])))
    taken_i, taken_j, chosen = set[int](), set[int](), []
    for place, a, b in zip(order.tolist(), i[order].tolist(), j[order].tolist(), strict=True):
        if a not in taken_i and b not in taken_j:
            taken_i.add(a)
            taken_j.add(b)
            chosen.append(place)
    return i[chosen], j[chosen]
