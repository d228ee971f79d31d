"""Which coding tints which part."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.surface.cover import innermost


def test_the_shortest_lies_on_top_and_the_longer_goes_on_behind_it() -> None:
    assert innermost([(0, 20), (5, 10)], 0, 20) == [(0, 5, 0), (5, 10, 1), (10, 20, 0)]


def test_of_two_equal_ones_the_first_lies_on_top() -> None:
    assert innermost([(3, 9), (3, 9)], 0, 20) == [(3, 9, 0)]


def test_parts_are_cut_to_the_range_and_gaps_stay_open() -> None:
    assert innermost([(0, 4), (8, 30)], 2, 12) == [(2, 4, 0), (8, 12, 1)]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 15)).map(lambda s: (s[0], s[0] + s[1])), max_size=8)
)
def test_each_character_is_tinted_by_the_shortest_that_covers_it(spans: list[tuple[int, int]]) -> None:
    parts = innermost(spans, 0, 50)
    for position in range(50):
        covering = [span for span in spans if span[0] <= position < span[1]]
        found = [index for start, end, index in parts if start <= position < end]
        if covering:
            assert len(found) == 1
            top = spans[found[0]]
            assert top in covering
            assert top[1] - top[0] == min(end - start for start, end in covering)
        else:
            assert not found
