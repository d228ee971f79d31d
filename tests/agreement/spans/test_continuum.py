"""Free spans: merging, completion, cutting out regions, counting in units."""

import random
from itertools import pairwise

import numpy as np
import pytest

from app.agreement.spans.continuum import (
    Codings,
    Continuum,
    Dropped,
    Stretches,
    comparable,
    in_units,
    merged,
    units_without_regions,
    without_regions,
)
from tests.agreement.naive import code_sets, each_document, random_continuum, rows


def continuum(lengths, found, *, coders=2, codes=2):
    everybody = np.ones((len(lengths), coders), dtype=bool)
    return Continuum(np.array(lengths, dtype=np.int64), everybody, codes, Codings.of(found))


def random_stretches(seed, lengths, *, overlapping):
    rng = random.Random(seed)
    found = []
    for document, length in enumerate(lengths.tolist()):
        cuts = sorted(rng.choices(range(length + 1), k=rng.randint(0, 6)))
        pairs = list(pairwise(cuts))
        if overlapping:
            pairs = [tuple(sorted(rng.choices(range(length + 1), k=2))) for _ in range(rng.randint(0, 3))]
        found += [(document, *pair) for pair in pairs if rng.random() < 0.7]
    rng.shuffle(found)
    return Stretches.of(found)


def test_overlapping_and_adjacent_spans_of_one_code_count_as_their_union():
    found = Codings.of([(0, 0, 0, 0, 4), (0, 0, 0, 2, 6), (0, 0, 0, 6, 8), (0, 0, 1, 8, 9), (0, 1, 0, 3, 5)])
    assert rows(merged(found)) == [(0, 0, 0, 0, 8), (0, 0, 1, 8, 9), (0, 1, 0, 3, 5)]


def test_adjacent_units_stay_apart_where_the_boundary_matters():
    found = Codings.of([(0, 0, 0, 5, 9), (0, 0, 0, 0, 3), (0, 0, 0, 2, 5)])
    assert rows(merged(found, touching=False)) == [(0, 0, 0, 0, 5), (0, 0, 0, 5, 9)]


def test_spans_at_the_border_of_two_documents_are_never_joined():
    found = Codings.of([(0, 0, 0, 5, 10), (1, 0, 0, 0, 5)])
    assert len(merged(found)) == 2


def test_merging_keeps_what_every_character_says():
    for seed in range(300):
        before = random_continuum(seed)
        for touching in (True, False):
            after = merged(before.codings, touching=touching)
            assert code_sets(before) == code_sets(continuum_with(before, after))


def continuum_with(before, codings):
    return Continuum(before.lengths, before.completed, before.codes, codings)


def test_only_completed_pairs_are_compared_and_the_rest_is_counted():
    found = Codings.of([(0, 0, 0, 0, 5), (0, 2, 0, 0, 5), (1, 0, 0, 0, 2)])
    completed = np.array([[True, True, False], [True, False, False], [True, True, True]])
    before = Continuum(np.array([10, 10, 0]), completed, 1, found)
    after, dropped = comparable(before)
    assert dropped == Dropped(single_coder_documents=1, empty_documents=1, codings=2)
    assert rows(after.codings) == [(0, 0, 0, 0, 5)]
    assert after.completed.tolist() == [[True, True, False], [False] * 3, [False] * 3]


def test_a_span_across_a_region_becomes_one_shorter_span():
    before = continuum([20], [(0, 0, 0, 2, 12), (0, 1, 0, 6, 8), (0, 1, 1, 9, 15)])
    after = without_regions(before, Stretches.of([(0, 5, 10)]))
    assert after.lengths.tolist() == [15]
    assert rows(after.codings) == [(0, 0, 0, 2, 7), (0, 1, 1, 5, 10)]


def test_cutting_regions_equals_deleting_their_characters():
    for seed in range(500):
        before = random_continuum(seed)
        regions = random_stretches(seed, before.lengths, overlapping=True)
        gone = {
            (d, at)
            for d, s, e in zip(regions.document, regions.start, regions.end, strict=True)
            for at in range(s, e)
        }
        left = [
            [character for at, character in enumerate(characters) if (document, at) not in gone]
            for document, characters in enumerate(code_sets(before))
        ]
        assert code_sets(without_regions(before, regions)) == left


def test_units_inside_a_region_are_dropped_and_the_others_move_along():
    before = continuum([20], [])
    units = Stretches.of([(0, 0, 5), (0, 5, 10), (0, 10, 20)])
    after = units_without_regions(before, units, Stretches.of([(0, 4, 10)]))
    assert (after.start.tolist(), after.end.tolist()) == ([0, 4], [4, 14])


def test_a_code_is_present_in_every_unit_that_a_coding_overlaps():
    before = continuum([30], [(0, 0, 0, 9, 11), (0, 1, 0, 10, 20), (0, 1, 1, 12, 13)])
    after = in_units(before, Stretches.of([(0, 20, 30), (0, 0, 10), (0, 10, 12), (0, 13, 20)]))
    assert after.lengths.tolist() == [4]
    assert rows(after.codings) == [(0, 0, 0, 0, 2), (0, 1, 0, 1, 3)]


def test_counting_in_units_equals_looking_at_each_unit():
    for seed in range(500):
        before = random_continuum(seed)
        units = random_stretches(seed, before.lengths, overlapping=False)
        naive = []
        for document, characters in enumerate(code_sets(before)):
            own = sorted(
                (s, e)
                for d, s, e in zip(units.document, units.start, units.end, strict=True)
                if d == document and s < e
            )
            naive.append(
                [
                    {
                        coder: frozenset().union(*(character[coder] for character in characters[s:e]))
                        for coder in characters[s]
                    }
                    for s, e in own
                ]
            )
        assert code_sets(in_units(before, units)) == naive


def test_overlapping_units_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        in_units(continuum([10], []), Stretches.of([(0, 0, 5), (0, 4, 8)]))


def test_a_whole_document_is_one_unit():
    before = continuum([30, 0, 9], [(0, 0, 0, 9, 11), (0, 0, 0, 20, 21), (2, 1, 1, 0, 9)])
    after = in_units(before, each_document(before))
    assert after.lengths.tolist() == [1, 0, 1]
    assert code_sets(after)[0] == [{0: {0}, 1: frozenset()}]


@pytest.mark.parametrize(
    "row",
    [(1, 0, 0, 0, 1), (0, 2, 0, 0, 1), (0, 0, 2, 0, 1), (0, 0, 0, 1, 1), (0, 0, 0, 0, 11), (0, 0, 0, -1, 1)],
)
def test_a_coding_outside_the_continuum_is_refused(row):
    with pytest.raises(ValueError, match="coding"):
        continuum([10], [row])
