"""The sweep equals a naive loop over characters."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from app.agreement.coefficients.sets import set_tallies, without_empty_sets
from app.agreement.spans.continuum import Codings, Continuum, comparable, in_units
from app.agreement.spans.sweep import category_tallies, set_intervals, tally
from tests.agreement.naive import code_sets, each_document, presence, random_continuum
from tests.agreement.real_corpus import xai


@pytest.mark.parametrize("hundred", range(10))
def test_tallies_equal_a_loop_over_characters(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        continuum, _ = comparable(random_continuum(seed))
        tallies = tally(continuum)
        present, both, counts = presence(continuum)
        for (d, c, g), found in np.ndenumerate(tallies.present):
            assert found == present[d, c, g]
        for (d, c, p), found in np.ndenumerate(tallies.both):
            assert found == both[d, c, *tallies.pairs[p].tolist()]
        for (d, c, k), found in np.ndenumerate(tallies.counts):
            expected = counts[d, c, k] if continuum.completed[d].any() else 0
            assert found == expected


@pytest.mark.parametrize("codes", [3, 62, 63, 150])
def test_set_intervals_equal_a_loop_over_characters(codes):
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed, codes=codes))
        swept = set_intervals(continuum)
        assert not swept.members[0].any()
        assert len(np.unique(swept.members, axis=0)) == len(swept.members)
        spread = [[] for _ in range(continuum.documents)]
        for document, weight, sets in zip(swept.documents, swept.weights, swept.values, strict=True):
            character = {
                coder: frozenset(np.flatnonzero(swept.members[number]).tolist())
                for coder, number in enumerate(sets)
                if number >= 0
            }
            spread[document] += [character] * int(weight)
        naive = [characters if any(characters) else [] for characters in code_sets(continuum)]
        assert spread == naive


@pytest.mark.parametrize("only_coded", [True, False])
def test_set_valued_alpha_of_free_spans_equals_a_loop_over_characters(only_coded):
    for seed in range(150):
        continuum, _ = comparable(random_continuum(seed))
        swept = set_intervals(continuum)
        swept = without_empty_sets(swept) if only_coded else swept
        found = set_tallies(swept, "dice", n_documents=continuum.documents).alpha().value[0]
        expected = naive_set_alpha(continuum, only_coded)
        assert found == pytest.approx(np.nan if expected is None else float(expected), abs=1e-12, nan_ok=True)


def naive_set_alpha(continuum, only_coded):
    units = []
    for characters in code_sets(continuum):
        for character in characters:
            given = [codes for codes in character.values() if codes or not only_coded]
            if len(given) > 1:
                units.append(given)
    values = [codes for unit in units for codes in unit]
    expected = sum(dice(one, other) for one, other in permutations(values, 2))
    observed = sum(Fraction(dice(a, b), len(u) - 1) for u in units for a, b in permutations(u, 2))
    return 1 - (len(values) - 1) * observed / expected if expected else None


def dice(one, other):
    size = len(one) + len(other)
    return 1 - Fraction(2 * len(one & other), size) if size else Fraction(0)


def test_tables_of_pairs_hold_only_what_both_completed():
    completed = np.array([[True, True, True], [True, True, False]])
    found = Codings.of([(0, 0, 0, 0, 6), (0, 2, 0, 4, 8), (1, 1, 0, 0, 3)])
    tables = category_tallies(tally(Continuum(np.array([10, 5]), completed, 1, found))).tables
    assert tables[:, 0].tolist() == [
        [[[4, 0], [6, 0]], [[2, 2], [4, 2]], [[6, 4], [0, 0]]],
        [[[2, 3], [0, 0]], [[0, 0], [0, 0]], [[0, 0], [0, 0]]],
    ]


def test_category_tallies_hold_the_same_sums():
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed))
        tallies = category_tallies(tally(continuum))
        pairable = continuum.lengths * continuum.completed.any(axis=1)
        for code in range(continuum.codes):
            np.testing.assert_allclose(tallies.pairable[:, code], pairable)
            np.testing.assert_allclose(tallies.shares[:, code].sum(axis=-1), pairable)
            np.testing.assert_allclose(
                tallies.tables[:, code].sum(axis=(2, 3)).max(axis=1, initial=0), pairable
            )
        values = tallies.coincidences.sum(axis=-1)
        np.testing.assert_allclose(values, tallies.coders.sum(axis=2), atol=1e-12)


def test_nothing_at_all_gives_empty_tallies():
    nothing = Continuum(np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=bool), 0, Codings.of([]))
    assert tally(nothing).counts.shape == (0, 0, 1)
    assert set_intervals(nothing).values.shape == (0, 0)


def alpha(tallies):
    """Krippendorff's nominal alpha of presence, by code."""
    observed = tallies.coincidences.sum(axis=0)
    values = observed.sum(axis=-1)
    n = values.sum(axis=-1)
    return 1 - (n - 1) * (observed[:, 0, 1] + observed[:, 1, 0]) / (2 * values[:, 0] * values[:, 1])


def test_a_real_double_coded_corpus_has_the_alpha_that_others_computed():
    codes, continuum, reference = xai()
    by_character = alpha(category_tallies(tally(continuum)))
    by_document = alpha(category_tallies(tally(in_units(continuum, each_document(continuum)))))
    for number, code in enumerate(codes):
        assert by_character[number] == pytest.approx(reference[code]["char_alpha_nominal"], abs=1e-9)
        assert by_document[number] == pytest.approx(reference[code]["doc_alpha_nominal"], abs=1e-9)


def test_a_real_double_coded_corpus_has_the_alpha_of_coded_against_uncoded_text():
    _, continuum, reference = xai()
    any_code = replace(continuum.codings, code=np.zeros_like(continuum.codings.code))
    relevance = alpha(category_tallies(tally(replace(continuum, codes=1, codings=any_code))))
    assert relevance[0] == pytest.approx(reference["__ANY__"]["char_alpha_nominal"], abs=1e-9)
