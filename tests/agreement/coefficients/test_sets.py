"""Sets of codes: distances, and alpha on them, beside nltk and the definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.sets import (
    DISTANCES,
    SetValues,
    set_distance,
    set_tallies,
    set_values,
    without_empty_sets,
)
from tests.agreement import definitions

CODES = st.frozensets(st.sampled_from("abcd"), max_size=4)
CELLS = st.one_of(st.none(), CODES)
UNITS = st.integers(1, 4).flatmap(
    lambda coders: st.lists(st.lists(CELLS, min_size=coders, max_size=coders), max_size=8)
)


def alpha(values, distance="dice", **sizes):
    value = float(set_tallies(values, distance, **sizes).alpha().value[0])
    return None if np.isnan(value) else value


def by_definition(units, distance):
    """Alpha over all pairs of sets, the slow way."""
    sets = sorted({cell for row in units for cell in row if cell is not None}, key=sorted)
    values = [[-1 if cell is None else sets.index(cell) for cell in row] for row in units]
    width = len(units[0]) if units else 0
    ratings = definitions.Ratings(
        np.array(values, dtype=np.int64).reshape(len(units), width),
        tuple(map(float, range(len(sets)))),
        np.ones(len(units)),
    )
    return definitions.alpha(ratings, lambda a, b: set_distance(distance, sets[a], sets[b]))


@settings(max_examples=50)
@given(CODES, CODES)
def test_jaccard_and_masi_distances_equal_nltk_where_it_knows_them(first, second):
    from nltk.metrics.distance import jaccard_distance, masi_distance

    if not first and not second:
        return  # nltk divides by zero there
    assert set_distance("jaccard", first, second) == pytest.approx(jaccard_distance(first, second))
    assert set_distance("masi", first, second) == pytest.approx(masi_distance(first, second), abs=0.005)


@pytest.mark.parametrize("name", DISTANCES)
def test_two_empty_sets_agree_and_an_empty_one_shares_nothing_with_another(name):
    assert set_distance(name, [], []) == 0
    assert set_distance(name, [], ["a"]) == 1
    assert set_distance(name, ["a"], ["a"]) == 0
    assert set_distance(name, ["a"], ["b"]) == 1


def test_masi_lowers_what_is_shared_by_how_the_sets_lie():
    assert set_distance("masi", "ab", "abcd") == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert set_distance("masi", "ab", "bc") == pytest.approx(1 - 1 / 3 * 1 / 3)


@pytest.mark.parametrize("name", DISTANCES)
@settings(max_examples=50)
@given(units=UNITS)
def test_alpha_on_sets_equals_its_definition_over_all_pairs_of_sets(name, units):
    assert alpha(set_values(units), name) == pytest.approx(by_definition(units, name))


@settings(max_examples=50)
@given(UNITS)
def test_coder_order_and_code_names_change_nothing(units):
    turned = [list(reversed(row)) for row in units]
    renamed = [[None if c is None else {chr(200 - ord(x)) for x in c} for c in row] for row in units]
    assert alpha(set_values(turned)) == pytest.approx(alpha(set_values(units)))
    assert alpha(set_values(renamed)) == pytest.approx(alpha(set_values(units)))


@settings(max_examples=50)
@given(UNITS, st.data())
def test_a_unit_that_weighs_three_counts_like_three_units(units, data):
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(units), max_size=len(units)))
    copied = [row for row, n in zip(units, times, strict=True) for _ in range(n)]
    assert alpha(set_values(units, times)) == pytest.approx(alpha(set_values(copied)))


@pytest.mark.parametrize("documents", [3, 40])
@settings(max_examples=50)
@given(units=UNITS, data=st.data())
def test_drawing_documents_again_equals_copying_their_units(documents, units, data):
    of = data.draw(st.lists(st.integers(0, 2), min_size=len(units), max_size=len(units)))
    drawn = data.draw(st.lists(st.integers(0, 3), min_size=3, max_size=3))
    values = set_values(units)
    values = SetValues(values.values, values.members, values.weights, np.array(of, dtype=np.int64))
    draws = np.array([drawn + [1] * (documents - 3)], dtype=float)
    resampled = set_tallies(values, "dice", n_documents=documents).alpha(draws)
    copied = [row for row, d in zip(units, of, strict=True) for _ in range(drawn[d])]
    ours = None if np.isnan(resampled.value[0]) else resampled.value[0]
    assert ours == pytest.approx(alpha(set_values(copied)))


def test_without_empty_sets_only_what_two_coders_coded_is_compared():
    units = [[{"a"}, {"a"}, set()], [{"a"}, set(), set()], [{"b"}, {"a"}, {"b"}]]
    smaller = [[{"a"}, {"a"}, None], [{"a"}, None, None], [{"b"}, {"a"}, {"b"}]]
    assert alpha(without_empty_sets(set_values(units))) == pytest.approx(alpha(set_values(smaller)))


@pytest.mark.parametrize("units", [[], [[{"a"}]], [[{"a"}, None]], [[{"a"}, {"a"}]] * 3, [[set(), set()]]])
def test_without_pairs_or_without_variation_alpha_on_sets_is_undefined(units):
    assert alpha(set_values(units)) is None


def test_more_codes_than_fit_into_one_word_of_bits_are_told_apart():
    codes = [f"{number:03}" for number in range(70)]
    units = [[frozenset([code]), frozenset(codes[number : number + 2])] for number, code in enumerate(codes)]
    assert alpha(set_values(units)) == pytest.approx(by_definition(units, "dice"))


@pytest.mark.parametrize("distance", ["dice", "jaccard", "masi"])
@pytest.mark.parametrize("documents", [1, 3, 40])
def test_drawn_documents_and_single_ones_are_what_their_units_alone_give(distance, documents):
    rng = np.random.default_rng(documents)
    n, codes = 120, 5
    members = np.unique(rng.random((30, codes)) < 0.4, axis=0)
    of = np.sort(rng.integers(documents, size=n))
    values = SetValues(rng.integers(-1, len(members), (n, 3)), members, rng.integers(1, 9, n) * 1.0, of)
    tallies = set_tallies(values, distance, n_documents=documents)
    each = tallies.each().value
    drawn = tallies.alpha(np.eye(documents)).value
    for document in range(documents):
        here = of == document
        alone = SetValues(values.values[here], members, values.weights[here], 0 * of[here])
        expected = set_tallies(alone, distance).alpha().value[0]
        np.testing.assert_allclose([each[document], drawn[document]], [expected] * 2, atol=1e-9)
