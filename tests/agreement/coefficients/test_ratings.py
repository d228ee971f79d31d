"""Units x coders tables."""

import numpy as np
import pytest

from app.agreement.coefficients.ratings import Ratings, ratings_from_table


def test_numbers_are_ordered_by_size_and_labels_by_the_alphabet():
    assert ratings_from_table([[10, 9], [2, None]]).categories == (2.0, 9.0, 10.0)
    assert ratings_from_table([["10", "9"]]).categories == ("9", "10")
    assert ratings_from_table([["b", "A"], ["a", "3"]]).categories == ("3", "A", "a", "b")


def test_missing_cells_are_counted_for_nobody():
    ratings = ratings_from_table([["a", None, "b"], [None, None, None], ["b", "b", "b"]])
    assert ratings.counts.tolist() == [[1, 1], [0, 0], [0, 3]]


def test_categories_offered_but_never_chosen_stay():
    ratings = ratings_from_table([["a", "a"]], categories=["a", "b", "c"])
    assert ratings.counts.tolist() == [[2, 0, 0]]


def test_a_value_that_was_not_offered_is_refused():
    with pytest.raises(ValueError, match="not among the categories"):
        ratings_from_table([["a", "x"]], categories=["a", "b"])


def test_rows_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="one cell for each coder"):
        ratings_from_table([["a", "b"], ["a"]])


def test_a_number_that_is_no_category_is_refused():
    with pytest.raises(ValueError, match="number of a category"):
        Ratings(np.array([[0, 2]]), ("a", "b"), np.ones(1))


def test_weights_that_do_not_match_the_units_are_refused():
    with pytest.raises(ValueError, match="one weight for each unit"):
        ratings_from_table([["a", "b"]], weights=[1.0, 2.0])


def test_labels_that_are_numbers_have_a_place_on_a_scale_and_others_have_none():
    assert ratings_from_table([["1", "2.5"]]).numbers.tolist() == [1, 2.5]
    assert ratings_from_table([["1", "two"]]).numbers is None
    assert ratings_from_table([["1", "nan"]]).numbers is None


def test_a_category_is_found_as_people_write_it():
    ratings = ratings_from_table([[1, 2.5], [True, None]])
    assert [ratings.number_of(label) for label in ("1", "2.5", "3")] == [0, 1, None]


def test_a_pair_of_coders_keeps_only_the_units_that_both_coded():
    ratings = ratings_from_table([["a", "b", "a"], ["a", "a", None], ["b", "a", "b"]], weights=[1, 2, 3])
    pair = ratings.of_pair(0, 2)
    assert pair.values.tolist() == [[0, 0], [1, 1]]
    assert pair.weights.tolist() == [1, 3]


def test_an_empty_table_has_no_coders_and_no_categories():
    ratings = ratings_from_table([])
    assert (ratings.coders, ratings.categories, ratings.counts.shape) == (0, (), (0, 0))
