"""Passages that occur together equal a plain comparison of all with all."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.coding.together import overlapping_pairs

STRETCHES = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 30), st.integers(0, 30)), max_size=25)


@settings(max_examples=60)
@given(STRETCHES)
def test_two_passages_are_together_where_they_share_a_character(
    stretches: list[tuple[int, int, int]],
) -> None:
    plain = {
        frozenset(pair)
        for pair in combinations(range(len(stretches)), 2)
        if stretches[pair[0]][0] == stretches[pair[1]][0]
        and set(range(*stretches[pair[0]][1:])) & set(range(*stretches[pair[1]][1:]))
    }
    listed = [frozenset(pair) for pair in overlapping_pairs(stretches)]
    assert set(listed) == plain
    assert len(listed) == len(plain)
