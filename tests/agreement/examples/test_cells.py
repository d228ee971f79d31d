"""Published cases in the forms that other people write them in: the same number, or a sentence."""

import pytest

from app.agreement.examples.cases import case_outcomes

RATINGS = [[1, 1, None], [2, 3, 2], [None, 2, 2], [3, 3, 3], [1, None, 1]]
SPANS = {"A": [[0, 5, "x"], [7, 9, "y"]], "B": [[0, 4, "x"]]}


def one(data, key):
    (outcome,) = case_outcomes({"data": data, "expected": {key: 0}, "tolerance": 1}, "it")
    return outcome


def number(data, key):
    outcome = one(data, key)
    assert outcome.problem is None, outcome.problem
    assert outcome.computed.value is not None, outcome.computed.reason
    return outcome.computed.value


def written(change):
    return [[change(cell) for cell in row] for row in RATINGS]


@pytest.mark.parametrize(
    "data",
    [
        {"units": written(lambda cell: "" if cell is None else cell)},
        {"units": written(lambda cell: "*" if cell is None else cell)},
        {"units": written(lambda cell: "NA" if cell is None else str(cell))},
        {"units": written(lambda cell: float("nan") if cell is None else float(cell))},
        {"units": [dict(zip("ABC", row, strict=True)) for row in RATINGS]},
        {"units": {f"unit {number}": row for number, row in enumerate(RATINGS)}},
        {"units": [list(row) for row in zip(*RATINGS, strict=True)], "layout": "coders x units"},
        {"coders": {name: [row[g] for row in RATINGS] for g, name in enumerate("ABC")}},
        {"units": RATINGS, "categories": ["1", "2", "3"]},
        {"units": RATINGS, "weights": "Unweighted", "extra": None},
    ],
)
@pytest.mark.parametrize("key", ["alpha_nominal", "alpha_interval", "conger", "se_ac1", "ac1_quadratic"])
def test_ratings_come_out_the_same_however_they_are_written(data, key):
    assert number({"type": "ratings", **data}, key) == pytest.approx(
        number({"type": "ratings", "units": RATINGS}, key), abs=1e-12
    )


@pytest.mark.parametrize(
    "coders",
    [
        list(SPANS.values()),
        {"B": SPANS["B"], "A": SPANS["A"][::-1]},
        {**SPANS, "C": None},
        {
            name: [{"start": float(a), "end": str(b), "code": code} for a, b, code in spans]
            for name, spans in SPANS.items()
        },
        {"A": [*SPANS["A"], [9, 10, None]], "B": SPANS["B"]},
    ],
)
@pytest.mark.parametrize("key", ["u", "|u"])
def test_spans_come_out_the_same_however_they_are_written(coders, key):
    plain = number({"type": "spans", "length": 10, "coders": SPANS}, key)
    assert number({"type": "spans", "length": 10, "coders": coders}, key) == pytest.approx(plain, abs=1e-12)
    docs = [{"length": 10, "coders": coders}]
    assert number({"type": "spans-multidoc", "docs": docs}, key) == pytest.approx(plain, abs=1e-12)


def test_a_word_for_a_missing_value_is_a_value_where_it_is_offered_as_a_category():
    units = [["*", "*"], ["a", "*"], ["a", "a"]]
    assert number({"type": "ratings", "units": units}, "pa") == 1
    assert number({"type": "ratings", "units": units, "categories": ["*", "a"]}, "pa") == pytest.approx(2 / 3)


def test_a_code_that_stands_alone_is_a_set_of_one():
    sets = [[["a"], ["a", "b"]], [["b"], None], [["b"], ["b"]]]
    alone = [["a", ["a", "b"]], ["b", ""], ["b", "b"]]
    assert number({"type": "sets", "units": alone}, "mvalpha") == pytest.approx(
        number({"type": "sets", "units": sets}, "mvalpha"), abs=1e-12
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"type": "ratings"}, "`units` is missing"),
        ({"type": "ratings", "units": "abc"}, "holds a list for each unit"),
        ({"type": "ratings", "units": [[1, 2], [1]]}, "one cell for each coder"),
        ({"type": "ratings", "units": [[[1], 2]]}, "a cell holds a number or a label"),
        ({"type": "ratings", "units": [[1, 2]], "weights": [[1], [0, 1]]}, "2 x 2"),
        ({"type": "ratings", "units": [[1, 2]], "weights": {"1|2": "much"}}, "not a number"),
        ({"type": "ratings", "units": [[1, 2]], "unit_weights": [0]}, "one positive size"),
        ({"type": "ratings", "units": [[1, 2]], "extra": "x"}, "`extra` is an object"),
        ({"type": "spans", "coders": SPANS}, "`length` is missing"),
        ({"type": "spans", "length": 10, "coders": {"A": [[0.5, 2, "x"]]}}, "whole numbers"),
        ({"type": "spans", "length": 10, "coders": {"A": [[0, 2]]}}, "a span is"),
        ({"type": "spans", "length": 10, "coders": {"A": [[8, 12, "x"]], "B": []}}, "beyond its document"),
        ({"type": "layers", "length": 10, "coders": ["c"]}, "a coder has"),
        ({"type": "segment masses", "hypothesis": None, "reference": [2]}, "lists of lengths"),
        ({"type": "sets-pair", "a": ["x"]}, "`b` is missing"),
        ({"type": ["ratings"]}, "unknown type of data"),
        ({"type": "spans-multidoc", "docs": 3}, "form of “spans-multidoc”"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data, words):
    outcome = one(data, "pa")
    assert not outcome.ok
    assert words in outcome.problem


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"type": "ratings", "units": []}, "alpha_nominal"),
        ({"type": "ratings", "units": [[1], [2]]}, "conger"),
        ({"type": "ratings", "units": [[1, 1], [1, 1]]}, "ac1"),
        ({"type": "spans", "length": 10, "coders": {}}, "u"),
        ({"type": "spans", "length": 0, "coders": {"A": [], "B": []}}, "cu"),
        ({"type": "spans", "length": 10, "coders": {"A": [[0, 5, "x"]]}}, "k:x"),
        ({"type": "spans-multidoc", "docs": []}, "|u"),
        ({"type": "sets", "units": [[[], []], [[], []]]}, "mvalpha"),
        ({"type": "sets", "units": []}, "alpha_masi"),
        ({"type": "layers", "length": 10, "coders": []}, "alpha_U"),
    ],
)
def test_data_without_an_answer_give_a_reason(data, key):
    outcome = one(data, key)
    assert outcome.problem is None
    assert outcome.computed.value is None
    assert outcome.computed.reason.startswith("undefined")


def test_an_expected_reason_may_be_written_at_length():
    case = {"data": {"type": "ratings", "units": []}, "expected": {"pa": "Undefined: no units"}}
    (outcome,) = case_outcomes(case, "it")
    assert outcome.ok
