"""Published cases: what is bundled comes out as printed, and nothing unknown is passed over in silence."""

import json
from pathlib import Path

import pytest

from app.agreement.examples.cases import BUNDLED, UNKNOWN_KEY, case_outcomes, outcomes
from app.errors import UserError

SHARED = Path(__file__).resolve().parents[4] / "shared" / "reference" / "agreement"
RATINGS = {"type": "ratings", "units": [["b", "b"], ["a", "b"], ["a", "a"], ["b", "b"]], "weights": None}


def case(expected, data=RATINGS, tolerance=1e-9, **more):
    return list(case_outcomes({"data": data, "expected": expected, "tolerance": tolerance, **more}, "it"))


def number(key, data):
    (outcome,) = case({key: 0}, data)
    assert outcome.problem is None
    return outcome.computed.value


BUNDLED_OUTCOMES = list(outcomes())


@pytest.mark.parametrize("outcome", BUNDLED_OUTCOMES, ids=lambda outcome: f"{outcome.case}-{outcome.key}")
def test_what_was_published_is_computed(outcome):
    assert outcome.problem is None
    assert outcome.ok, f"computed {outcome.computed}, expected {outcome.expected}"


def test_every_bundled_case_names_its_source_and_expects_something():
    assert {outcome.case for outcome in BUNDLED_OUTCOMES} == {file.stem for file in BUNDLED.glob("*.json")}
    assert len(list(BUNDLED.glob("*.json"))) == 50
    assert all(len(outcome.source) > 10 for outcome in BUNDLED_OUTCOMES)


def test_the_cases_given_beside_the_project_are_bundled_as_they_are():
    if not SHARED.is_dir():
        pytest.skip("no ../shared/reference/agreement beside the project")
    for file in SHARED.glob("*.json"):
        assert (BUNDLED / file.name).read_text("utf-8") == file.read_text("utf-8"), file.name


def test_a_number_outside_its_tolerance_is_off():
    assert [outcome.ok for outcome in case({"pa": 0.75, "cohen_kappa": 0.6}, tolerance={"pa": 0})] == [
        True,
        False,
    ]
    assert [outcome.ok for outcome in case({"pa": 0.74}, tolerance=0.02)] == [True]


def test_a_key_without_a_tolerance_gets_the_default():
    first, second = case({"pa": 0.75, "cohen_kappa": 0.5}, tolerance={"pa": 0.1})
    assert (first.tolerance, second.tolerance) == (0.1, 1e-6)
    assert case({"pa": 0.75}, tolerance=None)[0].tolerance == 1e-6


@pytest.mark.parametrize("expected", ["undefined", None, float("nan")])
def test_undefined_is_a_legal_expectation_however_it_is_written(expected):
    data = {"type": "ratings", "units": [["a", "a"], ["a", "a"]]}
    assert [outcome.ok for outcome in case({"alpha_nominal": expected, "pa": 1}, data)] == [True, True]
    assert not case({"pa": expected}, data)[0].ok


def test_an_undefined_value_where_a_number_was_expected_is_off():
    (outcome,) = case({"alpha_nominal": 1.0}, {"type": "ratings", "units": [["a", "a"], ["a", "a"]]})
    assert not outcome.ok
    assert outcome.computed.reason == "undefined: no variation"


def test_an_unknown_key_is_not_ok_and_says_so():
    (outcome,) = case({"omega_squared": 0.5})
    assert (outcome.ok, outcome.problem) == (False, UNKNOWN_KEY)


def test_an_unknown_type_of_data_makes_every_expectation_fail_with_the_reason():
    found = case({"x": 1, "y": "undefined"}, {"type": "rankings"})
    assert [(outcome.ok, outcome.problem) for outcome in found] == [
        (False, "unknown type of data: rankings")
    ] * 2


@pytest.mark.parametrize(
    "data",
    [
        {"type": "ratings"},
        {"type": "ratings", "units": [["a", "b"], ["a"]]},
        {"type": "ratings", "units": [["a", "b"]], "weights": "cubic"},
        {"type": "ratings", "units": [["a", "b"]], "weights": [[1]]},
        {"type": "spans", "length": 10, "coders": {"a": [[5, 20, "x"]], "b": []}},
        {"type": "sets", "units": 5},
        {"type": "segment masses", "hypothesis": [1, 2], "reference": "none"},
    ],
)
def test_data_that_cannot_be_read_give_a_problem_and_no_crash(data):
    (outcome,) = case({"pa": 1}, data)
    assert not outcome.ok
    assert "cannot be read" in outcome.problem


def test_an_expectation_that_is_no_number_is_a_problem():
    (outcome,) = case({"pa": [0.7, 0.8]})
    assert not outcome.ok
    assert "neither a number" in outcome.problem


def test_a_file_that_is_no_case_is_reported_and_the_others_are_still_run(tmp_path):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "c.json").write_text('{"name": "c"}', encoding="utf-8")
    good = {"name": "good", "data": RATINGS, "expected": {"pa": 0.75}, "tolerance": 0}
    (tmp_path / "d.json").write_text(json.dumps(good), encoding="utf-8")
    assert [(outcome.case, outcome.ok) for outcome in outcomes(tmp_path)] == [
        ("a.json", False), ("b.json", False), ("c", False), ("good", True),
    ]  # fmt: skip


def test_a_folder_that_is_not_there_or_empty_is_the_users_to_mend(tmp_path):
    with pytest.raises(UserError, match="no folder"):
        list(outcomes(tmp_path / "nowhere"))
    with pytest.raises(UserError, match="no JSON file"):
        list(outcomes(tmp_path))


def test_numbers_as_labels_and_numbers_are_the_same_categories():
    words = {"type": "ratings", "units": [["1", "2"], ["2", "3"], ["3", "3"], ["1", "1"]]}
    digits = {"type": "ratings", "units": [[1, 2], [2, 3], [3, 3], [1, 1]]}
    for key in ("alpha_interval", "alpha_ordinal", "weighted_kappa_quadratic", "fleiss_category:3"):
        assert number(key, words) == pytest.approx(number(key, digits))


def test_weights_given_as_a_matrix_as_a_name_and_as_disagreements_are_the_same():
    units = [["a", "b"], ["b", "c"], ["c", "c"], ["a", "a"], ["a", "c"]]
    named = {"type": "ratings", "units": units, "weights": "linear"}
    matrix = {"type": "ratings", "units": units, "weights": [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]}
    apart = {"type": "ratings", "units": units, "weights": [[0, 1, 2], [1, 0, 1], [2, 1, 0]]}
    pairs = {"type": "ratings", "units": units, "extra": {"disagreement": {"a|b": 1, "c|b": 1, "a|c": 2}}}
    for key in ("weighted_kappa", "weighted_alpha", "ac2", "bp", "conger", "se_conger"):
        first = number(key, named)
        assert [number(key, data) for data in (matrix, apart, pairs)] == pytest.approx([first] * 3), key


def test_categories_that_were_offered_but_not_chosen_count_where_they_must():
    for more in ({"categories": list("abcd")}, {"extra": {"categories": list("abcd")}}):
        offered = {**RATINGS, **more}
        assert number("bp", offered) == pytest.approx((0.75 - 0.25) / 0.75)
        assert number("alpha_nominal", offered) == pytest.approx(number("alpha_nominal", RATINGS))


def test_a_category_that_nobody_chose_is_not_used():
    (outcome,) = case({"fleiss_category:z": "undefined"})
    assert (outcome.ok, outcome.computed.reason) == (True, "not used")


def test_expectations_and_errors_by_chance_have_keys_of_their_own():
    assert number("pe_kappa", RATINGS) == pytest.approx(0.5)
    assert number("pe_s", RATINGS) == pytest.approx(0.5)
    assert number("se_pa", RATINGS) == pytest.approx(0.25)
    assert number("se_pa_table", RATINGS) == pytest.approx(0.25 * (3 / 4) ** 0.5)


def test_the_indices_of_a_two_by_two_table_take_the_later_category_as_present():
    assert number("pabak", RATINGS) == pytest.approx(0.5)
    assert number("prevalence_index", RATINGS) == pytest.approx((2 - 1) / 4)
    assert number("bias_index", RATINGS) == pytest.approx((0 - 1) / 4)
    assert number("positive_agreement", RATINGS) == pytest.approx(4 / 5)


def test_a_table_may_lie_on_its_side():
    sideways = {
        "type": "ratings",
        "layout": "coders x units",
        "units": [["b", "a", "a", "b"], ["b", "b", "a", "b"]],
    }
    assert number("cohen_kappa", sideways) == pytest.approx(number("cohen_kappa", RATINGS))


def test_nan_is_another_way_to_write_a_missing_value():
    data = {"type": "ratings", "units": [[1, 1, float("nan")], [1, 2, None], [2, 2, 2]]}
    null = {"type": "ratings", "units": [[1, 1, None], [1, 2, None], [2, 2, 2]]}
    assert number("alpha_nominal", data) == pytest.approx(number("alpha_nominal", null))


def test_sets_have_a_key_for_every_distance_and_for_what_alpha_is_made_of():
    data = {"type": "sets", "units": [[["a", 1], ["a"]], [[1], [1]], [[], []], [["a"], None]]}
    assert number("mvalpha", data) == pytest.approx(1 - number("mvDo", data) / number("mvDe", data))
    for name in ("dice", "masi", "jaccard"):
        ratio = number(f"Do_{name}", data) / number(f"De_{name}", data)
        assert number(f"alpha_{name}", data) == pytest.approx(1 - ratio)
    assert case({"alpha_euclid": 1}, data)[0].problem == UNKNOWN_KEY


def test_spans_know_codes_by_name_and_say_when_one_is_not_used():
    data = {"type": "spans", "length": 20, "coders": {"a": [[0, 5, 1]], "b": [[0, 5, "1"]]}}
    found = case({"k:1": "undefined", "coverage:1": 1, "k:9": "undefined", "k:": 0, "gamma": 0}, data)
    assert [outcome.ok for outcome in found] == [True, True, True, False, False]
    assert found[2].computed.reason == "not used"
    assert [outcome.problem for outcome in found[3:]] == [UNKNOWN_KEY] * 2
