"""The interval sweep: from spans to tallies for every document and code, without a coder x character matrix.

Work and memory grow with the number of codings (and documents x codes), never with the length of the texts.
All sums are additive over documents, so a bootstrap over documents only re-weights them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.agreement.coefficients.ratings import MISSING
from app.agreement.coefficients.sets import SetValues
from app.agreement.coefficients.tallies import CategoryTallies, coder_pairs
from app.agreement.spans.continuum import Bools, Codings, Continuum, Floats, Ints, ascending, distinct

_BITS = 62  # codes that fit into one int64 word without touching its sign


@dataclass(frozen=True, eq=False, slots=True)
class PresenceTallies:
    """Presence and absence of every code, summed within documents; D documents, C codes, G coders, P pairs.

    Weights are characters, or units where the continuum was counted in units; whole numbers in float64.

    completed  bool (D, G)           who counts in a document; nobody in a dropped one
    pairs      int64 (P, 2)          coder numbers g < h, in the order of `tallies.coder_pairs`
    total      float64 (D,)          weight of the document, 0 for a dropped one
    present    float64 (D, C, G)     weight where the coder has the code
    both       float64 (D, C, P)     weight where both coders of the pair have it
    counts     float64 (D, C, G + 1) weight where exactly k coders have it; sums to total over k
    """

    completed: Bools
    pairs: Ints
    total: Floats
    present: Floats
    both: Floats
    counts: Floats

    @property
    def coders_per_document(self) -> Ints:
        """m_d, int64 (D,)."""
        many: Ints = self.completed.sum(axis=1, dtype=np.int64)
        return many


@dataclass(frozen=True, eq=False, slots=True)
class Events:
    """Starts (+1) and ends (-1) of spans in order; event i opens an interval of the given width on its lane.

    at, coding, width  int64 (2 x codings,): place on the line of all lanes; number of the coding; length
    sign               int8 (2 x codings,)
    """

    at: Ints
    sign: NDArray[np.int8]
    coding: Ints
    width: Ints


def swept(codings: Codings, continuum: Continuum, lane: Ints) -> Events:
    """Sort the ends of spans; lane, int64 (codings,), tells apart what is swept separately."""
    line = continuum.offsets
    base = lane * int(line[-1]) + line[codings.document]
    row = np.arange(len(codings))
    at = np.concatenate((base + codings.start, base + codings.end))
    order = ascending(at)
    at = at[order]
    sign = np.where(order < len(codings), 1, -1).astype(np.int8)
    width = np.diff(at, append=at[-1:])
    return Events(at, sign, np.concatenate((row, row))[order], width)


def summed(cell: Ints, weight: Ints | Floats, cells: int) -> Floats:
    """Sum of the weights in every cell, float64 (cells,)."""
    return np.bincount(cell, weights=weight, minlength=cells).astype(np.float64)


def tally(continuum: Continuum, *, pairs: bool = True) -> PresenceTallies:
    """Sweep the codings of a comparable continuum (`spans.comparable`) into tallies of every code.

    Without pairs, P is 0: with many coders there are many, of which `pair_presence` keeps one at a time.
    """
    codings = continuum.joined
    cells = continuum.documents * continuum.codes
    events = swept(codings, continuum, codings.code)
    is_coded = _coders_here(events, codings.coder[events.coding], continuum.coders)
    cell = (codings.document * continuum.codes + codings.code)[events.coding]
    many = is_coded.sum(axis=0, dtype=np.int64)
    total = np.where(continuum.completed.any(axis=1), continuum.lengths, 0).astype(np.float64)
    counts = summed(
        cell * (continuum.coders + 1) + many, events.width * (many > 0), cells * (continuum.coders + 1)
    )
    counts = counts.reshape(continuum.documents, continuum.codes, continuum.coders + 1)
    counts[:, :, 0] = total[:, None] - counts.sum(axis=2)
    compared = np.stack(coder_pairs(continuum.coders if pairs else 0), axis=1)
    shared = many > 1
    both = np.empty((cells, len(compared)))
    for index, weight in enumerate(_both(is_coded[:, shared], cell[shared], events.width[shared], compared)):
        both[:, index] = summed(*weight, cells)
    cell_of_coder = (codings.document * continuum.codes + codings.code) * continuum.coders + codings.coder
    present = summed(cell_of_coder, codings.end - codings.start, cells * continuum.coders)
    shape = (continuum.documents, continuum.codes)
    return PresenceTallies(
        completed=continuum.completed,
        pairs=compared,
        total=total,
        present=present.reshape(*shape, continuum.coders),
        both=both.reshape(*shape, len(compared)),
        counts=counts,
    )


def pair_presence(continuum: Continuum) -> Iterator[Floats]:
    """For one pair of coders after the other, the weight where both have a code: float64 (D, C)."""
    codings = continuum.joined
    events = swept(codings, continuum, codings.code)
    is_coded = _coders_here(events, codings.coder[events.coding], continuum.coders)
    cell = (codings.document * continuum.codes + codings.code)[events.coding]
    shape = (continuum.documents, continuum.codes)
    pairs = np.stack(coder_pairs(continuum.coders), axis=1)
    shared = is_coded.sum(axis=0, dtype=np.int64) > 1
    for weight in _both(is_coded[:, shared], cell[shared], events.width[shared], pairs):
        yield summed(*weight, shape[0] * shape[1]).reshape(shape)


def disagreeing_lengths(continuum: Continuum) -> Floats:
    """How long one of two coders has a code and the other hasn't, over all ordered pairs, float64 (D,)."""
    codings = continuum.joined
    events = swept(codings, continuum, codings.code)
    many = _coders_here(events, codings.coder[events.coding], continuum.coders).sum(axis=0, dtype=np.int64)
    document = codings.document[events.coding]
    others = continuum.coders_per_document[document] - many
    return summed(document, events.width * many * others, continuum.documents)


def category_tallies(tallies: PresenceTallies) -> CategoryTallies:
    """The same sums as the coefficients take them: axes (D, C), categories absent (0) and present (1)."""
    k = np.arange(tallies.counts.shape[2])
    m = np.broadcast_to(tallies.coders_per_document[:, None], (len(tallies.total), len(k)))
    crossed = np.stack([(m - k) * (m - k - 1), k * (m - k), k * (m - k), k * (k - 1) + 0 * m], axis=-1)
    once = 1 / np.maximum(tallies.coders_per_document, 1)[:, None]
    shape = (*tallies.counts.shape[:2], 2, 2)
    pairwise = np.matmul(tallies.counts, crossed.astype(np.float64)).reshape(shape)
    coincidences = pairwise / np.maximum(tallies.coders_per_document - 1, 1)[:, None, None, None]
    share = np.einsum("dck,k->dc", tallies.counts, k) * once
    units = np.broadcast_to(tallies.total[:, None], share.shape)
    absent = (tallies.total[:, None] * tallies.completed)[:, None, :] - tallies.present
    return CategoryTallies(
        units=units,
        shares=np.stack([units - share, share], axis=-1),
        agreements=coincidences * once[..., None, None],
        coincidences=coincidences,
        crossings=pairwise,
        coders=np.stack([absent, tallies.present], axis=-1),
        tables=_tables(tallies),
    )


def set_intervals(continuum: Continuum) -> SetValues:
    """Sweep all codes together: the set of codes of every coder on every elementary interval.

    Of a comparable continuum; weights are lengths, set 0 is the empty set. Intervals where nobody coded are
    included: `sets.without_empty_sets` leaves what cu-alpha for sets compares.
    """
    codings = continuum.joined
    line = continuum.offsets
    start, end = line[codings.document] + codings.start, line[codings.document] + codings.end
    compared = np.flatnonzero(continuum.completed.any(axis=1))
    edges = np.concatenate((line[compared], line[compared] + continuum.lengths[compared]))
    at = distinct(np.concatenate((start, end, edges)))
    document = np.searchsorted(line, at, side="right") - 1
    inside = at[:-1] < (line[document] + continuum.lengths[document])[:-1]
    sets, members = _set_numbers(continuum, codings, at)
    sets, document = sets[:-1][inside], document[:-1][inside]
    sets[~continuum.completed[document]] = MISSING
    return SetValues(sets, members, np.diff(at)[inside].astype(np.float64), document)


def _tables(tallies: PresenceTallies) -> Floats:
    """2x2 tables of every pair, float64 (D, C, P, 2, 2); all 0 where one of the two has not completed."""
    g, h = tallies.pairs[:, 0], tallies.pairs[:, 1]
    valid = (tallies.completed[:, g] & tallies.completed[:, h])[:, None, :]
    first = (tallies.present[:, :, g] - tallies.both) * valid
    second = (tallies.present[:, :, h] - tallies.both) * valid
    neither = tallies.total[:, None, None] * valid - tallies.both - first - second
    cells = np.stack([neither, second, first, tallies.both], axis=-1)
    return cells.reshape(*tallies.both.shape, 2, 2)


def _coders_here(events: Events, coder: Ints, coders: int) -> Bools:
    """Which coders have a span at each event's interval, bool (coders, events)."""
    is_coded = np.zeros((coders, len(coder)), dtype=np.int8)
    is_coded[coder, np.arange(len(coder))] = events.sign
    np.cumsum(is_coded, axis=1, dtype=np.int8, out=is_coded)
    return is_coded.view(np.bool_)


def _both(is_coded: Bools, cell: Ints, width: Ints, pairs: Ints) -> Iterator[tuple[Ints, Ints]]:
    """For every pair of coders, the cells and widths of the events where both are present."""
    for g, h in pairs.tolist():
        chosen = np.flatnonzero(is_coded[g] & is_coded[h])
        yield cell[chosen], width[chosen]


def _set_numbers(continuum: Continuum, codings: Codings, at: Ints) -> tuple[Ints, Bools]:
    """The number of every coder's set from each place `at` on, and the members of the sets."""
    words = -(-continuum.codes // _BITS) or 1
    events = swept(codings, continuum, codings.coder)
    code = codings.code[events.coding]
    held = np.zeros((len(code) + 1, words), dtype=np.int64)  # row 0: the empty set
    held[np.arange(1, len(held)), code // _BITS] = events.sign * (1 << (code % _BITS))
    np.cumsum(held, axis=0, out=held)
    row = np.zeros((continuum.coders, len(at)), dtype=np.int64)
    final = events.width > 0  # of the events at one place
    final[-1:] = True
    last = np.flatnonzero(final)
    coder = codings.coder[events.coding[last]]
    row[coder, np.searchsorted(at, events.at[last] - coder * continuum.offsets[-1])] = last + 1
    np.maximum.accumulate(row, axis=1, out=row)
    used = np.zeros(len(held), dtype=np.bool_)
    used[0] = used[row] = True
    row_of = np.zeros(len(held), dtype=np.int64)
    rows, row_of[used] = _distinct_rows(held[used])
    bit = np.arange(continuum.codes)
    members = (rows[:, bit // _BITS] >> (bit % _BITS) & 1).astype(np.bool_)
    return row_of[row].T, members


def _distinct_rows(held: Ints) -> tuple[Ints, Ints]:
    """Distinct rows, the all-zero row first, and every row's number among them."""
    if held.shape[1] == 1:
        rows, row_of = np.unique(held[:, 0], return_inverse=True)
        rows = rows[:, None]
    else:
        rows, row_of = np.unique(held, axis=0, return_inverse=True)
    zero = int(np.flatnonzero(~rows.any(axis=1))[0])
    rank = np.arange(len(rows))
    rank[:zero] += 1
    rank[zero] = 0
    order = np.argsort(rank)
    return rows[order], rank[row_of.reshape(-1)]
