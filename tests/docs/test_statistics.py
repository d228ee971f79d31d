"""The pages on statistics: one for each, and their worked examples are what the program computes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.agreement.coefficients import unitizing, values
from app.agreement.coefficients.values import Value
from app.agreement.examples.cases import BUNDLED, UNDEFINED, case_outcomes
from app.agreement.spans.continuum import comparable, continuum_of
from app.agreement.study import levels, span_parts, variables
from app.agreement.study.comparison import Comparison
from app.agreement.study.parts import Subject
from app.agreement.study.statistics import LEVELS, ON_CHARACTERS, applies
from app.agreement.study.statistics import STATISTICS as OFFERED
from app.report.statistics import statistic_name
from tests.docs.manual import DOCS, STATISTICS, fenced, tables, words

KEYS = [  # the contract with scripts: the keys that a program may ask for
    "percent_agreement",
    "holsti",
    "scott_pi",
    "cohen_kappa",
    "brennan_prediger",
    "fleiss_kappa",
    "conger_kappa",
    "light_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "positive_agreement",
    "negative_agreement",
    "u_alpha",
    "relevance_u_alpha",
    "cu_alpha",
    "ku_alpha",
    "cu_alpha_sets",
    "mv_alpha",
    "masi_alpha",
    "span_f1_exact",
    "span_f1_overlap",
    "boundary_similarity",
    "legacy_alpha_u",
]
INDEX = STATISTICS / "README.md"
PAGES = sorted(path for path in STATISTICS.glob("*.md") if path != INDEX)
PARTS = (
    "What it answers",
    "Formula",
    "When not to use it",
    "When there is no value",
    "Source",
    "Worked example",
)
SPAN_F1 = {"span_f1_exact": 1.0, "span_f1_overlap": 0.5}
ONLY_OF_EXAMPLES = {values.NEEDS_TWO_CATEGORIES, values.NEEDS_NUMBERS, values.NEGATIVE_NUMBERS}
EXAMPLES = [(page.stem, line) for page in PAGES for line in fenced(page, "example")]


def test_every_statistic_has_a_page_and_every_page_a_statistic() -> None:
    assert sorted(page.stem for page in PAGES) == sorted(KEYS)


def test_the_contract_is_what_the_program_offers() -> None:
    assert list(OFFERED) == KEYS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_its_key_and_has_every_part(page: Path) -> None:
    text = words(page)

    assert text.startswith(f"# {statistic_name(page.stem, in_files=True)}\n")
    assert f"`{page.stem}`" in text
    assert [part for part in PARTS if f"**{part}.**" not in text] == []
    assert fenced(page, "example")


def test_the_index_lists_every_statistic_with_its_unit_and_levels() -> None:
    (listed,) = tables(INDEX)

    assert [row["key"] for row in listed] == KEYS
    for row in listed:
        key = row["key"]
        assert row["statistic"] == f"[{statistic_name(key, in_files=True)}]({key}.md)"
        assert row["unit"] == ("character" if key in ON_CHARACTERS else "as chosen")
        levels = set(LEVELS) if row["levels"] == "all" else set(row["levels"].split(", "))
        assert levels == {level for level in LEVELS if applies(key, level)}


@pytest.mark.parametrize(("page", "line"), EXAMPLES, ids=[f"{page}: {line}" for page, line in EXAMPLES])
def test_a_worked_example_is_what_the_program_computes(page: str, line: str) -> None:
    left, _, told = line.partition(" = ")
    case_name, key = left.split()
    case = json.loads((BUNDLED / f"{case_name}.json").read_text(encoding="utf-8"))

    computed = _computed(case, key)

    if told.startswith(UNDEFINED):
        assert computed.reason == told
    else:
        digits = len(told.partition(".")[2])
        assert computed.value is not None
        assert round(computed.value, digits) == pytest.approx(float(told), abs=1e-12)


def _computed(case: Mapping[str, Any], key: str) -> Value:
    statistic, _, code = key.partition(":")
    if statistic in SPAN_F1:
        return _span_f1(case["data"], SPAN_F1[statistic], code)
    (outcome,) = case_outcomes({**case, "expected": {key: UNDEFINED}})
    assert outcome.computed is not None, outcome.problem
    return outcome.computed


def _span_f1(data: Mapping[str, Any], threshold: float, code: str) -> Value:
    """Span F1 of one code of a case of layers: [offset, length] by coder and code."""
    spans = {
        str(number): [
            (offset - data["begin"], offset - data["begin"] + length, layer)
            for layer, own in layers.items()
            for offset, length in own
        ]
        for number, layers in enumerate(data["coders"])
    }
    continuum, _, codes = continuum_of([(data["length"], spans)])
    compared = comparable(continuum)[0]
    key = {1: "span_f1_exact", 0.5: "span_f1_overlap"}[threshold]
    columns = [Subject(name, (number,)) for number, name in enumerate(codes)]
    (part,) = Comparison(compared, compared, np.full(len(codes), -1)).parts("code", columns, [key])
    return part.look(False)(key, codes.index(code))


def test_every_reason_and_warning_is_explained() -> None:
    given = {
        constant
        for module in (levels, span_parts, unitizing, values, variables)
        for name, constant in vars(module).items()
        if name.isupper() and isinstance(constant, str)
    }
    explained = {
        row["what it says"]
        for table in tables(DOCS / "agreement.md")
        for row in table
        if "what it says" in row
    }

    assert explained == given - set(KEYS) - ONLY_OF_EXAMPLES
