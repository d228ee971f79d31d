"""Tests of independence against scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.crosstabs.independence import (
    CHI_SQUARE,
    FISHER,
    NOTHING_TO_TEST,
    chi_square_tail,
    fisher_p,
    independence,
)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_fishers_p_is_scipys(cells):
    table = [cells[:2], cells[2:]]
    assert fisher_p(table) == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6)


@settings(max_examples=60)
@given(st.floats(0, 2000), st.integers(1, 60))
def test_the_tail_of_chi_square_is_scipys(statistic, df):
    assert chi_square_tail(statistic, df) == pytest.approx(stats.chi2.sf(statistic, df), rel=1e-8, abs=1e-300)


@settings(max_examples=40)
@given(st.integers(2, 5), st.integers(2, 5), st.integers(0, 10**6))
def test_chi_square_and_cramers_v_are_scipys(rows, columns, seed):
    table = np.random.default_rng(seed).integers(1, 30, (rows, columns))
    test, expected = independence(table), stats.chi2_contingency(table, correction=False)
    assert test.statistic == pytest.approx(expected.statistic)
    assert test.df == expected.dof
    assert np.allclose(test.expected, expected.expected_freq)
    assert abs(test.effect) == pytest.approx(stats.contingency.association(table, method="cramer"))
    if (rows, columns) == (2, 2):
        assert (test.key, test.p) == (FISHER, pytest.approx(stats.fisher_exact(table)[1]))
    else:
        assert (test.key, test.p) == (CHI_SQUARE, pytest.approx(expected.pvalue))


def test_what_can_t_be_tested_says_why_and_what_misleads_says_so():
    assert independence([[3, 4], [0, 0]]).reason == NOTHING_TO_TEST
    assert independence(np.zeros((0, 2))).reason == NOTHING_TO_TEST
    assert independence([[3, 4]]).reason == NOTHING_TO_TEST
    assert "misleading" in independence([[1, 2, 1], [2, 1, 2]]).warning
    assert not independence([[20, 20, 20], [20, 20, 20]]).warning
    assert independence([[1, 9], [9, 1]]).effect == pytest.approx(-0.8)
    assert independence([[1, 9, 0], [9, 1, 0]]).key == FISHER  # an empty column is no column
    assert 0 <= independence([[4000, 100], [100, 4000]]).p < 1e-300
