"""Krippendorff's alpha: beside its definition over all pairs of values and the krippendorff package."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.alpha import LEVELS, alpha_with_distances, krippendorff_alpha
from app.agreement.coefficients.ratings import Ratings, ratings_from_table
from app.agreement.coefficients.tallies import rating_tallies
from tests.agreement import definitions


def alpha(ratings, level="nominal"):
    value = float(
        krippendorff_alpha(rating_tallies(ratings, tables=False).total(), level, ratings.numbers).value
    )
    return None if np.isnan(value) else value


def pairable(ratings):
    return ratings.of_units(ratings.counts.sum(axis=1) >= 2)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=50)
@given(ratings=definitions.tables(coders=st.integers(2, 5)))
def test_alpha_equals_the_krippendorff_package_at_every_level(level, ratings):
    ours = alpha(ratings, level)
    assume(ours is not None)
    values = np.where(ratings.values < 0, np.nan, ratings.values + 1.0).T
    assert ours == pytest.approx(krippendorff.alpha(reliability_data=values, level_of_measurement=level))


@settings(max_examples=50)
@given(definitions.tables())
def test_alpha_equals_its_definition_over_all_pairs_of_values(ratings):
    assert alpha(ratings) == pytest.approx(definitions.alpha(ratings, lambda a, b: a != b))
    assert alpha(ratings, "interval") == pytest.approx(definitions.alpha(ratings, lambda a, b: (a - b) ** 2))


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=50)
@given(ratings=definitions.tables(weighted=True))
def test_a_unit_that_weighs_three_counts_in_alpha_like_three_units(level, ratings):
    assert alpha(ratings, level) == pytest.approx(alpha(definitions.repeated(ratings), level))


def test_the_ratio_level_knows_a_true_zero():
    ratings = ratings_from_table([[0, 0], [0, 2], [2, 2], [4, 2]])

    def ratio(a, b):
        return 0 if a == b else ((a - b) / (a + b)) ** 2

    numbers = ratings.numbers
    assert alpha(ratings, "ratio") == pytest.approx(
        definitions.alpha(ratings, lambda a, b: ratio(numbers[a], numbers[b]))
    )


def test_distances_that_are_given_take_the_place_of_a_level():
    ratings = ratings_from_table([["a", "b"], ["a", "a"], ["c", "b"], ["c", "c"], ["b", "b"]])
    apart = np.array([[0, 0.5, 1], [0.5, 0, 1], [1, 1, 0]])
    ours = alpha_with_distances(rating_tallies(ratings).total(), apart)
    assert float(ours.value) == pytest.approx(definitions.alpha(ratings, lambda a, b: apart[a, b]))


@pytest.mark.parametrize(
    "rows", [[], [["a"]], [["a", None], [None, "b"]], [["a", "a"], ["a", "a"]], [["a", "a"]]]
)
def test_without_pairs_or_without_variation_alpha_is_undefined(rows):
    assert alpha(ratings_from_table(rows)) is None


def test_a_value_that_nobody_could_compare_makes_no_variation():
    assert alpha(ratings_from_table([["a", "a"], ["a", "a"], ["b", None]])) is None


def test_an_unknown_level_is_refused_with_the_names_of_the_known():
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio"):
        alpha(ratings_from_table([[1, 2]]), "absolute")


def test_levels_that_calculate_refuse_labels_and_the_ratio_level_negative_numbers():
    with pytest.raises(ValueError, match="needs numbers"):
        alpha(ratings_from_table([["a", "b"]]), "interval")
    with pytest.raises(ValueError, match="not negative"):
        alpha(ratings_from_table([[-1, 2]]), "ratio")


def test_a_table_of_ten_coders_and_many_units_takes_no_more_than_its_coincidences():
    values = np.random.default_rng(1).integers(-1, 50, size=(20_000, 10))
    ratings = Ratings(values, tuple(float(k) for k in range(50)), np.ones(len(values)))
    assert alpha(ratings) == pytest.approx(0, abs=0.005)
    assert len(pairable(ratings).values) > 19_000
