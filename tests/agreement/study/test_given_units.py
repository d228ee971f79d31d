"""All coefficients of a table by name: a value or a reason, whatever the table looks like."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.ratings import Ratings, ratings_from_table
from app.agreement.coefficients.values import (
    NEEDS_NUMBERS,
    NEEDS_TWO_CATEGORIES,
    NEEDS_TWO_CODERS,
    NEGATIVE_NUMBERS,
    NO_PAIRS,
    NO_UNITS,
    NO_VARIATION,
    ONE_CODER,
    SOME_PAIRS_UNDEFINED,
)
from app.agreement.study.given_units import KEYS, agreement_values
from tests.agreement import definitions
from tests.agreement.coefficients.test_many_coders import FOUR_RATERS
from tests.thorough import examples

ANY_CODERS = [key for key in KEYS if key not in ("cohen_kappa", "scott_pi")]
CHANCE_CORRECTED = [key for key in KEYS if "agreement" not in key and key != "holsti"]


def of(rows, *keys, **options):
    return agreement_values(ratings_from_table(rows), keys or KEYS, **options)


def numbers(values):
    return {key: value.value for key, value in values.items()}


@settings(max_examples=examples(12, thorough=100))
@given(definitions.tables(weighted=True), st.permutations(range(5)))
def test_the_order_of_coders_changes_no_coefficient(ratings, order):
    turned = [g for g in order if g < ratings.coders]
    reordered = Ratings(ratings.values[:, turned], ratings.categories, ratings.weights)
    assert numbers(agreement_values(reordered)) == pytest.approx(numbers(agreement_values(ratings)))


@settings(max_examples=examples(12, thorough=100))
@given(definitions.tables(weighted=True), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_no_coefficient(ratings, random):
    order = list(range(len(ratings.values)))
    random.shuffle(order)
    shuffled = ratings.of_units(np.array(order, dtype=np.int64))
    assert numbers(agreement_values(shuffled)) == pytest.approx(numbers(agreement_values(ratings)))


@settings(max_examples=examples(12, thorough=100))
@given(definitions.tables(), st.permutations(range(4)))
@example(Ratings(np.array([[0, 0]]), (1.0, 2.0), np.ones(1)), [1, 0, 2, 3])  # offered, and given by nobody
def test_the_names_of_categories_change_no_coefficient(ratings, order):
    new = np.array([k for k in order if k < len(ratings.categories)])
    renamed = Ratings(
        np.where(ratings.values < 0, -1, new[ratings.values]), ratings.categories, ratings.weights
    )
    keys = [key for key in KEYS if not key.startswith(("positive", "negative"))]
    assert numbers(agreement_values(renamed, keys)) == pytest.approx(numbers(agreement_values(ratings, keys)))


@settings(max_examples=examples(12, thorough=100))
@given(definitions.tables())
def test_every_statistic_has_a_value_or_a_reason_and_no_value_exceeds_one(ratings):
    for key, value in agreement_values(ratings).items():
        assert (value.value is None) == (value.reason is not None), key
        assert value.value is None or value.value <= 1 + 1e-9, key


@pytest.mark.parametrize("coders", [2, 3, 5])
def test_perfect_agreement_gives_one_everywhere(coders):
    values = of([["a"] * coders, ["b"] * coders, ["b"] * coders])
    for key in KEYS:
        if coders == 2 or key in ANY_CODERS:
            assert values[key].value == pytest.approx(1), key


@pytest.mark.parametrize("key", CHANCE_CORRECTED)
def test_with_one_value_only_the_reason_is_no_variation(key):
    value = of([["a", "a"]] * 5)[key]
    assert (value.value, value.reason) == (None, NO_VARIATION)


def test_with_one_value_only_percent_agreement_is_still_shown():
    assert of([["a", "a"]] * 5)["percent_agreement"].value == 1


@pytest.mark.parametrize("key", ANY_CODERS)
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], NO_UNITS),
        ([[None, None], [None, None]], NO_UNITS),
        ([["a"], ["b"]], ONE_CODER),
        ([["a", None], ["b", None]], ONE_CODER),
        ([["a", None], [None, "b"], ["a", None]], NO_PAIRS),
    ],
)
def test_where_nobody_can_be_compared_the_reason_says_why(key, rows, reason):
    values = agreement_values(ratings_from_table(rows, categories=["a", "b"]), [key])
    assert (values[key].value, values[key].reason) == (None, reason)


def test_statistics_of_two_coders_say_so_when_there_are_more():
    values = of([["a", "b", "a"], ["b", "b", "b"]])
    assert values["cohen_kappa"].reason == values["scott_pi"].reason == NEEDS_TWO_CODERS
    assert values["light_kappa"].value is not None


def test_agreement_on_presence_needs_two_categories():
    assert of([["a", "b"], ["c", "c"]])["positive_agreement"].reason == NEEDS_TWO_CATEGORIES


def test_lights_kappa_counts_its_pairs_and_says_when_some_are_left_out():
    value = of([["a", "a", None], ["b", "a", None], ["b", "b", "b"]], "light_kappa")["light_kappa"]
    assert (value.n, value.flags) == (1, (SOME_PAIRS_UNDEFINED,))


def test_levels_that_calculate_need_numbers_and_ratios_none_below_zero():
    assert (
        of([["a", "b"]], "krippendorff_alpha", level="interval")["krippendorff_alpha"].reason == NEEDS_NUMBERS
    )
    assert of([[-1, 2]], "krippendorff_alpha", level="ratio")["krippendorff_alpha"].reason == NEGATIVE_NUMBERS


def test_a_statistic_brings_what_it_was_made_of():
    value = of([["a", "a"], ["a", "b"], ["b", "b"], ["b", None]], "cohen_kappa")["cohen_kappa"]
    assert value.n == 3
    assert value.observed == pytest.approx(2 / 3)
    assert value.expected == pytest.approx(2 / 3 * 1 / 3 + 1 / 3 * 2 / 3)
    assert value.value == pytest.approx((value.observed - value.expected) / (1 - value.expected))
    assert value.se is not None


def test_intervals_are_those_that_irrcac_prints():
    values = of(FOUR_RATERS, "gwet_ac1", "fleiss_kappa", "conger_kappa", "brennan_prediger")
    assert [value.low for value in values.values()] == pytest.approx([0.461, 0.424, 0.435, 0.454], abs=0.0006)
    assert {value.high for value in values.values()} == {1.0}


def test_units_of_unequal_size_have_no_standard_error():
    ratings = ratings_from_table([["a", "a"], ["a", "b"], ["b", "b"]], weights=[1, 2, 3])
    value = agreement_values(ratings, ["gwet_ac1"])["gwet_ac1"]
    assert (value.se, value.low, value.high) == (None, None, None)


def test_a_name_that_is_no_statistic_is_an_error():
    with pytest.raises(KeyError):
        of([["a", "b"]], "omega")
