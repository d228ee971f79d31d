"""Coefficients of two coders and their means over pairs: beside scikit-learn and nltk."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.many_coders import conger_kappa, fleiss_kappa, percent_agreement
from app.agreement.coefficients.ratings import ratings_from_table
from app.agreement.coefficients.tallies import rating_tallies
from app.agreement.coefficients.weights import agreement_weights
from tests.agreement import definitions
from tests.agreement.pairwise import cohen_kappa, holsti, light_kappa, mean_over_pairs, scott_pi

TWO_CODERS = definitions.tables(coders=st.just(2), categories=st.integers(2, 4), missing=False)


def total(ratings):
    return rating_tallies(ratings).total()


def number(estimates, *index):
    value = float(estimates.value[index])
    return None if np.isnan(value) else value


@pytest.mark.parametrize(
    ("name", "theirs"), [("identity", None), ("linear", "linear"), ("quadratic", "quadratic")]
)
@settings(max_examples=50)
@given(ratings=TWO_CODERS)
def test_cohens_kappa_equals_scikit_learn(name, theirs, ratings):
    from sklearn.metrics import cohen_kappa_score

    weights = agreement_weights(name, ratings.numbers)
    ours = number(cohen_kappa(total(ratings).tables, weights), 0)
    assume(ours is not None)
    labels = list(range(len(ratings.categories)))
    oracle = cohen_kappa_score(ratings.values[:, 0], ratings.values[:, 1], labels=labels, weights=theirs)
    assert ours == pytest.approx(oracle)


@settings(max_examples=50)
@given(TWO_CODERS)
def test_scotts_pi_and_cohens_kappa_equal_nltk(ratings):
    from nltk.metrics.agreement import AnnotationTask

    tallies = total(ratings)
    assume(number(scott_pi(tallies.tables), 0) is not None)
    task = AnnotationTask(
        [(g, i, v) for i, row in enumerate(ratings.values.tolist()) for g, v in enumerate(row)]
    )
    assert number(scott_pi(tallies.tables), 0) == pytest.approx(task.pi())
    assert number(cohen_kappa(tallies.tables), 0) == pytest.approx(task.kappa())


@settings(max_examples=50)
@given(TWO_CODERS)
def test_with_two_coders_and_complete_data_fleiss_is_scott_conger_is_cohen_and_holsti_is_percent(ratings):
    tallies = total(ratings)
    weights = agreement_weights("ordinal", ratings.numbers)
    assert number(fleiss_kappa(tallies, weights)) == pytest.approx(
        number(scott_pi(tallies.tables, weights), 0)
    )
    assert number(conger_kappa(tallies, weights)) == pytest.approx(
        number(cohen_kappa(tallies.tables, weights), 0)
    )
    assert number(percent_agreement(tallies)) == pytest.approx(number(holsti(tallies), 0))


@settings(max_examples=50)
@given(definitions.tables(coders=st.integers(2, 5), categories=st.integers(2, 3)))
def test_lights_kappa_is_the_mean_of_the_pairs_that_are_defined(ratings):
    pairs = [
        number(cohen_kappa(total(ratings.of_pair(g, h)).tables), 0)
        for g, h in combinations(range(ratings.coders), 2)
    ]
    known = [value for value in pairs if value is not None]
    light = light_kappa(total(ratings))
    assert float(light.n) == len(known)
    assert number(light) == (pytest.approx(np.mean(known)) if known else None)


def test_a_pair_counts_only_the_units_that_both_coders_coded():
    tallies = total(
        ratings_from_table([["a", "a", None], ["a", "b", "b"], ["b", None, "b"], ["b", "b", "a"]])
    )
    assert tallies.tables[0].tolist() == [[1, 1], [0, 1]]
    assert tallies.tables[1].tolist() == [[0, 1], [1, 1]]
    assert tallies.tables[2].tolist() == [[0, 0], [1, 1]]


def test_holsti_counts_the_decisions_of_each_coder_also_where_the_other_made_none():
    tallies = total(ratings_from_table([["a", "a"], ["a", "b"], ["b", None], ["b", None]]))
    assert number(holsti(tallies), 0) == pytest.approx(2 * 1 / (4 + 2))


def test_one_sided_coders_have_a_kappa_of_zero_and_opposite_ones_too():
    assert number(cohen_kappa(total(ratings_from_table([["a", "a"], ["a", "b"]])).tables), 0) == 0
    assert number(cohen_kappa(total(ratings_from_table([["a", "b"], ["a", "b"]])).tables), 0) == 0


def test_without_units_of_both_a_pair_is_undefined_and_left_out_of_the_mean():
    tallies = total(
        ratings_from_table([["a", "a", None], ["b", "a", None], ["b", "b", None], [None, None, "a"]])
    )
    assert np.isnan(cohen_kappa(tallies.tables).value).tolist() == [False, True, True]
    light = mean_over_pairs(cohen_kappa(tallies.tables))
    assert (float(light.n), float(light.value)) == (1, pytest.approx(0.4))
