"""2x2 tables and the indices that explain a kappa."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.estimates import share
from app.agreement.coefficients.ratings import Ratings, ratings_from_table
from app.agreement.coefficients.tallies import rating_tallies
from app.agreement.coefficients.two_by_two import (
    TwoByTwo,
    kappa_max,
    negative_agreement,
    positive_agreement,
    two_by_two,
)
from tests.agreement.pairwise import cohen_kappa

CELLS = st.integers(0, 20)


def table(a, b, c, d):
    rows = [[1, 1]] * a + [[1, 0]] * b + [[0, 1]] * c + [[0, 0]] * d
    values = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return rating_tallies(Ratings(values, (0.0, 1.0), np.ones(len(rows)))).total()


def test_the_paradox_of_feinstein_and_cicchetti_is_explained_by_its_indices():
    cells = two_by_two(table(80, 10, 5, 5).tables)
    assert [float(x[0]) for x in (cells.a, cells.b, cells.c, cells.d)] == [80, 10, 5, 5]
    assert float(cells.prevalence_index()[0]) == pytest.approx(0.75)
    assert float(cells.bias_index()[0]) == pytest.approx(0.05)
    assert float(cells.pabak()[0]) == pytest.approx(0.70)
    assert float(cells.positive_agreement()[0]) == pytest.approx(160 / 175)
    assert float(cells.negative_agreement()[0]) == pytest.approx(10 / 25)


@settings(max_examples=50)
@given(CELLS, CELLS, CELLS, CELLS)
def test_no_kappa_exceeds_the_highest_that_the_totals_allow(a, b, c, d):
    tallies = table(a, b, c, d)
    kappa, most = cohen_kappa(tallies.tables).value[0], kappa_max(tallies.tables)[0]
    assert np.isnan(kappa) == np.isnan(most)
    assert np.isnan(kappa) or kappa <= most + 1e-12


@settings(max_examples=50)
@given(CELLS, CELLS, CELLS, CELLS)
def test_kappa_follows_from_pabak_and_the_two_indices(a, b, c, d):
    cells = two_by_two(table(a, b, c, d).tables)
    kappa = cohen_kappa(table(a, b, c, d).tables).value
    prevalence, bias, pabak = cells.prevalence_index(), cells.bias_index(), cells.pabak()
    # Byrt, Bishop & Carlin (1993): kappa = (PABAK - PI^2 + BI^2) / (1 - PI^2 + BI^2)
    explained = share(pabak - prevalence**2 + bias**2, 1 - prevalence**2 + bias**2)
    np.testing.assert_allclose(kappa, explained, atol=1e-9)


@settings(max_examples=50)
@given(CELLS, CELLS, CELLS, CELLS)
def test_with_two_coders_agreement_on_presence_is_that_of_the_table(a, b, c, d):
    tallies = table(a, b, c, d)
    cells = two_by_two(tallies.tables)
    np.testing.assert_allclose(positive_agreement(tallies).value, cells.positive_agreement()[0])
    np.testing.assert_allclose(negative_agreement(tallies).value, cells.negative_agreement()[0])


def test_agreement_on_presence_pools_the_pairs_of_more_coders():
    tallies = rating_tallies(ratings_from_table([[1, 1, 0], [0, 0, 0], [1, 1, 1]])).total()
    assert float(positive_agreement(tallies).value) == pytest.approx(2 * 4 / (2 * 4 + 2))
    assert float(negative_agreement(tallies).value) == pytest.approx(2 * 3 / (2 * 3 + 2))


def test_each_pair_counts_once_where_units_were_judged_by_different_numbers_of_coders():
    tallies = rating_tallies(ratings_from_table([[1, 1, 0], [1, 0, None], [0, 0, None], [0, 0, 0]])).total()
    assert float(positive_agreement(tallies).value) == pytest.approx(2 * 1 / (2 * 1 + 3))
    assert float(negative_agreement(tallies).value) == pytest.approx(2 * 4 / (2 * 4 + 3))


def test_an_empty_table_and_an_unused_code_have_no_indices():
    nothing = TwoByTwo(*np.zeros((4, 1)))
    assert np.isnan([nothing.pabak(), nothing.prevalence_index(), kappa_max(np.zeros((1, 2, 2)))]).all()
    unused = two_by_two(table(0, 0, 0, 9).tables)
    assert np.isnan(unused.positive_agreement()).all()
    assert np.isnan(kappa_max(table(0, 0, 0, 9).tables)).all()
    assert unused.negative_agreement().tolist() == [1]


def test_the_highest_kappa_that_cohen_printed_for_three_categories():
    cells = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert float(kappa_max(cells)) == pytest.approx(0.831, abs=5e-4)
