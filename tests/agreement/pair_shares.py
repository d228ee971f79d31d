"""Shares of all pairs of coders at once: another way to the means that `pair_sums` makes pair by pair."""

from dataclasses import dataclass

import numpy as np

from app.agreement.coefficients.estimates import Estimates, plain_share
from app.agreement.coefficients.segmentation import NEAR, pair_boundaries
from app.agreement.coefficients.tallies import coder_pairs
from app.agreement.coefficients.values import (
    NOT_USED,
    ONE_CODER,
    SOME_PAIRS_UNDEFINED,
    Value,
    defined,
    undefined,
)
from app.agreement.spans.continuum import Continuum, Floats
from app.agreement.spans.matching import pair_matches
from app.agreement.spans.sweep import PresenceTallies
from tests.agreement.pairwise import mean_over_pairs


@dataclass(frozen=True, eq=False)
class PairShares:
    """For every pair of coders, a part and the whole that it is a share of; P pairs as in `coder_pairs`.

    Leading axes (...) such as documents and codes are free. The whole is 0 where not both completed.
    """

    part: Floats  # (..., P)
    whole: Floats  # (..., P)

    def total(self) -> "PairShares":
        """All documents together: the first axis is summed away."""
        return PairShares(self.part.sum(axis=0), self.whole.sum(axis=0))

    def resample(self, counts: Floats) -> "PairShares":
        """Documents (first axis, D) drawn `counts` times each, shape (B, D): shares with first axis B."""
        return PairShares(np.tensordot(counts, self.part, 1), np.tensordot(counts, self.whole, 1))

    def each(self) -> Estimates:
        """The share of every pair, shape (..., P), undefined where the whole is 0."""
        return plain_share(self.part, self.whole, self.whole)

    def mean(self) -> Estimates:
        """The mean over the pairs where it is defined, shape (...); `n` is the number of these pairs."""
        return mean_over_pairs(self.each())


def match_spans(continuum: Continuum, threshold: float) -> PairShares:
    """Span F1, 2 TP / (n_A + n_B), of every document and code: shares of shape (D, C, P).

    Spans are matched one to one, as many as possible; two may match when intersection over union >= threshold
    (0 < threshold <= 1; 1: the same span). Overlapping spans of one coder and code are one span.
    """
    first, _ = coder_pairs(continuum.coders)
    found = np.zeros((2, continuum.documents, continuum.codes, len(first)))
    for pair, sums in enumerate(pair_matches(continuum, [threshold])):
        found[..., pair] = sums
    return PairShares(found[1], found[0])


def match_characters(tallies: PresenceTallies) -> PairShares:
    """Character F1, 2 |A n B| / (|A| + |B|), of every document and code: shares of shape (D, C, P)."""
    first, second = tallies.pairs[:, 0], tallies.pairs[:, 1]
    both = (tallies.completed[:, first] & tallies.completed[:, second])[:, None, :]
    whole = (tallies.present[:, :, first] + tallies.present[:, :, second]) * both
    return PairShares(2 * tallies.both, whole)


def mean_value(shares: PairShares, estimates: Estimates, *index: int) -> Value:
    """One entry of `shares.mean()`: a reason where no pair has anything, a flag where some have nothing."""
    pairs = shares.whole.shape[-1]
    if pairs == 0:
        return undefined(ONE_CODER)
    if estimates.n[index] == 0:
        return undefined(NOT_USED, n=0)
    flags = (SOME_PAIRS_UNDEFINED,) if estimates.n[index] < pairs else ()
    return defined(estimates.value[index], n=estimates.n[index], flags=flags)


def code_boundaries(continuum: Continuum, near: int = NEAR) -> PairShares:
    """B of the boundaries of every document and code: shares of shape (D, C, P).

    A code's spans cut each coder's document at their starts and ends; the ends of the document are no
    boundaries. `near` counts characters, or units where the continuum was counted in units.
    """
    pairs = continuum.coders * (continuum.coders - 1) // 2
    found = np.zeros((2, continuum.documents, continuum.codes, pairs))
    for pair, sums in enumerate(pair_boundaries(continuum, near)):
        found[..., pair] = sums
    return PairShares(found[1], found[0])
