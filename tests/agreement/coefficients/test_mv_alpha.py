"""mv-alpha: its generating function beside the enumeration of all sets that Krippendorff and Craggs print."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

from app.agreement.coefficients.mv_alpha import mv_alpha
from app.agreement.coefficients.sets import SetValues, set_distance, set_values
from tests.agreement.coefficients.test_sets import UNITS


def number(estimates):
    return None if np.isnan(estimates.value[0]) else float(estimates.value[0])


def enumerated(units):
    """D_e by listing every two sets of the sizes that occur, with the weight of drawing their codes."""
    sets = [cell for row in units for cell in row if cell is not None and sum(c is not None for c in row) > 1]
    uses = Counter(code for codes in sets for code in codes)
    sizes = Counter(len(codes) for codes in sets)
    expected = 0.0
    for (a, many), (b, others) in product(sizes.items(), repeat=2):
        total = apart = 0.0
        for first, second in product(combinations(sorted(uses), a), combinations(sorted(uses), b)):
            shared = set(first) & set(second)
            weight = np.prod([uses[c] * (uses[c] - 1 if c in shared else 1) for c in {*first, *second}])
            total += weight
            apart += weight * set_distance("dice", first, second)
        if total:
            expected += many * others * apart / total
    return expected / len(sets) ** 2 if sets else 0.0


@settings(max_examples=50)
@given(UNITS)
def test_the_generating_function_equals_the_enumeration_of_all_sets(units):
    estimates = mv_alpha(set_values(units))
    expected = enumerated(units)
    if expected == 0:
        assert number(estimates) is None
    else:
        assert float(estimates.expected[0]) == pytest.approx(expected)
        assert number(estimates) == pytest.approx(1 - float(estimates.observed[0]) / expected)


@settings(max_examples=50)
@given(UNITS)
def test_documents_make_no_difference_to_mv_alpha(units):
    values = set_values(units)
    split = SetValues(values.values, values.members, values.weights, np.arange(len(units)))
    assert number(mv_alpha(split)) == pytest.approx(number(mv_alpha(values)))


def test_lengths_of_a_whole_corpus_overflow_nothing():
    letters = "abcdefghijklmnopqrstuvwxyz"
    units = [[set(letters), set(letters[1:])], [set(letters[5:20]), set(letters[5:20])], [{"a"}, {"b"}]]
    value = number(mv_alpha(set_values(units, [9e6, 8e6, 1])))
    assert 0 < value < 1
