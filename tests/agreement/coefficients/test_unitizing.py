"""The unitizing family: published and analytic cases, equality with exact fractions, invariances."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.agreement.coefficients.unitizing import (
    OVERLAPS,
    code_value,
    coverage,
    cu_alpha,
    domain_value,
    ku_alpha,
    relevance_u_alpha,
    u_alpha,
    unitize,
)
from app.agreement.coefficients.values import NO_INTERSECTION, NO_UNITS, NO_VARIATION, NOT_USED, ONE_CODER
from app.agreement.spans.continuum import (
    Codings,
    Continuum,
    Stretches,
    comparable,
    continuum_of,
    without_regions,
)
from tests.agreement.naive import random_continuum, u_family

CASES = Path(__file__).parents[3] / "resources" / "validation"
ORIGINALS = Path(__file__).parents[4] / "shared" / "reference" / "agreement"
NAMES = [
    "kmbw2016_alex_paul_suzan",
    "u_all_coders_coded_nothing",
    "u_multidoc_missing_coder",
    "u_one_of_two_coded_nothing",
    "u_random_01_2coders",
    "u_random_07_3coders",
    "u_random_10_4coders",
    "u_same_code_disjoint",
]
FAMILY = {"u": u_alpha, "|u": relevance_u_alpha, "cu": cu_alpha}


def case(name):
    for folder in (CASES, ORIGINALS):
        if (folder / f"{name}.json").exists():
            return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return pytest.skip("the validation cases are not there")


def one_domain(continuum):
    kept, _ = comparable(continuum)
    return unitize(kept, np.zeros(kept.codes, dtype=np.int64)).total()


def values(tallies, codes):
    """Every statistic of a single domain, by the names that the cases use."""
    found = {name: domain_value(statistic(tallies), tallies, 0) for name, statistic in FAMILY.items()}
    for number, code in enumerate(codes):
        found[f"k:{code}"] = code_value(ku_alpha(tallies), tallies, number)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_published_and_analytic_cases_come_out(name):
    data = case(name)
    documents = data["data"].get("docs") or [(data["data"]["length"], data["data"]["coders"])]
    continuum, _, codes = continuum_of(documents)
    if not codes:
        continuum = Continuum(continuum.lengths, continuum.completed, 1, continuum.codings)
    tallies = one_domain(continuum)
    found = {key: value.value for key, value in values(tallies, codes).items()}
    found |= {f"coverage:{code}": share for code, share in zip(codes, coverage(tallies), strict=False)}
    for key, expected in data["expected"].items():
        tolerance = data["tolerance"]
        if expected == "undefined":
            assert found[key] is None
        else:
            allowed = tolerance[key] if isinstance(tolerance, dict) else tolerance
            assert found[key] == pytest.approx(expected, abs=allowed), key


@pytest.mark.parametrize("hundred", range(10))
def test_the_family_equals_exact_fractions_on_random_continua(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        continuum, _ = comparable(random_continuum(seed, exclusive=True))
        tallies = one_domain(continuum)
        expected = u_family(continuum)
        assert not tallies.violations.any()
        for name, statistic in FAMILY.items():
            same(domain_value(statistic(tallies), tallies, 0), expected[name], seed)
        for code in range(continuum.codes):
            same(code_value(ku_alpha(tallies), tallies, code), expected.get(("k", code)), seed)
            share = expected.get(("coverage", code))
            same_number(coverage(tallies)[code], np.nan if share is None else float(share), seed)


def same(value, fraction, seed):
    if value.value is None:
        assert fraction is None, seed
    else:
        same_number(value.value, float(fraction), seed)


def same_number(number, expected, seed):
    assert number == pytest.approx(expected, abs=1e-11, nan_ok=True), seed


def test_each_code_against_the_rest_equals_a_continuum_of_that_code_alone():
    for seed in range(100):
        continuum, _ = comparable(random_continuum(seed))
        together = unitize(continuum).total()
        for code in range(continuum.codes):
            own = continuum.codings.take(continuum.codings.code == code)
            alone = one_domain(Continuum(continuum.lengths, continuum.completed, continuum.codes, own))
            assert u_alpha(together).value[code] == pytest.approx(u_alpha(alone).value[0], nan_ok=True)


def test_several_domains_equal_each_domain_on_its_own():
    domains = np.array([0, 1, 0, -1, 1])
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed, codes=5, exclusive=True))
        together = unitize(continuum, domains).total()
        for domain in (0, 1):
            own = continuum.codings.take(domains[continuum.codings.code] == domain)
            alone = one_domain(Continuum(continuum.lengths, continuum.completed, 5, own))
            for statistic in FAMILY.values():
                np.testing.assert_allclose(
                    statistic(together).value[domain], statistic(alone).value[0], atol=1e-12
                )
            codes = np.flatnonzero(domains == domain)
            np.testing.assert_allclose(
                ku_alpha(together).value[codes], ku_alpha(alone).value[codes], atol=1e-12
            )
        assert together.length[3] == 0


def test_the_order_of_coders_codes_documents_and_codings_changes_nothing():
    for seed in range(100):
        before = random_continuum(seed, exclusive=True)
        rng = np.random.default_rng(seed)
        coder, code = rng.permutation(before.coders), rng.permutation(before.codes)
        document = rng.permutation(before.documents)
        found = before.codings.take(rng.permutation(len(before.codings)))
        lengths, completed = np.empty_like(before.lengths), np.empty_like(before.completed)
        lengths[document] = before.lengths
        completed[np.ix_(document, coder)] = before.completed
        moved = Codings(
            document[found.document], coder[found.coder], code[found.code], found.start, found.end
        )
        after = Continuum(lengths, completed, before.codes, moved)
        for statistic in FAMILY.values():
            one, other = statistic(one_domain(before)).value, statistic(one_domain(after)).value
            np.testing.assert_allclose(one, other, atol=1e-12)


def test_splitting_a_corpus_where_no_unit_is_cut_changes_nothing_but_gaps_which_are_not_squared():
    whole, _, _ = continuum_of([(40, {"a": [(2, 9, "x"), (22, 30, "y")], "b": [(3, 9, "x"), (20, 30, "x")]})])
    split, _, _ = continuum_of(
        [
            (15, {"a": [(2, 9, "x")], "b": [(3, 9, "x")]}),
            (25, {"a": [(7, 15, "y")], "b": [(5, 15, "x")]}),
        ]
    )
    for statistic in FAMILY.values():
        assert statistic(one_domain(whole)).value[0] == pytest.approx(statistic(one_domain(split)).value[0])


def test_full_agreement_gives_one():
    same_spans = {coder: [(2, 9, "x"), (12, 20, "y")] for coder in "abc"}
    continuum, _, codes = continuum_of([(30, same_spans), (10, {"a": [], "b": []})])
    assert all(value.value == pytest.approx(1) for value in values(one_domain(continuum), codes).values())


def test_a_document_drawn_twice_counts_as_two_documents():
    for seed in range(50):
        once, _ = comparable(random_continuum(seed, exclusive=True))
        found = once.codings
        again = Codings(
            *(
                np.concatenate((a, b))
                for a, b in zip(fields_of(found), fields_of(found, once.documents), strict=True)
            )
        )
        twice = Continuum(np.tile(once.lengths, 2), np.tile(once.completed, (2, 1)), once.codes, again)
        domains = np.zeros(once.codes, dtype=np.int64)
        drawn = unitize(once, domains).resample(np.full((1, once.documents), 2.0))
        for statistic in FAMILY.values():
            np.testing.assert_allclose(
                statistic(drawn).value[0], statistic(one_domain(twice)).value, atol=1e-12
            )


def fields_of(codings, shift=0):
    return codings.document + shift, codings.coder, codings.code, codings.start, codings.end


@pytest.mark.parametrize(
    ("spans", "statistic", "reason"),
    [
        ({"a": [(0, 5, "x")]}, u_alpha, ONE_CODER),
        ({"a": [(0, 5, "x")], "b": [(5, 9, "x")]}, cu_alpha, NO_INTERSECTION),
        ({"a": [(0, 5, "x")], "b": [(0, 4, "x")]}, cu_alpha, NO_VARIATION),
        ({"a": [(0, 20, "x")], "b": [(0, 20, "x")]}, u_alpha, NO_VARIATION),
        ({"a": [(0, 20, "x")], "b": [(0, 20, "y")]}, relevance_u_alpha, NO_VARIATION),
        ({"a": [(0, 5, "x"), (4, 8, "y")], "b": [(0, 4, "x")]}, u_alpha, OVERLAPS),
    ],
)
def test_an_undefined_value_has_its_reason(spans, statistic, reason):
    tallies = one_domain(continuum_of([(20, spans)])[0])
    value = domain_value(statistic(tallies), tallies, 0)
    assert (value.value, value.reason) == (None, reason)


def test_nobody_coded_anything_is_no_units_and_a_code_nobody_used_is_not_used():
    empty, _, _ = continuum_of([(20, {"a": [], "b": []})])
    tallies = one_domain(Continuum(empty.lengths, empty.completed, 1, empty.codings))
    assert domain_value(u_alpha(tallies), tallies, 0).reason == NO_UNITS
    assert code_value(ku_alpha(tallies), tallies, 0).reason == NOT_USED


def test_overlaps_inside_a_domain_are_counted_and_overlaps_across_domains_are_not():
    spans = {"a": [(0, 10, "x"), (4, 8, "y"), (5, 9, "z"), (6, 7, "y")], "b": []}
    continuum, _, _ = continuum_of([(20, spans)])
    assert unitize(continuum, np.array([0, 0, 1])).violations.tolist() == [[1, 0]]
    assert unitize(continuum).violations.tolist() == [[0, 0, 0]]


def test_a_region_cut_out_leaves_the_value_of_the_text_without_it():
    spans = {"a": [(2, 9, "x"), (22, 30, "y")], "b": [(3, 9, "x"), (20, 30, "x")]}
    with_region = {
        coder: [(s + 6 * (s > 12), e + 6 * (e > 12), v) for s, e, v in own] for coder, own in spans.items()
    }
    cut = without_regions(continuum_of([(46, with_region)])[0], Stretches.of([(0, 12, 18)]))
    plain = continuum_of([(40, spans)])[0]
    assert u_alpha(one_domain(cut)).value[0] == u_alpha(one_domain(plain)).value[0]


def test_what_others_coded_too_is_no_share_above_the_whole_where_one_coder_has_two_codes_there():
    spans = {"a": [(0, 10, "x")], "b": [(0, 10, "x"), (0, 10, "y")]}
    tallies = one_domain(continuum_of([(20, spans)])[0])
    assert np.isnan(coverage(tallies)).all()
    apart = one_domain(continuum_of([(20, {"a": [(0, 10, "x")], "b": [(0, 5, "x"), (5, 10, "y")]})])[0])
    assert (coverage(apart) <= 1).all()
