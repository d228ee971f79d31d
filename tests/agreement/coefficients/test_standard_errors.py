"""Gwet's linearised standard errors, beside what irrCAC prints."""

import numpy as np
import pytest

from app.agreement.coefficients.ratings import ratings_from_table
from app.agreement.coefficients.standard_errors import STATISTICS, fleiss_null_standard_error, standard_error
from app.agreement.coefficients.weights import agreement_weights, identity
from tests.agreement.coefficients.test_many_coders import FOUR_RATERS

# irrCAC, cac.raw4raters: gwet_ac1, brennan_prediger, fleiss_kappa, conger_kappa by weights, three decimals
PRINTED = {
    "identity": (0.143, 0.145, 0.153, 0.149),
    "linear": (0.117, 0.123, 0.149, 0.145),
    "quadratic": (0.104, 0.111, 0.146, 0.144),
    "radical": (0.128, 0.133, 0.150, 0.146),
    "ratio": (0.122, 0.132, 0.152, 0.149),
    "ordinal": (0.107, 0.114, 0.147, 0.144),
    "circular": (0.133, 0.137, 0.149, 0.147),
    "bipolar": (0.106, 0.112, 0.145, 0.142),
}
IN_THIS_ORDER = ("gwet_ac1", "brennan_prediger", "fleiss_kappa", "conger_kappa")


@pytest.mark.parametrize("name", PRINTED)
def test_standard_errors_are_those_that_irrcac_prints_under_every_weighting(name):
    ratings = ratings_from_table(FOUR_RATERS)
    weights = agreement_weights(name, ratings.numbers)
    computed = [standard_error(ratings, statistic, weights) for statistic in IN_THIS_ORDER]
    assert computed == pytest.approx(PRINTED[name], abs=0.00051)


def test_the_standard_error_of_alpha_is_the_one_of_the_r_package():
    ratings = ratings_from_table(FOUR_RATERS)
    assert standard_error(ratings, "krippendorff_alpha", identity(5)) == pytest.approx(0.14548, abs=6e-6)


def test_the_standard_error_of_percent_agreement_is_that_of_a_mean():
    ratings = ratings_from_table([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"], [None, None]])
    expected = np.std([1, 0, 1, 1], ddof=1) / 2
    assert standard_error(ratings, "percent_agreement", identity(2)) == pytest.approx(expected)


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["a", None], [None, "b"]], [["a", "a"]] * 4])
def test_where_a_coefficient_is_undefined_or_has_one_unit_it_has_no_standard_error(statistic, rows):
    ratings = ratings_from_table(rows)
    assert standard_error(ratings, statistic, identity(len(ratings.categories))) is None


@pytest.mark.parametrize("statistic", STATISTICS)
def test_perfect_agreement_has_no_error(statistic):
    ratings = ratings_from_table([["a", "a", "a"], ["b", "b", "b"], ["a", "a", "a"]])
    assert standard_error(ratings, statistic, identity(2)) == pytest.approx(0, abs=1e-9)


def test_a_coder_without_any_value_changes_no_standard_error():
    with_idle = ratings_from_table([[*row, None] for row in FOUR_RATERS])
    for statistic in STATISTICS:
        alone = standard_error(ratings_from_table(FOUR_RATERS), statistic, identity(5))
        assert standard_error(with_idle, statistic, identity(5)) == pytest.approx(alone)


@pytest.mark.parametrize("rows", [[], [["a", "a"]], [["a", None], ["a", "b"]], [["a"], ["b"]]])
def test_fleiss_null_error_needs_complete_data_of_two_coders_that_vary(rows):
    assert fleiss_null_standard_error(ratings_from_table(rows)) is None
