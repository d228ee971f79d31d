"""Lanes of stripes."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.surface.lanes import COLLAPSED, MAX_LANES, assign, by_coder, partition, reassign
from app.ui.surface.marks import Extent

spans = st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(1, 3))


def extents_of(drawn: list[tuple[int, int, int]]) -> list[Extent]:
    return [Extent(number, start, start + size, coder) for number, (start, size, coder) in enumerate(drawn)]


def overlaps_in_one_lane(extents: list[Extent], of: dict[int, int]) -> list[tuple[Extent, Extent]]:
    return [
        (one, other)
        for one in extents
        for other in extents
        if one.id < other.id
        and of[one.id] == of[other.id] != COLLAPSED
        and one.start < other.end
        and other.start < one.end
    ]


@given(st.lists(spans, max_size=25))
def test_codings_in_one_lane_never_overlap(drawn: list[tuple[int, int, int]]) -> None:
    extents = extents_of(drawn)
    for stripes in ("code", "coder"):
        lanes = assign(extents, stripes)
        assert lanes.of.keys() == {extent.id for extent in extents}
        assert not overlaps_in_one_lane(extents, lanes.of)
        assert max(lanes.of.values(), default=-1) < max(lanes.count, 1) <= MAX_LANES


@given(st.lists(spans, max_size=25), spans)
def test_a_new_coding_moves_no_other(drawn: list[tuple[int, int, int]], new: tuple[int, int, int]) -> None:
    extents = extents_of(drawn)
    before = partition(extents)
    added = Extent(1000, new[0], new[0] + new[1], new[2])
    after = reassign(before, {e.id: e for e in [*extents, added]}, [added], [], "code")
    assert {extent.id: after.of[extent.id] for extent in extents} == before.of
    assert not overlaps_in_one_lane([*extents, added], after.of)


def test_a_removed_coding_leaves_no_lane_behind() -> None:
    extents = [Extent(1, 0, 9, 1), Extent(2, 3, 12, 1)]
    after = reassign(partition(extents), {2: extents[1]}, [], [1], "code")
    assert after.of == {2: 1}


def test_the_longer_of_two_that_start_together_comes_first() -> None:
    assert partition([Extent(1, 0, 5, 1), Extent(2, 0, 9, 1)]).of == {2: 0, 1: 1}


def test_neighbours_that_only_touch_share_a_lane() -> None:
    assert partition([Extent(1, 0, 5, 1), Extent(2, 5, 9, 1)]).of == {1: 0, 2: 0}


def test_more_lanes_than_fit_collapse() -> None:
    lanes = partition([Extent(number, 0, 10, 1) for number in range(MAX_LANES + 3)])
    assert lanes.count == MAX_LANES
    assert sum(lane == COLLAPSED for lane in lanes.of.values()) == 3


def test_by_coder_each_coder_has_lanes_of_their_own() -> None:
    extents = [Extent(1, 0, 9, 7), Extent(2, 0, 9, 3), Extent(3, 20, 30, 7), Extent(4, 2, 8, 3)]
    lanes = by_coder(extents)
    assert {lanes.of[2], lanes.of[4]} == {0, 1}
    assert lanes.of[1] == lanes.of[3] == 2


def test_the_seventh_coder_is_collapsed() -> None:
    lanes = by_coder([Extent(coder, 0, 5, coder) for coder in range(1, 9)])
    assert [lanes.of[coder] for coder in range(1, 9)] == [0, 1, 2, 3, 4, 5, COLLAPSED, COLLAPSED]


def test_by_coder_a_coder_without_a_free_lane_gets_one() -> None:
    first = [Extent(1, 0, 9, 1), Extent(2, 0, 9, 2)]
    added = Extent(3, 4, 12, 1)
    after = reassign(by_coder(first), {e.id: e for e in [*first, added]}, [added], [], "coder")
    assert after.of == {1: 0, 3: 1, 2: 2}
