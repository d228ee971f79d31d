"""Coefficients for any number of coders: beside their definitions, irrCAC and statsmodels."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from app.agreement.coefficients.many_coders import (
    brennan_prediger,
    conger_kappa,
    fleiss_category,
    fleiss_kappa,
    gwet_ac1,
    percent_agreement,
)
from app.agreement.coefficients.ratings import ratings_from_table
from app.agreement.coefficients.tallies import rating_tallies
from app.agreement.coefficients.weights import NAMES, agreement_weights, identity
from tests.agreement import definitions

FOUR_RATERS = [
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
    [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
]  # fmt: skip

# irrCAC, cac.raw4raters: coefficient by weights, printed to three decimals
PRINTED = {
    "identity": (0.818, 0.775, 0.773, 0.761, 0.763),
    "linear": (0.939, 0.859, 0.848, 0.818, 0.814),
    "quadratic": (0.975, 0.914, 0.902, 0.865, 0.858),
    "radical": (0.897, 0.820, 0.813, 0.790, 0.788),
    "ratio": (0.954, 0.857, 0.840, 0.821, 0.812),
    "ordinal": (0.968, 0.899, 0.886, 0.850, 0.844),
    "circular": (0.902, 0.830, 0.824, 0.807, 0.805),
    "bipolar": (0.968, 0.900, 0.888, 0.853, 0.845),
}
IN_THIS_ORDER = (percent_agreement, gwet_ac1, brennan_prediger, fleiss_kappa, conger_kappa)


def total(ratings):
    return rating_tallies(ratings).total()


def number(estimates):
    value = float(estimates.value)
    return None if np.isnan(value) else value


@pytest.mark.parametrize("name", NAMES)
def test_four_raters_agree_as_irrcac_prints_under_every_weighting(name):
    ratings = ratings_from_table(FOUR_RATERS)
    weights = agreement_weights(name, ratings.numbers)
    computed = [number(coefficient(total(ratings), weights)) for coefficient in IN_THIS_ORDER]
    assert computed == pytest.approx(PRINTED[name], abs=0.0005)


def test_weights_that_are_not_symmetric_are_taken_as_irrcac_takes_them():
    ratings = ratings_from_table(FOUR_RATERS)
    weights = np.array([[1 - ((k - m) % 5) / 4 for m in range(5)] for k in range(5)]).T
    assert number(percent_agreement(total(ratings), weights)) == pytest.approx(0.886, abs=0.0005)
    assert number(brennan_prediger(total(ratings), weights)) == pytest.approx(0.773, abs=0.0005)
    assert number(conger_kappa(total(ratings), weights)) == pytest.approx(0.763, abs=0.0005)


@settings(max_examples=50)
@given(definitions.tables())
def test_coefficients_equal_their_definitions_computed_unit_by_unit(ratings):
    q = len(ratings.categories)
    units = definitions.values_of_units(ratings)
    assume(any(len(unit) >= 2 for unit in units))
    assume(len({value for unit in units for value in unit}) >= 2)
    w = agreement_weights("linear", ratings.numbers)
    tallies = total(ratings)
    observed = definitions.percent_agreement(ratings, w)
    pi = definitions.prevalence(ratings)
    expected = {
        fleiss_kappa: pi @ w @ pi,
        conger_kappa: definitions.pairwise_chance(ratings, w),
        brennan_prediger: w.sum() / q**2,
        gwet_ac1: w.sum() / (q * (q - 1)) * (pi * (1 - pi)).sum(),
    }
    assert number(percent_agreement(tallies, w)) == pytest.approx(observed)
    for coefficient, chance in expected.items():
        estimates = coefficient(tallies, w)
        assert number(estimates) == pytest.approx(definitions.kappa(observed, chance)), coefficient.__name__
        assert float(estimates.expected) == pytest.approx(chance), coefficient.__name__


@settings(max_examples=50)
@given(definitions.tables(missing=False))
def test_fleiss_and_randolph_kappas_equal_statsmodels_on_complete_data(ratings):
    from statsmodels.stats import inter_rater

    assume(ratings.coders >= 2 and (ratings.counts.sum(axis=0) > 0).all() and len(ratings.categories) > 1)
    tallies = total(ratings)
    fleiss = inter_rater.fleiss_kappa(ratings.counts, method="fleiss")
    randolph = inter_rater.fleiss_kappa(ratings.counts, method="randolph")
    assert number(fleiss_kappa(tallies)) == pytest.approx(fleiss)
    assert number(brennan_prediger(tallies)) == pytest.approx(randolph)


@settings(max_examples=50)
@given(definitions.tables(categories=definitions.st.integers(2, 4)))
def test_fleiss_kappa_of_a_category_is_fleiss_kappa_of_that_category_against_the_rest(ratings):
    for category in range(len(ratings.categories)):
        rest = np.where(ratings.values < 0, -1, ratings.values == category)
        merged = type(ratings)(rest.astype(np.int64), ("rest", "it"), ratings.weights)
        whole, part = fleiss_kappa(total(merged)), fleiss_category(total(ratings), category)
        assert number(part) == pytest.approx(number(whole))


@settings(max_examples=50)
@given(definitions.tables(categories=definitions.st.integers(2, 4)))
def test_perfect_agreement_gives_one(ratings):
    first = np.where(ratings.values.max(axis=1, initial=-1) < 0, 0, ratings.values.max(axis=1, initial=-1))
    agreed = type(ratings)(
        np.where(ratings.values < 0, -1, first[:, None]), ratings.categories, ratings.weights
    )
    for coefficient in IN_THIS_ORDER:
        assert number(coefficient(total(agreed))) in (None, pytest.approx(1))


@pytest.mark.parametrize("coefficient", IN_THIS_ORDER[1:])
def test_where_only_one_value_occurs_there_is_no_coefficient_but_percent_agreement(coefficient):
    tallies = total(ratings_from_table([["a", "a"]] * 5, categories=["a", "b"]))
    assert number(coefficient(tallies)) is None
    assert number(percent_agreement(tallies)) == 1


@pytest.mark.parametrize("coefficient", IN_THIS_ORDER)
@pytest.mark.parametrize("rows", [[], [["a"], ["b"]], [["a", None], [None, "b"]], [[None, None]]])
def test_without_pairs_of_values_nothing_is_defined(coefficient, rows):
    assert number(coefficient(total(ratings_from_table(rows)))) is None


def test_brennan_and_prediger_count_the_categories_that_were_offered():
    tallies = total(ratings_from_table([["a", "a"], ["a", "b"], ["b", "b"], ["a", "a"]]))
    assert number(brennan_prediger(tallies)) == pytest.approx((0.75 - 1 / 2) / (1 - 1 / 2))
    assert number(brennan_prediger(tallies, offered=5)) == pytest.approx((0.75 - 1 / 5) / (1 - 1 / 5))


@settings(max_examples=50)
@given(definitions.tables(weighted=True))
def test_a_unit_that_weighs_three_counts_like_three_units(ratings):
    for coefficient in IN_THIS_ORDER:
        weighted = coefficient(total(ratings), identity(len(ratings.categories)))
        assert number(weighted) == pytest.approx(number(coefficient(total(definitions.repeated(ratings)))))
