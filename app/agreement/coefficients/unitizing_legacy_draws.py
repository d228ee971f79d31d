"""The older alpha_U when documents are drawn with replacement: sums over documents, and over pairs of them.

In D_e every unit meets the gaps of every document, so what is kept of each code is a matrix of documents by
documents; a document that is drawn twice meets itself as another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.agreement.coefficients.estimates import share
from app.agreement.coefficients.unitizing_legacy import LegacyDisagreements
from app.agreement.spans.continuum import Codings, Continuum, Floats, Ints
from app.agreement.spans.sweep import summed

MOST_CELLS = 20_000_000  # of all codes' matrices: 160 MB


@dataclass(frozen=True, eq=False)
class LegacyDraws:
    """Sums of D documents for C codes.

    length, whole (D,): L_d and m_d L_d; observed (D, C): the sums of delta^2 / (m (m - 1)); units, cubes and
    pairs (D, C): sums over units of 1, of 2l^3 - 3l^2 + l and of l (l - 1); met, for each code (D, D): sums
    over units of the one and gaps of the other document that are at least as long, of l^2 (gap - l + 1).
    """

    length: Floats
    whole: Floats
    observed: Floats
    units: Floats
    cubes: Floats
    pairs: Floats
    met: Sequence[Floats]
    _drawn: dict[bytes, Floats] = field(default_factory=dict)  # for each code and for all, draws are the same

    def alpha(self, draws: Floats) -> Floats:
        """alpha_U of every code and, last, of all, (B, C + 1), for `draws` (B, D); NaN where undefined."""
        key = draws.tobytes()
        if key not in self._drawn:
            self._drawn[key] = self._alpha(draws)
        return self._drawn[key]

    def _alpha(self, draws: Floats) -> Floats:
        length, whole = (draws @ part for part in (self.length, self.whole))
        units, cubes, pairs = (draws @ part for part in (self.units, self.cubes, self.pairs))
        observed = share(draws @ self.observed, length[:, None] ** 2)
        in_gaps = np.stack([np.einsum("bd,bd->b", draws @ met, draws) for met in self.met], axis=1)
        room = (whole * (whole - 1))[:, None] - pairs
        amount = (units - 1) / 3 * cubes + in_gaps
        expected = np.where(units > 0, np.nan_to_num(share(2 * amount, room * length[:, None])), 0)
        together = [part.sum(axis=1, keepdims=True) for part in (observed, expected)]
        both = [np.hstack(pair) for pair in zip((observed, expected), together, strict=True)]
        return 1 - share(both[0], both[1])


def legacy_draws(continuum: Continuum, disagreements: LegacyDisagreements) -> LegacyDraws | None:
    """What is needed of a continuum and its disagreements; None with too many documents for the matrices."""
    if continuum.codes * continuum.documents**2 > MOST_CELLS:
        return None
    units = continuum.units
    m = continuum.coders_per_document
    size = (units.end - units.start).astype(np.float64)
    cell = units.document * continuum.codes + units.code

    def by_code(amount: Floats) -> Floats:
        return summed(cell, amount, continuum.documents * continuum.codes).reshape(continuum.documents, -1)

    return LegacyDraws(
        length=np.where(m > 1, continuum.lengths, 0).astype(np.float64),
        whole=np.where(m > 1, m * continuum.lengths, 0).astype(np.float64),
        observed=disagreements.sums,
        units=by_code(np.ones(len(units))),
        cubes=by_code(2 * size**3 - 3 * size**2 + size),
        pairs=by_code(size * (size - 1)),
        met=[
            _met(continuum.documents, units.take(units.code == code), *disagreements.gaps.of(code))
            for code in range(continuum.codes)
        ],
    )


def _met(documents: int, units: Codings, of_gap: Ints, gaps: Ints, number_of: Ints) -> Floats:
    """sum of l^2 (gap - l + 1) over the units of a document and the longer gaps of another, (D, D)."""
    sizes, size_index = np.unique(units.end - units.start, return_inverse=True)
    fitting: Ints = np.searchsorted(sizes, gaps, side="right") - 1
    long = fitting >= 0
    cell = fitting[long] * documents + of_gap[long]
    shape = (len(sizes), documents)
    many, total = (
        np.cumsum(summed(cell, amount[long], len(sizes) * documents).reshape(shape)[::-1], axis=0)[::-1]
        for amount in (number_of, number_of * gaps)
    )
    longer = total - many * (sizes[:, None] - 1)
    squares = summed(units.document * len(sizes) + size_index, sizes[size_index] ** 2, documents * len(sizes))
    met: Floats = squares.reshape(documents, -1) @ longer
    return met
