"""Published examples are recomputed by the product's own code: what is false there, validation finds."""

import json
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

import app.agreement
from app.agreement.coefficients import segmentation, two_by_two, unitizing
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.examples.cases import BUNDLED, case_outcomes, outcomes
from app.agreement.spans import sweep
from app.agreement.study import comparison, pair_sums, parts, span_parts, statistics, variables
from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.exchange.sample_study import fill_with_sample
from app.jobs import Job
from app.store import Project

HERE = Path(app.agreement.__file__).parent


def off() -> Iterator[str]:
    return (outcome.key for outcome in outcomes(BUNDLED) if not outcome.ok)


FILES = sorted(BUNDLED.glob("*.json"))


def is_noticed() -> bool:
    """Whether an example is off; what noticed the mistake before is asked first: the next is like it."""
    for file in FILES:
        if any(not outcome.ok for outcome in case_outcomes(json.loads(file.read_text("utf-8")), file.stem)):
            FILES.remove(file)
            FILES.insert(0, file)
            return True
    return False


def halved(function):
    """The same, coming to half of it."""

    def false(*given, **more):
        found = function(*given, **more)
        return replace(found, value=found.value / 2) if hasattr(found, "value") else found / 2

    return false


def test_as_it_stands_nothing_is_off():
    assert not list(off())


IN_A_TABLE: list[tuple[str, dict, str]] = [  # every statistic, where the product looks it up
    *((key, statistics.OF_ALL_CODERS, key) for key in statistics.OF_ALL_CODERS),
    *((key, parts.PAIR_STATISTICS, key) for key in parts.PAIR_STATISTICS),
    *((key, span_parts._UNITIZING, key) for key in statistics.UNITIZING),
    (statistics.KU, vars(unitizing), "ku_alpha"),
    (statistics.LEGACY, vars(span_parts), "legacy_alpha_u"),
    ("legacy of one code", vars(span_parts), "legacy_code_value"),
    ("mv_alpha", vars(span_parts), "mv_alpha_of"),
    ("cohen of pairs", vars(pair_sums), "cohen_kappa"),
    ("scott of pairs", vars(pair_sums), "scott_pi"),
    ("holsti of pairs", vars(pair_sums), "holsti"),
    ("highest kappa", vars(two_by_two), "kappa_max"),
]


def test_every_statistic_of_the_product_is_falsified_below():
    below = {key for key, _, _ in IN_A_TABLE} | {"cu_alpha_sets", "masi_alpha"}
    assert set(statistics.STATISTICS) <= below


@pytest.mark.parametrize(("table", "name"), [at[1:] for at in IN_A_TABLE], ids=[at[0] for at in IN_A_TABLE])
def test_a_false_coefficient_is_noticed(table, name, monkeypatch):
    true = table[name]
    false = replace(true, value=halved(true.value)) if isinstance(true, parts.PairStatistic) else halved(true)
    monkeypatch.setitem(table, name, false)
    assert is_noticed()


@pytest.mark.parametrize("statistic", ["cu_alpha_sets", "masi_alpha"])
def test_a_false_coefficient_of_sets_is_noticed(statistic, monkeypatch):
    true = span_parts.of_sets

    def false(key, *given):
        part = true(key, *given)
        return (
            replace(part, look=lambda by: lambda *at: off_by_a_bit(part.look(by)(*at)))
            if key == statistic
            else part
        )

    monkeypatch.setattr(span_parts, "of_sets", false)
    assert is_noticed()


def off_by_a_bit(value):
    return value if value.value is None else replace(value, value=value.value / 2)


def doubled(found, field):
    """The same tallies, every other one of a field twice as large."""
    part = np.array(getattr(found, field), dtype=np.float64)
    part[..., ::2] *= 2
    return replace(found, **{field: part})


SUMS = [
    *(
        ("unitize", f.name)
        for f in fields(unitizing.UnitizingTallies)
        if f.name not in ("membership", "violations")
    ),
    ("legacy_disagreements", "observed"),
    ("legacy_disagreements", "expected"),
]


@pytest.mark.parametrize(("name", "field"), SUMS)
def test_a_false_sum_over_free_spans_is_noticed(name, field, monkeypatch):
    true = getattr(comparison, name)
    monkeypatch.setattr(comparison, name, lambda *given: doubled(true(*given), field))
    assert is_noticed()


@pytest.mark.parametrize("field", ["observed", "counts"])
def test_a_false_sum_over_sets_is_noticed(field, monkeypatch):
    true = span_parts.set_tallies
    monkeypatch.setattr(
        span_parts, "set_tallies", lambda *given, **more: doubled(true(*given, **more), field)
    )
    assert is_noticed()


@pytest.mark.parametrize("name", ["span_counts", "pair_matches", "pair_presence"])
def test_a_false_count_of_a_pair_is_noticed(name, monkeypatch):
    true = getattr(pair_sums, name)

    def false(*given):
        found = true(*given)
        return 2 * found if isinstance(found, np.ndarray) else (2 * own for own in found)

    monkeypatch.setattr(pair_sums, name, false)
    assert is_noticed()


def test_most_of_what_agreement_runs_runs_under_validation(tmp_path):
    """Of the functions of app/agreement; what is left reads the database."""
    project = Project.create(str(tmp_path / "sample.intercoder"))
    with project:
        fill_with_sample(project, Job())
        with project.read() as session:
            by_the_product = ran(lambda: study(session, Scope(), statistics="all", intervals=True))
    by_validation = ran(lambda: list(outcomes()))
    assert len(by_the_product) > 200
    assert len(by_the_product & by_validation) >= 0.85 * len(by_the_product)


def ran(work):
    """The functions of app/agreement that some work calls."""
    found = set()

    def called(frame, event, _):
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(HERE)) and code.co_name != "<genexpr>":
            found.add((code.co_filename, code.co_qualname, code.co_firstlineno))

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


PRESENCE = [("presence", f.name) for f in fields(CategoryTallies)]
VARIABLE = [
    ("variable", name) for _, name in PRESENCE if name != "crossings"
]  # which asks for two categories


@pytest.mark.parametrize(("of", "field"), [*PRESENCE, *VARIABLE])
def test_a_false_tally_is_noticed(of, field, monkeypatch):
    def false(function):
        def told(*given, **more):
            found = function(*given, **more)
            part = np.array(getattr(found, field))
            part[::2] *= 2
            return replace(found, **{field: part})

        return told

    module, name = {
        "presence": (sweep, "category_tallies"),
        "variable": (variables, "rating_tallies"),
    }[of]
    monkeypatch.setattr(module, name, false(getattr(module, name)))
    assert is_noticed()


def test_a_false_sweep_is_noticed(monkeypatch):
    summed = sweep.summed
    monkeypatch.setattr(sweep, "summed", lambda cell, weight, cells: summed(cell, 2 * weight, cells))
    assert is_noticed()


def test_a_false_boundary_similarity_is_noticed(monkeypatch):
    true = segmentation.pair_boundaries
    monkeypatch.setattr(
        segmentation, "pair_boundaries", lambda *given: (one * [[[1]], [[2]]] for one in true(*given))
    )
    assert is_noticed()
