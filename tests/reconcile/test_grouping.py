"""Grouping: what is settled together, and that nothing grows to a whole document."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.spans.continuum import Codings, Continuum, comparable
from app.agreement.study.kinds import context_of, relatives_of
from app.reconcile.grouping import SpanGroups, grouped
from app.reconcile.items import ITEM_KINDS

LENGTH = 60
Row = tuple[int, int, int, int, int]


def continuum(rows: list[Row], *, coders: int = 2, codes: int = 3, length: int = LENGTH) -> Continuum:
    documents = max((row[0] for row in rows), default=0) + 1
    completed = np.ones((documents, coders), dtype=np.bool_)
    return comparable(Continuum(np.full(documents, length), completed, codes, Codings.of(rows)))[0]


def found(one: Continuum, domains: tuple[int, ...] = (-1, -1, -1)) -> SpanGroups:
    related = relatives_of([None] * one.codes)
    return grouped(one, context_of(one), related, np.array(domains[: one.codes] + (-1,) * (one.codes - 3)))


def groups(one: Continuum, **more: tuple[int, ...]) -> dict[frozenset[tuple[int, int, int]], str]:
    """(coder, code, start) of each group's spans, and its kind."""
    these = found(one, **more)
    units = these.units
    named = list(zip(units.coder.tolist(), units.code.tolist(), units.start.tolist(), strict=True))
    return {
        frozenset(named[place] for place in np.flatnonzero(these.group == number)): ITEM_KINDS[kind]
        for number, kind in enumerate(these.kind.tolist())
    }


@st.composite
def continua(draw: st.DrawFn) -> Continuum:
    coders = draw(st.integers(2, 4))
    span = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 30)).map(
        lambda one: (one[0], min(one[0] + one[1], LENGTH))
    )
    rows = draw(
        st.lists(st.tuples(st.just(0), st.integers(0, coders - 1), st.integers(0, 2), span), max_size=12)
    )
    return continuum([(*row[:3], *row[3]) for row in rows], coders=coders)


def test_a_swapped_pair_is_one_group() -> None:
    assert groups(continuum([(0, 0, 0, 10, 20), (0, 1, 1, 10, 20)])) == {
        frozenset({(0, 0, 10), (1, 1, 10)}): "swapped"
    }


def test_two_codes_of_one_coder_are_settled_with_the_one_that_the_other_coder_gave_instead() -> None:
    assert list(groups(continuum([(0, 0, 0, 10, 20), (0, 0, 1, 10, 20), (0, 1, 2, 10, 20)])).values()) == [
        "swapped"
    ]


def test_a_code_that_both_gave_is_apart_from_one_that_only_one_of_them_gave() -> None:
    assert groups(continuum([(0, 0, 0, 10, 20), (0, 1, 0, 10, 20), (0, 0, 1, 10, 20)])) == {
        frozenset({(0, 0, 10), (1, 0, 10)}): "agreed",
        frozenset({(0, 1, 10)}): "missed",
    }


def test_a_long_coding_does_not_swallow_ten_small_ones_of_other_codes() -> None:
    small = [(0, 1, 1 + place % 2, 10 + 50 * place, 30 + 50 * place) for place in range(10)]
    these = groups(continuum([(0, 0, 0, 0, 500), *small], length=500))

    assert len(these) == 11
    assert set(these.values()) == {"swapped"} | {these[frozenset({(0, 0, 0)})]}


def test_one_long_coding_against_many_small_ones_of_the_same_code_is_one_question() -> None:
    small = [(0, 1, 0, 10 + 50 * place, 30 + 50 * place) for place in range(10)]

    assert list(groups(continuum([(0, 0, 0, 0, 500), *small], length=500)).values()) == ["split"]


def test_a_chain_of_overlapping_codings_is_broken_where_it_leaves_its_longest_one() -> None:
    chain = [(0, place % 2, 0, 90 * place, 90 * place + 100) for place in range(10)]

    assert [len(spans) for spans in groups(continuum(chain, length=1000))] == [2] * 5


def test_codes_of_one_domain_on_the_same_words_are_exclusive_whoever_gave_them() -> None:
    both = continuum([(0, 0, 0, 10, 20), (0, 0, 1, 10, 18), (0, 1, 0, 10, 20)])
    apart = continuum([(0, 0, 0, 10, 20), (0, 1, 1, 10, 18)])

    assert list(groups(both, domains=(0, 0, -1)).values()) == ["exclusive"]
    assert list(groups(apart, domains=(0, 0, -1)).values()) == ["exclusive"]
    assert list(groups(apart).values()) == ["swapped"]


@given(continua())
def test_the_weights_share_out_the_whole_disagreement(one: Continuum) -> None:
    these = found(one)

    total = these.weight.sum()
    assert np.isclose(total, 1) or (total == 0 and all(ITEM_KINDS[kind] == "agreed" for kind in these.kind))
    assert all(
        (weight == 0) == (ITEM_KINDS[kind] == "agreed")
        for kind, weight in zip(these.kind, these.weight, strict=True)
    )


@given(continua())
def test_no_group_is_longer_than_six_times_its_longest_coding(one: Continuum) -> None:
    these = found(one)
    units = these.units

    for number in range(len(these.kind)):
        own = these.group == number
        longest = (units.end - units.start)[own].max()
        assert units.end[own].max() - units.start[own].min() <= 6 * longest


def test_thirds_that_sum_to_the_same_are_even_whichever_coder_is_which() -> None:
    rows = [(2, 15, 32), (2, 3, 16), (0, 5, 16), (0, 1, 29)]
    kinds = {
        tuple(sorted(groups(continuum([(0, who[k], *row) for k, row in enumerate(rows)], coders=4)).values()))
        for who in permutations(range(4))
    }
    assert kinds == {("swapped", "swapped")}


@given(continua(), st.randoms())
def test_the_groups_are_the_same_whichever_coder_is_which(one: Continuum, random) -> None:  # type: ignore[no-untyped-def]  # hypothesis' own
    names = list(range(one.coders))
    random.shuffle(names)
    codings = one.codings
    renamed = Codings(
        codings.document, np.array(names)[codings.coder], codings.code, codings.start, codings.end
    )
    other = Continuum(one.lengths, one.completed, one.codes, renamed)

    back = {
        frozenset((names.index(coder), *rest) for coder, *rest in spans): kind
        for spans, kind in groups(other).items()
    }
    assert back == groups(one)
