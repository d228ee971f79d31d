"""Free spans as numpy arrays: the continuum that coders divide, made ready for comparison.

A continuum is a row of documents; no span crosses the border between two of them. Coders and codes are
numbered from 0. Coordinates are half-open and count Unicode code points, or given units (turns, sentences,
tokens) after `in_units`: everything that works on characters works on units as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Stretches:
    """Stretches of documents, such as turns, sentences or non-codable regions: int64 arrays of shape (n,)."""

    document: Ints
    start: Ints
    end: Ints

    @classmethod
    def of(cls, rows: list[tuple[int, int, int]]) -> Self:
        """Stretches from (document, start, end) rows."""
        return cls(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)

    def __len__(self) -> int:
        return len(self.document)


@dataclass(frozen=True, eq=False, slots=True)
class Codings:
    """Codings as parallel int64 arrays of shape (n,), in any order; spans may overlap."""

    document: Ints
    coder: Ints
    code: Ints
    start: Ints
    end: Ints

    @classmethod
    def of(cls, rows: list[tuple[int, int, int, int, int]]) -> Self:
        """Codings from (document, coder, code, start, end) rows."""
        return cls(*np.array(rows, dtype=np.int64).reshape(-1, 5).T)

    def __len__(self) -> int:
        return len(self.document)

    def take(self, chosen: Ints | Bools) -> "Codings":
        """The chosen codings, by index or by mask."""
        return Codings(
            self.document[chosen], self.coder[chosen], self.code[chosen], self.start[chosen], self.end[chosen]
        )


@dataclass(frozen=True, eq=False)
class Continuum:
    """What is compared.

    lengths    int64 (documents,): characters, or units, of each document
    completed  bool (documents, coders): who has finished which document; a finished document without
               codings says "nothing here", an unfinished one says nothing
    codes      how many codes exist, used or not
    codings    every span lies inside its document: 0 <= start < end <= length
    """

    lengths: Ints
    completed: Bools
    codes: int
    codings: Codings

    def __post_init__(self) -> None:
        codings = self.codings
        if self.completed.ndim != 2 or len(self.completed) != len(self.lengths):
            raise ValueError("completed must have one row for each document")
        shape = (*self.completed.shape, self.codes)
        for numbers, most in zip((codings.document, codings.coder, codings.code), shape, strict=True):
            if numbers.size and (numbers.min() < 0 or numbers.max() >= most):
                raise ValueError("a coding names a document, coder or code that does not exist")
        inside = (codings.start >= 0) & (codings.start < codings.end)
        if not np.all(inside & (codings.end <= self.lengths[codings.document])):
            raise ValueError("a coding is empty or reaches beyond its document")

    @property
    def documents(self) -> int:
        """How many documents there are, dropped ones included."""
        return len(self.lengths)

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.completed.shape[1])

    @property
    def coders_per_document(self) -> Ints:
        """m_d, int64 (documents,): how many coders completed each document."""
        many: Ints = self.completed.sum(axis=1, dtype=np.int64)
        return many

    @property
    def offsets(self) -> Ints:
        """Where each document begins, int64 (documents + 1,), when all lie on one line, 1 apart."""
        return np.concatenate(([0], np.cumsum(self.lengths + 1))).astype(np.int64)

    @property
    def uses(self) -> Ints:
        """How many codings each code has by each coder, int64 (codes, coders)."""
        uses = np.zeros((self.codes, self.coders), dtype=np.int64)
        np.add.at(uses, (self.codings.code, self.codings.coder), 1)
        return uses

    @cached_property
    def by_coder(self) -> list[Ints]:
        """The indices of each coder's codings, ascending."""
        order = np.argsort(self.codings.coder, kind="stable")
        ends = np.cumsum(np.bincount(self.codings.coder, minlength=self.coders))
        return np.split(order, ends[:-1])

    @cached_property
    def joined(self) -> Codings:
        """One coder's spans of a code that overlap or meet as one, as `merged`."""
        return merged(self.codings)

    @cached_property
    def units(self) -> Codings:
        """One coder's overlapping spans of a code as one, as `merged` without touching."""
        return merged(self.codings, touching=False)


def continuum_of(
    documents: Sequence[tuple[int, Mapping[str, Sequence[tuple[int, int, str]]]]],
) -> tuple[Continuum, list[str], list[str]]:
    """A continuum from (length, {coder: [(start, end, value), ...]}) for each document, with its names.

    The coders named in a document are those who completed it, also where their list is empty. Returned with
    the continuum: the names of coders and of values (codes), both sorted, in the order of their numbers.
    """
    coders = sorted({coder for _, spans in documents for coder in spans})
    values = sorted(
        {value for _, spans in documents for of_coder in spans.values() for _, _, value in of_coder}
    )
    rows = [
        (document, coders.index(coder), values.index(value), start, end)
        for document, (_, spans) in enumerate(documents)
        for coder, of_coder in spans.items()
        for start, end, value in of_coder
    ]
    completed = np.array([[coder in spans for coder in coders] for _, spans in documents], dtype=np.bool_)
    lengths = np.array([length for length, _ in documents], dtype=np.int64)
    completed = completed.reshape(len(documents), len(coders))
    return Continuum(lengths, completed, len(values), Codings.of(rows)), coders, values


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was left out, as counts; `blind_documents` are being coded blind by one coder at least.

    `not_codable` are codings that could be compared and lie wholly in text that is not, `other_origins` those
    that could be compared and came about in a way that is left out, `single_coder_cases` are cases that fewer
    than two coders saw whole.
    """

    single_coder_documents: int
    empty_documents: int
    codings: int
    blind_documents: int = 0
    not_codable: int = 0
    other_origins: int = 0
    single_coder_cases: int = 0


def comparable(continuum: Continuum) -> tuple[Continuum, Dropped]:
    """Keep what can be compared: completed (document, coder) pairs in documents with two or more of them.

    Documents keep their numbers; a dropped one has nobody who completed it. Documents of length 0 are
    counted as empty, not as single-coder documents.
    """
    empty = continuum.lengths == 0
    single = ~empty & (continuum.coders_per_document < 2)
    completed = continuum.completed & ~(empty | single)[:, None]
    codings = continuum.codings
    compared = codings.take(completed[codings.document, codings.coder])
    dropped = Dropped(int(single.sum()), int(empty.sum()), len(codings) - len(compared))
    return replace(continuum, completed=completed, codings=compared), dropped


def merged(codings: Codings, *, touching: bool = True) -> Codings:
    """One coder's overlapping spans of the same code as their union, sorted by document, coder, code, start.

    With touching, spans that only meet are joined too; without, they stay two units, as in the unitizing
    coefficients, where a boundary between two units of the same code is something that a coder did.
    """
    if not len(codings):
        return codings
    reach = int(codings.end.max()) + 1
    lane = codings.document * (int(codings.coder.max()) + 1) + codings.coder
    lane = (lane * (int(codings.code.max()) + 1) + codings.code) * reach
    order = ascending(lane + codings.start)
    low, high = (lane + codings.start)[order], np.maximum.accumulate((lane + codings.end)[order])
    opens = low[1:] > high[:-1] if touching else low[1:] >= high[:-1]
    first = np.flatnonzero(np.concatenate(([True], opens)))
    last = np.concatenate((first[1:], [len(low)])) - 1
    spans = codings.take(order[first])
    return replace(spans, end=high[last] - lane[order[first]])


def ascending(keys: Ints) -> Ints:
    """The stable order that sorts keys >= 0, as `argsort`.

    Sorting the keys with their places packed behind them is four times as fast, where both fit into an int64.
    """
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 62:
        return np.argsort(keys, kind="stable")
    packed = np.sort(keys << bits | np.arange(len(keys)))
    return packed & ((1 << bits) - 1)


def distinct(places: Ints) -> Ints:
    """Each place once, ascending; by sorting, which here beats the hash table of `np.unique` ten times."""
    places = np.sort(places)
    return places[np.diff(places, prepend=places[:1] - 1) > 0]


def without_regions(continuum: Continuum, regions: Stretches) -> Continuum:
    """Cut non-codable regions out of the continuum; regions may overlap, and lie inside their documents.

    What lies behind a region moves forward. A span that reaches across becomes one shorter span, one that
    reaches into a region is clipped, one inside vanishes.
    """
    if not len(regions):
        return continuum
    codings = continuum.codings
    start = _shortened(continuum, regions, codings.document, codings.start)
    end = _shortened(continuum, regions, codings.document, codings.end)
    everywhere = np.arange(continuum.documents)
    lengths = _shortened(continuum, regions, everywhere, continuum.lengths)
    left = replace(codings, start=start, end=end).take(start < end)
    return replace(continuum, lengths=lengths, codings=left)


def units_without_regions(continuum: Continuum, units: Stretches, regions: Stretches) -> Stretches:
    """The units of the uncut continuum after `without_regions`; units wholly inside are dropped."""
    if not len(regions):
        return units
    left = codable(continuum, units, regions)
    start = _shortened(continuum, regions, units.document, units.start)
    end = _shortened(continuum, regions, units.document, units.end)
    return Stretches(units.document[left], start[left], end[left])


def codable(continuum: Continuum, units: Stretches, regions: Stretches) -> Bools:
    """Which units of the uncut continuum are neither empty nor wholly inside non-codable regions."""
    if not len(regions):
        return np.asarray(units.start < units.end)
    start = _shortened(continuum, regions, units.document, units.start)
    return np.asarray(start < _shortened(continuum, regions, units.document, units.end))


def in_units(continuum: Continuum, units: Stretches) -> Continuum:
    """The continuum counted in given units: a code is present in a unit that a coding of it overlaps.

    A span becomes the row of units it overlaps; one that touches none (white space between two tokens)
    vanishes. Units of a document must not overlap (ValueError); their order doesn't matter; gaps between
    them belong to no unit. Empty units are ignored.
    """
    lengths, first, last = units_touched(continuum, units)
    touched = replace(continuum.codings, start=first, end=last).take(first < last)
    return replace(continuum, lengths=lengths, codings=touched)


def units_touched(continuum: Continuum, units: Stretches) -> tuple[Ints, Ints, Ints]:
    """How many units each document has; the first that each coding overlaps, and that behind its last."""
    offsets = continuum.offsets
    real = units.start < units.end
    start = (offsets[units.document] + units.start)[real]
    order = ascending(start)
    start, end = start[order], (offsets[units.document] + units.end)[real][order]
    if np.any(start[1:] < end[:-1]):
        raise ValueError("units of a document overlap")
    borders = np.searchsorted(start, offsets)
    codings = continuum.codings
    line = offsets[codings.document]
    first = np.searchsorted(end, line + codings.start, side="right")
    last = np.searchsorted(start, line + codings.end, side="left")
    before = borders[codings.document]
    return np.diff(borders), first - before, last - before


def _shortened(continuum: Continuum, regions: Stretches, document: Ints, position: Ints) -> Ints:
    """Where positions of documents come to lie when the regions are gone."""
    offsets = continuum.offsets
    zero = np.zeros_like(regions.document)
    union = merged(Codings(regions.document, zero, zero, regions.start, regions.end))
    start, size = offsets[union.document] + union.start, union.end - union.start
    before = np.concatenate(([0], np.cumsum(size)))

    def removed(at: Ints) -> Ints:
        nearest = np.searchsorted(start, at, side="right") - 1
        inside = np.minimum(at - start[nearest], size[nearest])
        return np.where(nearest < 0, 0, before[nearest] + inside)

    return position - (removed(offsets[document] + position) - removed(offsets[document]))
