"""Span F1 with one-to-one matching, and character F1."""

from functools import cache

import numpy as np
import pytest

from app.agreement.coefficients.values import NOT_USED, ONE_CODER, SOME_PAIRS_UNDEFINED
from app.agreement.spans.continuum import comparable, continuum_of, merged
from app.agreement.spans.sweep import tally
from tests.agreement.naive import presence, random_continuum, rows
from tests.agreement.pair_shares import match_characters, match_spans, mean_value
from tests.agreement.real_corpus import xai


def f1(spans, threshold):
    continuum, _, _ = continuum_of([(40, spans)])
    shares = match_spans(continuum, threshold).total()
    return mean_value(shares, shares.mean(), 0)


def test_only_identical_spans_match_exactly():
    spans = {"a": [(0, 10, "x"), (20, 30, "x")], "b": [(0, 10, "x"), (20, 29, "x"), (35, 40, "x")]}
    assert f1(spans, 1).value == pytest.approx(2 * 1 / 5)
    assert f1(spans, 0.5).value == pytest.approx(2 * 2 / 5)


def test_one_span_never_matches_two():
    spans = {"a": [(0, 10, "x")], "b": [(0, 5, "x"), (5, 10, "x")]}
    assert f1(spans, 0.5).value == pytest.approx(2 * 1 / 3)


def test_as_many_spans_as_possible_are_matched():
    spans = {"a": [(0, 10, "x"), (12, 22, "x")], "b": [(9, 13, "x"), (20, 30, "x")]}
    assert f1(spans, 0.01).value == 1


def test_the_mean_over_pairs_says_how_many_pairs_it_rests_on():
    value = f1({"a": [(0, 10, "x")], "b": [(0, 10, "x")], "c": []}, 1)
    assert (value.value, value.n, value.flags) == (pytest.approx(1 / 3), 3, ())
    value = f1({"a": [(0, 10, "x")], "b": [], "c": []}, 1)
    assert (value.value, value.n, value.flags) == (0, 2, (SOME_PAIRS_UNDEFINED,))


def test_one_coder_or_a_code_nobody_used_has_a_reason():
    continuum, _, _ = continuum_of([(40, {"a": [(0, 1, "x")]})])
    shares = match_spans(comparable(continuum)[0], 1).total()
    assert mean_value(shares, shares.mean(), 0).reason == ONE_CODER
    continuum, _, _ = continuum_of([(40, {"a": [(0, 1, "x")]}), (40, {"b": []})])
    shares = match_spans(comparable(continuum)[0], 1).total()
    assert mean_value(shares, shares.mean(), 0).reason == NOT_USED


@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.9, 1])
def test_matching_equals_an_exhaustive_search(threshold):
    for seed in range(300):
        continuum, _ = comparable(random_continuum(seed))
        shares = match_spans(continuum, threshold)
        units = rows(merged(continuum.codings, touching=False))
        first, second = np.triu_indices(continuum.coders, 1)
        for (document, code, pair), part in np.ndenumerate(shares.part):
            g, h = int(first[pair]), int(second[pair])
            one, other = (tuple(r[3:] for r in units if r[:3] == (document, x, code)) for x in (g, h))
            both = continuum.completed[document, g] and continuum.completed[document, h]
            assert part == 2 * most_matches(one, other, threshold)
            assert shares.whole[document, code, pair] == (len(one) + len(other)) * both


@cache
def most_matches(one, other, threshold):
    """The largest one-to-one matching, by trying everything."""
    if not one:
        return 0
    best = most_matches(one[1:], other, threshold)
    for place, span in enumerate(other):
        if overlap(one[0], span) >= threshold:
            rest = other[:place] + other[place + 1 :]
            best = max(best, 1 + most_matches(one[1:], rest, threshold))
    return best


def overlap(one, other):
    inside = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return inside / (one[1] - one[0] + other[1] - other[0] - inside)


def test_character_f1_equals_a_loop_over_characters():
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed))
        shares = match_characters(tally(continuum))
        present, both, _ = presence(continuum)
        first, second = np.triu_indices(continuum.coders, 1)
        for (document, code, pair), part in np.ndenumerate(shares.part):
            g, h = int(first[pair]), int(second[pair])
            assert part == 2 * both[document, code, g, h]
            if continuum.completed[document, g] and continuum.completed[document, h]:
                size = present[document, code, g] + present[document, code, h]
                assert shares.whole[document, code, pair] == size


def test_a_real_double_coded_corpus_has_the_character_f1_that_others_computed():
    codes, continuum, reference = xai()
    mean = match_characters(tally(continuum)).total().mean()
    for number, code in enumerate(codes):
        assert mean.value[number] == pytest.approx(reference[code]["char_F1_overlap"], abs=1e-9)


def test_the_order_of_the_coders_changes_nothing():
    for seed in range(100):
        continuum, _ = comparable(random_continuum(seed))
        mirrored = type(continuum)(
            continuum.lengths,
            continuum.completed[:, ::-1],
            continuum.codes,
            type(continuum.codings)(
                continuum.codings.document,
                continuum.coders - 1 - continuum.codings.coder,
                continuum.codings.code,
                continuum.codings.start,
                continuum.codings.end,
            ),
        )
        for threshold in (0.3, 1):
            one, other = (match_spans(c, threshold).total().mean().value for c in (continuum, mirrored))
            np.testing.assert_allclose(one, other)
