"""Coefficients from counts, beside the program's own from the ratings themselves."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.coefficients.ratings import Ratings
from app.agreement.study.given_units import agreement_values
from app.exchange.workbook.sheets.agreement import NAMES
from app.exchange.workbook.writing.formulas import OF_TWO, Count, Tally, by_formula, check, checked, formula

ALLOWED = {"IF"}
units = st.lists(st.lists(st.sampled_from([0, 1, -1]), min_size=3, max_size=3), min_size=1, max_size=12)


def counted(rows: list[list[int]]) -> tuple[list[Count], list[int]]:
    """Units by how many coders have judged them and how many gave the code."""
    counts = [Count(f"{k} of {m} coders", m, k) for m in (2, 3) for k in range(m + 1)]
    told = [(sum(one >= 0 for one in row), sum(one == 1 for one in row)) for row in rows]
    return counts, [told.count((one.judged, one.gave)) for one in counts]


def values(counts: list[Count], numbers: list[int]) -> dict[str, float | None]:
    return Tally(NAMES, counts).values(numbers)


@given(units)
def test_values_from_counts_are_those_of_the_program(rows: list[list[int]]) -> None:
    judged = [row for row in rows if sum(one >= 0 for one in row) > 1]
    found = values(*counted(rows))
    assert found["units counted"] == len(judged)
    if not any(1 in row for row in judged):  # what nobody used has no values
        return
    keys = [key for key in NAMES if key != "cohen_kappa"]
    own = agreement_values(Ratings(np.array(judged), (0, 1), np.ones(len(judged))), keys)
    for key in keys:
        expected, value = own[key].value, found[by_formula(NAMES[key])]
        assert (value is None) == (expected is None), key
        assert value == pytest.approx(expected) if value is not None else True


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_two_coders_have_a_kappa_from_their_table(pairs: list[tuple[bool, bool]]) -> None:
    numbers = [pairs.count(one.given_by) for one in OF_TWO if one.given_by]
    ratings = Ratings(np.array(pairs, dtype=np.int64), (0, 1), np.ones(len(pairs)))
    own = agreement_values(ratings, ["cohen_kappa"])["cohen_kappa"]
    value = values(list(OF_TWO), numbers)["Cohen kappa by formula"]
    assert (value is None) == (own.value is None)
    assert value == pytest.approx(own.value) if value is not None else True


def test_formulas_use_only_what_every_spreadsheet_program_has() -> None:
    counts, _ = counted([])
    for told in [formula(key, OF_TWO) for key in NAMES] + [check([("n", "units counted")])]:
        assert set(re.findall(r"([A-Z]+)\(", told or "")) <= ALLOWED
    assert formula("cohen_kappa", counts) is None
    assert formula("percent_agreement", []) is None


def test_a_check_says_what_differs() -> None:
    assert checked([("n", 3, 3.0), ("Cohen kappa", None, None)]) == "ok"
    assert checked([("n", 3, 4), ("Gwet AC1", None, 0.5), ("Cohen kappa", 0.5, 0.5 + 1e-12)]) == (
        "differs: n; Gwet AC1; "
    )
