"""The older alpha_U: the published case, and equality with its definition on random continua."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from app.agreement.coefficients.unitizing_legacy import (
    legacy_alpha_u,
    legacy_code_value,
    legacy_disagreements,
)
from app.agreement.coefficients.unitizing_legacy_draws import legacy_draws
from app.agreement.coefficients.values import NO_UNITS, NO_VARIATION, NOT_USED, ONE_CODER
from app.agreement.spans.continuum import Codings, Continuum, comparable, continuum_of, merged
from tests.agreement.naive import random_continuum, rows, units_of


def published():
    layers = [
        {"c": [(225, 70), (370, 30)], "k": [(180, 60), (300, 50)]},
        {"c": [(220, 80), (355, 20), (400, 20)], "k": [(180, 60), (300, 50)]},
    ]
    spans = {
        str(coder): [(at - 150, at - 150 + size, code) for code, own in layer.items() for at, size in own]
        for coder, layer in enumerate(layers)
    }
    continuum, _, codes = continuum_of([(300, spans)])
    assert codes == ["c", "k"]
    return legacy_disagreements(continuum)


def test_the_published_case_comes_out():
    found = published()
    assert found.observed == pytest.approx([0.0144, 0], abs=1e-4)
    assert found.expected == pytest.approx([0.0532, 0.049], abs=1e-4)
    assert legacy_alpha_u(found).value == pytest.approx(0.859, abs=6e-4)
    assert legacy_code_value(found, 0).value == pytest.approx(0.7286, abs=1e-4)
    assert legacy_code_value(found, 1).value == pytest.approx(1)


def test_disagreements_equal_their_definition_on_random_continua():
    for seed in range(400):
        continuum, _ = comparable(random_continuum(seed))
        found = legacy_disagreements(continuum)
        for code in range(continuum.codes):
            observed, expected = naive(continuum, code)
            assert found.observed[code] == pytest.approx(observed, abs=1e-12)
            assert found.expected[code] == pytest.approx(expected, abs=1e-12)


def naive(continuum, code):
    """D_oc and D_ec from every pair of sections, as the definition reads."""
    own = merged(continuum.codings.take(continuum.codings.code == code), touching=False)
    layer = Continuum(continuum.lengths, continuum.completed, continuum.codes, own)
    coded = {
        (d, g): units_of(layer, d, g)
        for d in range(layer.documents)
        for g in range(layer.coders)
        if layer.completed[d, g]
    }
    m = layer.completed.sum(axis=1)
    length = sum(int(n) for n, many in zip(layer.lengths, m, strict=True) if many)
    observed = 0.0
    for (d, g), (e, h) in permutations(coded, 2):
        if d == e:
            apart = sum(delta(one, other) for one in coded[d, g] for other in coded[e, h])
            observed += apart / (m[d] * (m[d] - 1) * length**2)
    units = [
        end - start for sections in coded.values() for value, start, end in sections if value is not None
    ]
    gaps = [end - start for sections in coded.values() for value, start, end in sections if value is None]
    assert len(units) == len(rows(own))
    whole = sum(int(n) * int(many) for n, many in zip(layer.lengths, m, strict=True))
    room = whole * (whole - 1) - sum(u * (u - 1) for u in units)
    chance = sum(
        (len(units) - 1) / 3 * (2 * u**3 - 3 * u**2 + u) + u**2 * sum(v - u + 1 for v in gaps if v >= u)
        for u in units
    )
    return observed, (2 / length * chance / room if room else 0)


def delta(one, other):
    """Squared difference of two sections (value or None, start, end) of two coders."""
    (v, b, e), (w, c, f) = one, other
    if v is not None and w is not None and b < f and c < e:
        return (b - c) ** 2 + (e - f) ** 2
    if v is not None and w is None and c <= b and e <= f:
        return (e - b) ** 2
    if v is None and w is not None and b <= c and f <= e:
        return (f - c) ** 2
    return 0


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        ({"a": [(0, 5, "x")]}, ONE_CODER),
        ({"a": [], "b": []}, NO_UNITS),
        ({"a": [(0, 1, "x")], "b": []}, None),
    ],
)
def test_an_undefined_value_has_its_reason(spans, reason):
    found = legacy_disagreements(comparable(continuum_of([(20, spans)])[0])[0])
    assert legacy_alpha_u(found).reason == reason


def test_a_code_nobody_used_is_not_used():
    before, _, _ = continuum_of([(20, {"a": [(0, 5, "x")], "b": [(1, 5, "x")]})])
    found = legacy_disagreements(Continuum(before.lengths, before.completed, 2, before.codings))
    assert legacy_code_value(found, 1).reason == NOT_USED
    assert legacy_code_value(found, 0).value == legacy_alpha_u(found).value


def test_text_that_can_only_be_coded_in_one_way_has_no_variation():
    found = legacy_disagreements(continuum_of([(1, {"a": [(0, 1, "x")], "b": [(0, 1, "x")]})])[0])
    assert legacy_alpha_u(found).reason == NO_VARIATION


def test_drawing_every_document_once_gives_the_value() -> None:
    for seed in range(60):
        continuum, _ = comparable(random_continuum(seed))
        found = legacy_disagreements(continuum)
        draws = legacy_draws(continuum, found)
        drawn = draws.alpha(np.ones((1, continuum.documents)))[0]
        values = [legacy_code_value(found, code).value for code in range(continuum.codes)]
        assert drawn == pytest.approx(
            [np.nan if v is None else v for v in (*values, legacy_alpha_u(found).value)], nan_ok=True
        )


def test_a_document_drawn_twice_counts_as_two_documents_with_the_same_codings() -> None:
    for seed in range(60):
        continuum, _ = comparable(random_continuum(seed))
        counts = np.random.default_rng(seed).integers(0, 3, continuum.documents)
        if not counts.any():
            continue
        drawn = legacy_draws(continuum, legacy_disagreements(continuum)).alpha(counts[None].astype(float))[0]
        whole = repeated(continuum, counts)
        again = legacy_draws(whole, legacy_disagreements(whole)).alpha(np.ones((1, whole.documents)))[0]
        assert drawn == pytest.approx(again, nan_ok=True)


def repeated(continuum: Continuum, counts) -> Continuum:
    """Every document as often as it was drawn."""
    number = np.repeat(np.arange(continuum.documents), counts)
    codings = [continuum.codings.take(continuum.codings.document == old) for old in number]
    parts = [replace(own, document=0 * own.document + new) for new, own in enumerate(codings)]
    names = ("document", "coder", "code", "start", "end")
    together = Codings(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
    return replace(
        continuum, lengths=continuum.lengths[number], completed=continuum.completed[number], codings=together
    )
