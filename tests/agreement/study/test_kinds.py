"""Kinds of disagreement: hand-made cases, and a loop over characters that must find the same."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.spans.continuum import Codings, Continuum, comparable
from app.agreement.study.kind_names import KINDS
from app.agreement.study.kinds import context_of, pieces, relatives_of, together
from tests.agreement.naive import code_sets, random_continuum

MONEY, WORK, FAITH = range(3)


def found(continuum, parents):
    parts = list(pieces(continuum, context_of(continuum), relatives_of(parents)))
    return together(parts) if parts else None


def of_two(rows, *, parents=(None, None, None), length=100):
    """(start, end, kind, counts) of two coders' disagreements, from (coder, code, start, end)."""
    codings = Codings.of([(0, *row) for row in rows])
    continuum = Continuum(np.array([length]), np.ones((1, 2), dtype=bool), len(parents), codings)
    one = found(continuum, list(parents))
    columns = (one.code, one.start, one.end, one.kind, one.counts)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return sorted((code, start, end, KINDS[kind], counts) for code, start, end, kind, counts in rows)


def test_ends_beyond_the_others_span_are_boundaries():
    assert of_two([(0, MONEY, 10, 30), (1, MONEY, 15, 25)]) == [
        (MONEY, 10, 15, "boundary", 1),
        (MONEY, 25, 30, "boundary", 1),
    ]


def test_what_lies_between_two_spans_of_the_other_is_split():
    assert of_two([(0, MONEY, 10, 30), (1, MONEY, 5, 15), (1, MONEY, 20, 30)]) == [
        (MONEY, 5, 10, "boundary", 1),
        (MONEY, 15, 20, "split", 1),
    ]


def test_another_code_on_the_same_passage_is_swapped_for_both():
    assert of_two([(0, MONEY, 10, 30), (1, FAITH, 10, 30)]) == [
        (MONEY, 10, 30, "swapped", 1),
        (FAITH, 10, 30, "swapped", 1),
    ]


def test_a_sibling_or_parent_instead_is_a_relative():
    siblings = of_two([(0, WORK, 10, 30), (1, FAITH, 10, 30)], parents=(None, MONEY, MONEY))
    assert [row[3] for row in siblings] == ["relative", "relative"]
    parent = of_two([(0, WORK, 10, 30), (1, MONEY, 10, 30)], parents=(None, MONEY, None))
    assert [row[3] for row in parent] == ["relative", "relative"]


def test_a_code_that_both_have_there_is_nobodys_instead():
    assert of_two([(0, MONEY, 10, 30), (0, FAITH, 10, 30), (1, FAITH, 10, 30)]) == [
        (MONEY, 10, 30, "missed", 1)
    ]


def test_a_lonely_span_counts_once_as_the_kind_of_its_longest_piece():
    assert of_two([(0, MONEY, 10, 40), (1, FAITH, 10, 20)]) == [
        (MONEY, 10, 20, "swapped", 0),
        (MONEY, 20, 40, "missed", 1),
        (FAITH, 10, 20, "swapped", 1),
    ]


def test_adjacent_spans_are_one():
    assert of_two([(0, MONEY, 10, 30), (1, MONEY, 10, 20), (1, MONEY, 20, 30)]) == []


def spans_of(values, code):
    """One coder's spans of a code, from the sets of every character."""
    spans, start = [], None
    for at, codes in enumerate([*values, frozenset()]):
        if code in codes and start is None:
            start = at
        if code not in codes and start is not None:
            spans.append((start, at))
            start = None
    return spans


def naive_lengths(continuum, related):
    """Characters by (document, code, coder, other, kind)."""
    total = Counter()
    for document, characters in enumerate(code_sets(continuum)):
        for g, h in permutations(np.flatnonzero(continuum.completed[document]).tolist(), 2):
            mine, theirs = [c[g] for c in characters], [c[h] for c in characters]
            for code in range(continuum.codes):
                for start, end in spans_of(mine, code):
                    over = [s for s in spans_of(theirs, code) if s[0] < end and start < s[1]]
                    for at in range(start, end):
                        if code not in theirs[at]:
                            kind = naive_kind(code, at, over, theirs[at] - mine[at], related)
                            total[document, code, g, h, kind] += 1
    return total


def naive_kind(code, at, over, instead, related):
    if over:
        return "boundary" if at < over[0][0] or at >= over[-1][1] else "split"
    if any(related[code, other] for other in instead):
        return "relative"
    return "swapped" if instead else "missed"


@given(st.integers(0, 10**6))
def test_pieces_are_what_a_loop_over_characters_finds(seed):
    continuum, _ = comparable(random_continuum(seed, codes=4))
    parents = [None, 0, 0, None]
    one, expected = found(continuum, parents), naive_lengths(continuum, relatives_of(parents))
    total = Counter()
    if one is not None:
        columns = (one.document, one.code, one.coder, one.other, one.kind, one.end - one.start)
        for document, code, coder, other, kind, size in np.stack(columns, axis=1).tolist():
            total[document, code, coder, other, KINDS[kind]] += size
    assert total == expected


@given(st.integers(0, 10**6))
def test_the_order_of_coders_changes_nothing(seed):
    continuum, _ = comparable(random_continuum(seed, codes=3))
    last = continuum.coders - 1
    codings = replace(continuum.codings, coder=last - continuum.codings.coder)
    turned = replace(continuum, completed=continuum.completed[:, ::-1], codings=codings)
    both = [found(one, [None, 0, 0]) for one in (continuum, turned)]
    if both[0] is not None:
        one, other = (
            sorted(zip(p.document, p.code, p.start, p.end, p.kind, p.counts, strict=True)) for p in both
        )
        assert one == other


@pytest.mark.parametrize("number", [63, 64, 65, 200])
def test_many_codes_do_not_run_into_one_another(number):
    codings = Codings.of([(0, 0, 0, 10, 30), (0, 1, number - 1, 10, 30)])
    continuum = Continuum(np.array([50]), np.ones((1, 2), dtype=bool), number, codings)
    parents = [None] * (number - 1) + [0]
    assert found(continuum, parents).kind.tolist() == [KINDS.index("relative")] * 2
