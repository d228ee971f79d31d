"""Small differences at the ends of spans: trimming white space and punctuation, and boundary tolerance."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans import Bools, Codings, Ints, ascending, merged

# Above this code point Unicode has no white space and no punctuation.
_LAST = 0x1FFFF


def trimmed(codings: Codings, texts: Sequence[str] | Mapping[int, str]) -> Codings:
    """Take white space, punctuation and invisible format characters off both ends of every span.

    texts gives each document's text by number; only documents with codings are looked at. A span of
    nothing but such characters stays as it is, so no coding is lost. The order of the codings is kept.
    """
    start, end = codings.start.copy(), codings.end.copy()
    order = ascending(codings.document)
    documents, first = np.unique(codings.document[order], return_index=True)
    for document, own in zip(documents.tolist(), np.split(order, first[1:]), strict=False):
        solid = np.flatnonzero(_solid().take(_code_points(texts[document]), mode="clip"))
        left = np.searchsorted(solid, start[own])
        right = np.searchsorted(solid, end[own])
        rest, left, right = own[left < right], left[left < right], right[left < right]
        start[rest], end[rest] = solid[left], solid[right - 1] + 1
    return replace(codings, start=start, end=end)


def snapped(codings: Codings, tolerance: int) -> Codings:
    """Boundaries of different coders that lie within `tolerance` of one another become the same boundary.

    Definition: within a document and code, starts (and, apart from them, ends) are read from left to right;
    a group takes in every boundary at most `tolerance` behind its first one. Where a group holds boundaries
    of two or more coders, all of them move to its lower median. A span that would vanish keeps its own
    boundaries. tolerance counts characters, or units of a continuum in units; with 0 the codings come back as
    they are, otherwise sorted, with one coder's overlapping spans of the same code as one.
    """
    if tolerance <= 0 or not len(codings):
        return codings
    codings = merged(codings, touching=False)
    start = _snapped_positions(codings, codings.start, tolerance)
    end = _snapped_positions(codings, codings.end, tolerance)
    stays = start >= end
    start[stays], end[stays] = codings.start[stays], codings.end[stays]
    return merged(replace(codings, start=start, end=end), touching=False)


def _snapped_positions(codings: Codings, position: Ints, tolerance: int) -> Ints:
    """Each position moved to the lower median of its group, where two coders meet in the group."""
    reach = int(position.max()) + tolerance + 1
    lane = (codings.document * (int(codings.code.max()) + 1) + codings.code) * reach
    order = ascending(lane + position)
    at = (lane + position)[order]
    first = np.array(_group_starts(at, tolerance))
    size = np.diff(np.concatenate((first, [len(at)])))
    coder = codings.coder[order]
    shared = np.minimum.reduceat(coder, first) < np.maximum.reduceat(coder, first)
    median = at[first + (size - 1) // 2]
    result = np.empty_like(position)
    result[order] = np.where(np.repeat(shared, size), np.repeat(median, size), at) - lane[order]
    return result


def _group_starts(at: Ints, tolerance: int) -> list[int]:
    """Indices at which a new group begins, reading the sorted positions from left to right."""
    following = np.searchsorted(at, at + tolerance, side="right").tolist()
    starts = [0]
    while following[starts[-1]] < len(at):
        starts.append(following[starts[-1]])
    return starts


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _solid() -> Bools:
    """Which code points are no white space, punctuation (P*), separators (Z*) or invisible format characters.

    The last one stands for all behind it.
    """
    return np.array(
        [
            not chr(point).isspace()
            and unicodedata.category(chr(point))[0] not in "PZ"
            and unicodedata.category(chr(point)) != "Cf"
            for point in range(_LAST + 1)
        ]
    )
