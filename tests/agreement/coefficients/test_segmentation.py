"""Boundary similarity, Pk and WindowDiff, against published cases and the segeval library."""

import random
import warnings

import numpy as np
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # segeval is unmaintained
    import segeval

from app.agreement.coefficients.segmentation import (
    Segmentation,
    boundary_similarity,
    pk,
    window_diff,
)
from app.agreement.coefficients.values import NO_UNITS
from app.agreement.spans.continuum import comparable, continuum_of
from tests.agreement.naive import random_continuum, rows
from tests.agreement.pair_shares import code_boundaries

MEASURES = {
    "B": (boundary_similarity, segeval.boundary_similarity),
    "pk": (pk, segeval.pk),
    "wd": (window_diff, segeval.window_diff),
}


def masses(rng, length):
    cuts = sorted(rng.sample(range(1, length), rng.randint(1, min(8, length - 1))))
    return [b - a for a, b in zip([0, *cuts], [*cuts, length], strict=True)]


@pytest.mark.parametrize(
    ("hypothesis", "reference", "expected"),
    [
        ([2, 3, 6], [2, 3, 3, 3], {"B": 2 / 3}),
        ([2, 3, 6], [2, 2, 7], {"B": 0.75, "pk": 2 / 9, "wd": 2 / 9}),
    ],
)
def test_the_published_cases_come_out(hypothesis, reference, expected):
    for name, number in expected.items():
        measure = MEASURES[name][0]
        value = measure(Segmentation.of_masses(hypothesis), Segmentation.of_masses(reference))
        assert value.value == pytest.approx(number, abs=1e-9)


@pytest.mark.parametrize("name", MEASURES)
def test_segeval_agrees_on_random_segmentations(name):
    rng = random.Random(name)
    ours, theirs = MEASURES[name]
    for _ in range(300):
        length = rng.randint(4, 60)
        one, other = masses(rng, length), masses(rng, length)
        value = ours(Segmentation.of_masses(one), Segmentation.of_masses(other))
        assert value.value == pytest.approx(float(theirs(one, other)), abs=1e-12)


@pytest.mark.parametrize("near", [2, 3, 5])
def test_segeval_agrees_on_wider_near_misses(near):
    rng = random.Random(near)
    for _ in range(200):
        one, other = masses(rng, 30), masses(rng, 30)
        value = boundary_similarity(Segmentation.of_masses(one), Segmentation.of_masses(other), near)
        assert value.value == pytest.approx(
            float(segeval.boundary_similarity(one, other, n_t=near)), abs=1e-12
        )


def test_the_same_cuts_give_one_and_no_differing_window():
    same = Segmentation.of_masses([3, 4, 5])
    assert boundary_similarity(same, same).value == 1
    assert pk(same, same).value == window_diff(same, same).value == 0


def test_a_text_that_nobody_cut_has_no_boundary_similarity():
    whole = Segmentation.of_masses([12])
    assert boundary_similarity(whole, whole).reason == NO_UNITS
    assert pk(whole, whole).value == 0


def test_a_text_shorter_than_the_window_is_undefined():
    short = Segmentation.of_masses([1, 1])
    assert pk(short, short).reason == window_diff(short, short).reason == NO_UNITS


def test_segmentations_of_texts_of_different_length_are_refused():
    with pytest.raises(ValueError, match="same length"):
        boundary_similarity(Segmentation.of_masses([3, 4]), Segmentation.of_masses([3, 5]))


def test_pieces_without_units_are_refused():
    with pytest.raises(ValueError, match="at least one unit"):
        Segmentation.of_masses([3, 0, 4])


def test_the_ends_of_a_codes_spans_are_its_boundaries():
    spans = {"a": [(2, 5, "x"), (11, 20, "x")], "b": [(2, 6, "x"), (15, 20, "x")]}
    continuum, _, _ = continuum_of([(20, spans)])
    # 2 matches, 5 and 6 are a near miss, 11 and 15 are misses
    assert code_boundaries(continuum).total().each().value[0, 0] == pytest.approx(1 - (0.5 + 2) / 4)


def test_boundaries_of_every_code_and_pair_equal_one_by_one_comparison():
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed))
        shares = code_boundaries(continuum)
        first, second = np.triu_indices(continuum.coders, 1)
        for (document, code, pair), whole in np.ndenumerate(shares.whole):
            one, other = (
                Segmentation(int(continuum.lengths[document]), boundaries(continuum, document, code, coder))
                for coder in (first[pair], second[pair])
            )
            both = continuum.completed[document, first[pair]] and continuum.completed[document, second[pair]]
            value = boundary_similarity(one, other)
            assert whole == (value.n if both else 0)
            if whole:
                assert shares.part[document, code, pair] / whole == pytest.approx(value.value)


def boundaries(continuum, document, code, coder):
    """Where the value of the code changes, and where one of its units meets the next."""
    own = [r for r in rows(continuum.codings) if r[:3] == (document, coder, code)]
    inside = {at for *_, start, end in own for at in range(start + 1, end)}
    ends = {at for *_, start, end in own for at in (start, end)}
    return np.array(sorted(ends - inside - {0, int(continuum.lengths[document])}), dtype=np.int64)
