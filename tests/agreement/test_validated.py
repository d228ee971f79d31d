"""Published examples are recomputed by the product's own code: what is false there, validation finds."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
import pytest

from app.agreement.coefficients import segmentation, unitizing
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.examples.cases import BUNDLED, outcomes
from app.agreement.spans import sweep
from app.agreement.study import pair_sums, statistics, variables


def off() -> Iterator[str]:
    return (outcome.key for outcome in outcomes(BUNDLED) if not outcome.ok)


def is_noticed() -> bool:
    return next(off(), None) is not None


def halved(function):
    """The same, coming to half of it."""

    def false(*given, **more):
        found = function(*given, **more)
        return replace(found, value=found.value / 2) if hasattr(found, "value") else found / 2

    return false


def test_as_it_stands_nothing_is_off():
    assert not list(off())


@pytest.mark.parametrize("name", ["cohen_kappa", "scott_pi", "holsti"])
def test_a_false_coefficient_of_two_coders_is_noticed(name, monkeypatch):
    monkeypatch.setattr(pair_sums, name, halved(getattr(pair_sums, name)))
    assert is_noticed()


@pytest.mark.parametrize("key", sorted(statistics.OF_ALL_CODERS))
def test_a_false_coefficient_of_all_coders_is_noticed(key, monkeypatch):
    monkeypatch.setitem(statistics.OF_ALL_CODERS, key, halved(statistics.OF_ALL_CODERS[key]))
    assert is_noticed()


@pytest.mark.parametrize("name", ["u_alpha", "relevance_u_alpha", "cu_alpha", "ku_alpha"])
def test_a_false_coefficient_of_free_spans_is_noticed(name, monkeypatch):
    monkeypatch.setattr(unitizing, name, halved(getattr(unitizing, name)))
    assert is_noticed()


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
