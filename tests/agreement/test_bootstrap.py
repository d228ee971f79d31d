"""Intervals by drawing documents with replacement."""

import numpy as np
import pytest

from app.agreement.bootstrap import bootstrap, with_interval
from app.agreement.values import (
    FEW_DOCUMENTS,
    NO_INTERVAL,
    NO_VARIATION,
    SOME_REPLICATES_UNDEFINED,
    defined,
    undefined,
)
from app.errors import Cancelled

VALUES = np.random.default_rng(7).normal(0.5, 0.2, size=40)


def mean(draws):
    return (draws @ VALUES[: draws.shape[1]]) / draws.sum(axis=1)


def test_an_interval_holds_the_middle_of_the_resampled_values():
    drawn = []

    def noted(draws):
        drawn.append(mean(draws))
        return drawn[-1]

    intervals = bootstrap(noted, 40, seed=3, level=0.9)
    low, high = np.quantile(np.concatenate(drawn), [0.05, 0.95])
    assert (float(intervals.low), float(intervals.high)) == (pytest.approx(low), pytest.approx(high))
    assert len(np.concatenate(drawn)) == 2000


def test_the_interval_of_a_mean_is_about_as_wide_as_theory_says():
    intervals = bootstrap(mean, 40, seed=3)
    assert float(intervals.high - intervals.low) == pytest.approx(
        2 * 1.96 * VALUES.std() / np.sqrt(40), rel=0.1
    )


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    first, second, other = (bootstrap(mean, 40, seed=seed) for seed in (1, 1, 2))
    assert (float(first.low), float(first.high)) == (float(second.low), float(second.high))
    assert float(first.low) != float(other.low)
    assert first.seed == 1


def test_every_resample_draws_as_many_documents_as_there_are():
    def sums(draws):
        assert draws.shape[1] == 12
        assert (draws >= 0).all()
        return draws.sum(axis=1)

    intervals = bootstrap(sums, 12, seed=1, resamples=600)
    assert (float(intervals.low), float(intervals.high)) == (12, 12)


def test_the_share_below_a_threshold_is_told():
    intervals = bootstrap(lambda draws: draws[:, 0], 40, seed=1, threshold=1)
    assert float(intervals.below) == pytest.approx((39 / 40) ** 40, abs=0.03)


def test_undefined_resamples_are_left_out_counted_and_flagged():
    def partly(draws):
        return np.stack([np.where(draws[:, 0] > 0, 2.0, np.nan), np.full(len(draws), np.nan)], axis=1)

    intervals = bootstrap(partly, 10, seed=1, threshold=3)
    assert 0 < intervals.known[0] < 2000
    assert (intervals.low[0], intervals.high[0], intervals.below[0]) == (2, 2, 1)
    assert np.isnan([intervals.low[1], intervals.high[1], intervals.below[1]]).all()
    assert with_interval(defined(2.0), intervals, 0).flags == (SOME_REPLICATES_UNDEFINED,)
    assert with_interval(defined(2.0), intervals, 1).flags == (NO_INTERVAL,)


def test_fewer_than_four_documents_give_no_interval_and_fewer_than_ten_a_warning():
    assert bootstrap(mean, 3, seed=1) is None
    assert with_interval(defined(0.5), None).flags == (NO_INTERVAL,)
    few = with_interval(defined(0.5), bootstrap(mean, 4, seed=1))
    assert few.flags == (FEW_DOCUMENTS,)
    assert few.low < 0.5 < few.high
    assert with_interval(defined(0.5), bootstrap(mean, 10, seed=1)).flags == ()


def test_what_is_undefined_gets_no_interval():
    value = undefined(NO_VARIATION)
    assert with_interval(value, bootstrap(mean, 40, seed=1)) is value


def test_progress_is_told_and_cancelling_stops():
    told = []
    bootstrap(mean, 40, seed=1, resamples=1200, step=lambda done, of: told.append((done, of)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]

    def cancel(done, of):
        raise Cancelled

    with pytest.raises(Cancelled):
        bootstrap(mean, 40, seed=1, step=cancel)
