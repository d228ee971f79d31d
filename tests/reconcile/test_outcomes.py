"""Outcomes and rules: what each way of settling puts into the consensus."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.reconcile.items import Item, OriginalCoding, item_from, stored_item
from app.reconcile.outcomes import ConsensusSpan, clashes, result_of
from app.reconcile.possible import Ground
from app.reconcile.queries import QueueRow
from app.reconcile.rules import (
    Boundary,
    Exact,
    Majority,
    OneCoder,
    Rule,
    Sure,
    overlap_share,
    preview,
    rule_of,
)
from app.store.stored.decisions import decision_written

Span = tuple[int, int, int]


def item(coders: dict[int, list[Span]], *, kind: str = "boundary", unsure: tuple[int, ...] = ()) -> Item:
    """An item of (code, start, end) codings by coder; `unsure` are coders."""
    own = {
        coder: tuple(
            OriginalCoding(*span, sure=coder not in unsure, guid=f"{coder}-{n}")
            for n, span in enumerate(spans)
        )
        for coder, spans in coders.items()
    }
    everything = [one for some in own.values() for one in some]
    return Item(
        key="k" * 64,
        round_id=None,
        document_id=1,
        start=min(one.start for one in everything),
        end=max(one.end for one in everything),
        kind=kind,
        code_ids=tuple(sorted({one.code_id for one in everything})),
        coders=own,
        unsure=bool(unsure),
    )


SPANS = st.tuples(st.integers(1, 3), st.integers(0, 20), st.integers(1, 10)).map(
    lambda one: (one[0], one[1], one[1] + one[2])
)
ITEMS = (
    st.dictionaries(st.integers(1, 4), st.lists(SPANS, max_size=4), min_size=2)
    .filter(lambda coders: any(coders.values()))
    .map(item)
)


def characters(codings) -> set[tuple[int, int]]:  # type: ignore[no-untyped-def]  # Own or Made
    return {(one.code_id, at) for one in codings for at in range(one.start, one.end)}


@given(ITEMS)
def test_one_coders_outcome_covers_exactly_what_the_coder_coded(one: Item) -> None:
    for coder, own in one.coders.items():
        assert characters(result_of(one, "coder", coder_id=coder)) == characters(own)


@given(ITEMS)
def test_both_covers_exactly_what_anybody_coded(one: Item) -> None:
    assert characters(result_of(one, "both")) == characters(c for own in one.coders.values() for c in own)


@given(ITEMS)
def test_the_union_is_one_stretch_of_each_code_around_all_that_anybody_gave_it(one: Item) -> None:
    made = result_of(one, "union")

    assert [coding.code_id for coding in made] == list(one.code_ids)
    assert characters(result_of(one, "both")) <= characters(made)
    assert one.start == min(coding.start for coding in made)
    assert one.end == max(coding.end for coding in made)


@given(ITEMS)
def test_the_intersection_of_a_code_is_what_all_who_used_it_gave_it(one: Item) -> None:
    made = characters(result_of(one, "intersection"))

    for code in one.code_ids:
        users = [
            {at for number, at in characters(own) if number == code}
            for own in one.coders.values()
            if any(coding.code_id == code for coding in own)
        ]
        assert {at for number, at in made if number == code} == set.intersection(*users)


@given(ITEMS, st.sampled_from(["both", "union", "intersection", "nobody", "deferred", "open"]))
def test_a_result_is_sorted_and_no_code_overlaps_itself(one: Item, outcome: str) -> None:
    made = result_of(one, outcome)

    assert list(made) == sorted(set(made))
    assert all(
        before.end <= after.start for before, after in pairwise(made) if before.code_id == after.code_id
    )
    if outcome in ("nobody", "deferred", "open"):
        assert made == ()


@pytest.mark.parametrize("outcome", ["edited", "other", "added"])
def test_what_a_person_must_say_is_not_made_up(outcome: str) -> None:
    with pytest.raises(ValueError, match="for a person"):
        result_of(item({1: [(1, 0, 5)], 2: []}), outcome)


@given(ITEMS)
def test_an_item_comes_back_from_what_a_decision_stores_of_it(one: Item) -> None:
    stored = decision_written(stored_item(one))
    back = item_from(stored, key=one.key, round_id=None, document_id=1, start=one.start, end=one.end)

    assert (back.coders, back.kind, set(back.code_ids)) == (one.coders, one.kind, set(one.code_ids))


@given(st.lists(SPANS, max_size=10))
def test_clashes_are_all_overlaps_of_codes_that_exclude_each_other(spans: list[Span]) -> None:
    codings = {ConsensusSpan(*span) for span in spans}
    domains = {1: 9, 2: 9}

    naive = {
        frozenset((one, other))
        for one in codings
        for other in codings
        if {one.code_id, other.code_id} == {1, 2} and one.start < other.end and other.start < one.end
    }
    assert {frozenset(pair) for pair in clashes(codings, domains)} == naive


def test_the_overlap_share_is_what_all_coded_of_what_anybody_coded() -> None:
    assert overlap_share(item({1: [(1, 0, 10)], 2: [(1, 2, 12)]})) == pytest.approx(8 / 12)
    assert overlap_share(item({1: [(1, 0, 10)], 2: []})) == 0
    assert overlap_share(item({1: [(1, 0, 10)], 2: [(2, 0, 10)]})) == 0


@pytest.mark.parametrize(
    ("rule", "one", "outcome", "made"),
    [
        (Exact(), item({1: [(1, 0, 9)], 2: [(1, 0, 9)]}, kind="agreed"), "intersection", [(1, 0, 9)]),
        (Boundary(0.8), item({1: [(1, 0, 10)], 2: [(1, 0, 9)]}), "union", [(1, 0, 10)]),
        (
            Boundary(0.8, "intersection"),
            item({1: [(1, 0, 10)], 2: [(1, 0, 9)]}),
            "intersection",
            [(1, 0, 9)],
        ),
        (Boundary(0.8, "longer"), item({1: [(1, 0, 9)], 2: [(1, 0, 10)]}), "coder", [(1, 0, 10)]),
        (Majority(), item({1: [(1, 0, 9)], 2: [(1, 0, 9)], 3: []}), "coder", [(1, 0, 9)]),
        (Majority(), item({1: [(1, 0, 9)], 2: [], 3: []}), "nobody", []),
        (Sure(), item({1: [(1, 0, 9)], 2: [(2, 0, 9)]}, unsure=(1,)), "coder", [(2, 0, 9)]),
        (OneCoder(2, "Ben"), item({1: [(1, 0, 9)], 2: []}), "nobody", []),
    ],
)
def test_a_rule_settles_what_it_is_for(rule: Rule, one: Item, outcome: str, made: list[Span]) -> None:
    assert rule.decides(one) == (outcome, tuple(ConsensusSpan(*span) for span in made))


@pytest.mark.parametrize(
    ("rule", "one"),
    [
        (Exact(), item({1: [(1, 0, 9)], 2: [(1, 0, 8)]})),
        (Boundary(0.8), item({1: [(1, 0, 10)], 2: [(1, 0, 7)]})),
        (Boundary(0.8), item({1: [(1, 0, 10)], 2: [(1, 0, 10)], 3: []})),
        (Majority(), item({1: [(1, 0, 9)], 2: []})),
        (Majority(), item({1: [(1, 0, 9)], 2: [(1, 0, 8)], 3: []})),
        (Sure(), item({1: [(1, 0, 9)], 2: []}, unsure=(1,))),
        (Sure(), item({1: [(1, 0, 9)], 2: [(2, 0, 9)]})),
        (Sure(), item({1: [(1, 0, 9)], 2: [(2, 0, 9)], 3: []}, unsure=(1,))),
        (OneCoder(3, "Eve"), item({1: [(1, 0, 9)], 2: []})),
    ],
)
def test_a_rule_leaves_what_it_is_not_for(rule: Rule, one: Item) -> None:
    assert rule.decides(one) is None


def test_a_preview_takes_the_first_rule_that_fits_and_never_two_codes_of_one_domain() -> None:
    agreed = item({1: [(1, 0, 9)], 2: [(1, 0, 9)]}, kind="agreed")
    excluded = item({1: [(2, 5, 9)], 2: [(2, 5, 9)]}, kind="agreed")
    hard = item({1: [(1, 20, 30)], 2: []})
    rows = [QueueRow(one, "open", None) for one in (agreed, excluded, hard)]
    rows.append(QueueRow(hard, "settled", None))

    found = preview(rows, [Exact(), OneCoder(1, "Ana")], Ground({1: 7, 2: 7}))

    assert [(one.item, one.rule) for one in found.choices] == [(agreed, "exact"), (hard, "coder=Ana")]
    assert (found.refused, found.left) == ((excluded,), ())
    assert found.by_rule == {"exact": 1, "coder=Ana": 1}
    assert preview(rows, [Majority()]).left == (agreed, excluded, hard)


@pytest.mark.parametrize("text", ["exact", "majority", "sure", "boundary=0.7:longer", "coder=Ana"])
def test_a_rule_reads_as_it_is_typed(text: str) -> None:
    assert rule_of(text, {"ana": 1}).text == text


@pytest.mark.parametrize(
    "text", ["", "best", "exact=1", "boundary=2", "boundary=x", "boundary=0.5:middle", "coder=Eve"]
)
def test_a_rule_that_there_is_not_is_named(text: str) -> None:
    with pytest.raises(UserError, match="is not a rule|There is no coder"):
        rule_of(text, {"ana": 1})
