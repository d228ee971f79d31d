"""Cases whose keys are spelled as the literature spells them, and which leave the type of data out."""

import pytest

from app.agreement.examples.cases import case_outcomes

TABLE = [[1, 1]] * 20 + [[1, 2]] * 5 + [[2, 1]] * 10 + [[2, 2]] * 15


def computed(key, data):
    (outcome,) = case_outcomes({"data": data, "expected": {key: 0}})
    assert outcome.problem is None
    return outcome.computed.value


@pytest.mark.parametrize("key", ["Cohen's kappa", "Cohen’s Kappa", "cohen-kappa", "kappa", "cohen_kappa"])
def test_a_statistic_may_be_spelled_as_books_spell_it(key):
    assert computed(key, {"type": "ratings", "units": TABLE}) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("key", "value"), [("u-alpha", 1), ("|u-alpha", 1), ("cu-alpha", 1), ("(k)u-alpha:x", 1)]
)
def test_the_unitizing_family_may_be_spelled_with_hyphens(key, value):
    same = [[0, 10, "x"], [20, 30, "y"]]
    assert computed(key, {"length": 60, "coders": {"a": same, "b": same}}) == pytest.approx(1)


@pytest.mark.parametrize(
    ("key", "data", "value"),
    [
        ("kappa", {"units": TABLE}, 0.4),
        ("MASI", {"a": [1, 2], "b": [2]}, 2 / 3),
        ("WindowDiff", {"hypothesis": [5, 5], "reference": [5, 5]}, 0),
        ("mv-alpha", {"units": [[["a"], ["a"]], [["b"], ["b"]]]}, 1),
        ("u", {"docs": [[20, {"a": [[0, 5, "x"]], "b": [[0, 5, "x"]]}]]}, 1),
    ],
)
def test_the_type_of_data_may_be_told_by_what_they_hold(key, data, value):
    assert computed(key, data) == pytest.approx(value)


def test_a_statistic_that_nobody_knows_is_named_as_unknown():
    (outcome,) = case_outcomes({"data": {"units": TABLE}, "expected": {"Smith's zeta": 1}})
    assert outcome.problem == "unknown key"
