"""Means over pairs of coders, one pair at a time, are what the tables of all pairs give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.coefficients.unitizing_legacy import legacy_disagreements
from app.agreement.spans.continuum import comparable, continuum_of
from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study import pair_sums
from app.errors import Cancelled
from app.jobs import Job
from tests.agreement import pairwise
from tests.agreement.naive import random_continuum
from tests.agreement.pair_shares import code_boundaries, match_spans

SEEDS = st.integers(0, 10**6)


def everything(seed):
    continuum, _ = comparable(random_continuum(seed))
    tallies = tally(continuum)
    sums = pair_sums.presence_sums(continuum, tally(continuum, pairs=False))
    draws = np.random.default_rng(seed).integers(0, 4, (7, continuum.documents)).astype(float)
    return continuum, category_tallies(tallies), sums, draws


@given(SEEDS)
def test_kappa_and_pi_are_those_of_the_tables(seed):
    _, tallies, sums, draws = everything(seed)
    for counts, of in ((draws, tallies.resample(draws)), (None, tallies)):
        means, known = sums.means([pair_sums.cohen_kappa, pair_sums.scott_pi], counts)
        kappa, pi = (
            pairwise.mean_over_pairs(statistic(of.tables))
            for statistic in (pairwise.cohen_kappa, pairwise.scott_pi)
        )
        np.testing.assert_allclose(means[0], kappa.value, atol=1e-9)
        np.testing.assert_allclose(means[1], pi.value, atol=1e-9)
        np.testing.assert_array_equal(known[0], kappa.n)


@given(SEEDS)
def test_expected_agreement_is_that_of_the_tables(seed):
    _, tallies, sums, _ = everything(seed)
    whole = np.ones((1, sums.of))
    means, _ = sums.means([pair_sums.cohen_room, pair_sums.scott_room], whole)
    kappa, pi = (
        pairwise.mean_over_pairs(statistic(tallies.total().tables))
        for statistic in (pairwise.cohen_kappa, pairwise.scott_pi)
    )
    np.testing.assert_allclose(1 - means[0][0], kappa.expected, atol=1e-9)
    np.testing.assert_allclose(1 - means[1][0], pi.expected, atol=1e-9)


@given(SEEDS)
def test_span_f1_and_boundary_similarity_are_those_of_all_pairs(seed):
    continuum, _, _, draws = everything(seed)
    spans, boundaries = pair_sums.span_sums(continuum), pair_sums.boundary_sums(continuum)
    for sums, field, shares in (
        (spans, 1, match_spans(continuum, 1.0)),
        (spans, 2, match_spans(continuum, 0.5)),
        (boundaries, 1, code_boundaries(continuum)),
    ):
        means, known = sums.means([pair_sums.share_of(field)], draws)
        expected = shares.resample(draws).mean()
        np.testing.assert_allclose(means[0], expected.value, atol=1e-9)
        np.testing.assert_array_equal(known[0], expected.n)


@pytest.mark.parametrize(
    "compare",
    [
        lambda continuum, job: pair_sums.presence_sums(continuum, tally(continuum, pairs=False), job),
        pair_sums.span_sums,
        pair_sums.boundary_sums,
        legacy_disagreements,
    ],
)
def test_comparing_stops_between_two_pairs(compare):
    spans = {coder: [(start, start + 5, "x")] for start, coder in enumerate("abc")}
    continuum, _, _ = continuum_of([(20, spans)])
    heard = []

    def listen(done, of, _):
        heard.append((done, of))
        if done == 1:
            job.cancel()

    job = Job(listen)
    with pytest.raises(Cancelled):
        compare(continuum, job)
    assert heard == [(0, 3), (1, 3)]
