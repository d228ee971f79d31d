"""Boundary tolerance: what lies close counts as the same, and agreement is never the lower for it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.spans.continuum import Codings, Continuum, comparable, merged
from app.agreement.spans.tolerance import snapped as snapped_of
from app.agreement.study.comparison import Comparison
from app.agreement.study.material import Scope
from app.agreement.study.parts import Subject
from app.agreement.study.results import study
from app.agreement.study.statistics import OF_ALL_CODERS, OF_PAIRS, OF_SPANS
from tests.agreement.naive import random_continuum, rows
from tests.agreement.projects import project_of
from tests.thorough import examples


def continuum_of(codings, coders=None):
    found = Codings.of(codings) if isinstance(codings, list) else codings
    many = coders or int(found.coder.max(initial=0)) + 1
    documents = int(found.document.max(initial=0)) + 1
    completed = np.ones((documents, many), dtype=bool)
    return Continuum(np.full(documents, 60), completed, int(found.code.max(initial=0)) + 1, found)


def snapped(codings, tolerance, coders=None):
    return snapped_of(continuum_of(codings, coders), tolerance)


def test_without_tolerance_nothing_moves():
    for seed in range(100):
        continuum = random_continuum(seed)
        assert rows(snapped_of(continuum, 0)) == rows(continuum.codings)


def test_boundaries_of_two_coders_within_the_tolerance_become_one():
    found = [(0, 0, 0, 10, 20), (0, 1, 0, 12, 19)]
    assert rows(snapped(found, 2)) == [(0, 0, 0, 12, 19), (0, 1, 0, 12, 19)]


def test_boundaries_further_apart_than_the_tolerance_stay():
    found = [(0, 0, 0, 10, 20), (0, 1, 0, 13, 23)]
    assert rows(snapped(found, 2)) == found


def test_units_of_one_code_that_meet_are_still_two_after_snapping():
    found = [(0, 0, 0, 0, 10), (0, 0, 0, 10, 20), (0, 1, 0, 0, 11), (0, 1, 0, 11, 20)]
    assert [row[3:] for row in rows(snapped(found, 2))] == [(0, 10), (10, 20)] * 2


def test_one_coders_own_boundaries_do_not_attract_each_other():
    found = [(0, 0, 0, 10, 11), (0, 0, 0, 12, 20), (0, 1, 1, 11, 20), (1, 1, 0, 11, 20)]
    assert rows(snapped(found, 3)) == sorted(found)


def test_a_start_is_compared_with_that_of_the_same_passage_and_not_with_an_earlier_one():
    found = [(0, 0, 0, 6, 9), (0, 0, 0, 10, 20), (0, 1, 0, 6, 9), (0, 1, 0, 14, 20)]
    assert [row[3:] for row in rows(snapped(found, 5))] == [(6, 9), (14, 20)] * 2


def test_a_group_never_reaches_further_than_the_tolerance():
    found = [(0, coder, 0, 10 + 2 * coder, 40) for coder in range(4)]
    assert np.ptp(snapped(found, 2).start.reshape(2, 2), axis=1).tolist() == [0, 0]


def test_two_of_four_who_lie_close_move_to_where_fewer_differ_from_the_others():
    found = [(0, 0, 0, 10, 20), (0, 1, 0, 12, 20)]  # two more have nothing here
    assert snapped(found, 2, coders=4).start.tolist() == [12, 12]


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_what_was_equal_stays_equal_no_span_vanishes_and_none_moves_too_far(seed, tolerance):
    continuum = random_continuum(seed)
    before = rows(merged(continuum.codings, touching=False))
    after = rows(snapped_of(continuum, tolerance))
    assert [row[:3] for row in after] == [row[:3] for row in before]
    moved = dict(zip(before, after, strict=True))
    for row, new in moved.items():
        assert abs(row[3] - new[3]) <= tolerance
        assert abs(row[4] - new[4]) <= tolerance
    for one, other in combinations(before, 2):
        if (one[0], *one[2:]) == (other[0], *other[2:]):
            assert moved[one][3:] == moved[other][3:]


def values(continuum, codings):
    compared, _ = comparable(Continuum(continuum.lengths, continuum.completed, continuum.codes, codings))
    columns = [Subject(str(code), (code,)) for code in range(continuum.codes)]
    keys = (*OF_ALL_CODERS, *OF_PAIRS, *OF_SPANS)
    found = {}
    for part in Comparison(compared, compared, np.full(continuum.codes, -1)).parts("code", columns, keys):
        look = part.look(False)
        found |= {(key, n): look(key, n).value for key in part.statistics for n in range(len(columns))}
    return found


@settings(max_examples=examples(75, thorough=600))
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_no_tolerance_lowers_percent_agreement(seed, tolerance):
    continuum, _ = comparable(random_continuum(seed))
    before, after = values(continuum, continuum.codings), values(continuum, snapped_of(continuum, tolerance))
    for place, value in before.items():
        if place[0] in ("percent_agreement", "holsti") and value is not None:
            assert after[place] >= value - 1e-12


@settings(max_examples=examples(125, thorough=1000))
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_no_tolerance_lowers_any_coefficient_of_two_coders(seed, tolerance):
    full = random_continuum(seed, complete=True)
    own = full.codings.take(full.codings.coder < 2)
    continuum = Continuum(full.lengths, full.completed[:, :2], full.codes, own)
    before, after = values(continuum, continuum.codings), values(continuum, snapped_of(continuum, tolerance))
    for place, value in before.items():
        if value is not None and after[place] is not None:
            assert after[place] >= value - 1e-12, place


def test_the_tolerance_of_a_project_makes_nothing_worse(tmp_path):
    spans = [
        ("d", "Ana", "x", 6, 9),
        ("d", "Ana", "x", 10, 20),
        ("d", "Ben", "x", 6, 9),
        ("d", "Ben", "x", 14, 20),
    ]
    texts = [("d", "abcdefghijklmnopqrstuvwxyz" * 2, ("Ana", "Ben"), None)]
    with project_of(tmp_path, texts, spans, codes=("x",)) as project, project.read() as session:
        found = {
            tolerance: study(session, Scope(unit="character", tolerance=tolerance), statistics="all")
            for tolerance in (0, 5)
        }
    for key in ("krippendorff_alpha", "span_f1_exact", "u_alpha"):
        assert found[5].value(key, code="x").value == pytest.approx(1)
        assert found[0].value(key, code="x").value < 0.9
