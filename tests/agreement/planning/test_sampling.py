"""Samples of documents and turns: at random, in proportion, and the same again."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.planning.sampling import draw, proportional
from app.errors import UserError

NAMES = [f"Interview {number:02}" for number in range(60)]
PLACES = dict(zip(NAMES, ["Mosul", "Raqqa", "Aleppo"] * 18 + ["Mosul"] * 6, strict=True))


def test_the_same_seed_draws_the_same_documents_and_another_seed_others():
    first, again, other = (draw(NAMES, 20, seed=seed, identity=str) for seed in (7, 7, 8))
    assert first == again
    assert first.seed == 7
    assert set(first.items) != set(other.items)


def test_who_is_drawn_does_not_depend_on_the_order_of_the_documents():
    backwards = draw(NAMES[::-1], 20, seed=7, identity=str)
    assert set(backwards.items) == set(draw(NAMES, 20, seed=7, identity=str).items)


def test_the_sample_keeps_the_order_of_the_documents():
    drawn = list(draw(NAMES, 20, seed=7, identity=str).items)
    assert drawn == sorted(drawn)


def test_a_larger_sample_of_the_same_seed_holds_the_smaller_one():
    small, large = (set(draw(NAMES, number, seed=3, identity=str).items) for number in (12, 15))
    assert small < large


def test_a_seed_draws_what_it_will_draw_on_every_computer_and_in_every_version():
    four = ("Interview 17", "Interview 30", "Interview 31", "Interview 53")
    assert draw(NAMES, 4, seed=1, identity=str).items == four


def test_over_many_seeds_every_document_is_drawn_equally_often():
    drawn = Counter(name for seed in range(3000) for name in draw(NAMES, 6, seed=seed, identity=str).items)
    # 300 each; a binomial of 3,000 with p = .1 stays within five standard deviations (16.4) of it
    assert set(drawn) == set(NAMES)
    assert all(abs(count - 300) < 82 for count in drawn.values())


def test_a_stratified_sample_takes_from_every_stratum_in_proportion():
    sample = draw(NAMES, 20, seed=5, identity=str, stratum=PLACES.__getitem__)
    sizes = Counter(PLACES.values())
    assert sizes == {"Mosul": 24, "Raqqa": 18, "Aleppo": 18}
    assert Counter(PLACES[name] for name in sample.items) == {"Mosul": 8, "Raqqa": 6, "Aleppo": 6}
    assert [(one.name, one.size, one.drawn) for one in sample.strata] == [
        ("Aleppo", 18, 6),
        ("Mosul", 24, 8),
        ("Raqqa", 18, 6),
    ]


def test_what_is_left_over_goes_to_the_largest_remainders():
    # 5 of 10 + 6 + 4: exact shares 2.5, 1.5, 1.0; of the equal remainders the first gains
    assert proportional([10, 6, 4], 5) == [3, 1, 1]
    # 7 of 11 + 5 + 4: exact shares 3.85, 1.75, 1.4
    assert proportional([11, 5, 4], 7) == [4, 2, 1]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.data())
def test_shares_add_up_and_are_within_one_of_exact_proportion(sizes, data):
    total = sum(sizes)
    number = data.draw(st.integers(0, total))
    if total == 0:
        return
    shares = proportional(sizes, number)
    assert sum(shares) == number
    for share, size in zip(shares, sizes, strict=True):
        assert share <= size
        assert abs(share - number * size / total) < 1


@pytest.mark.parametrize("number", [0, -1, 61])
def test_more_than_there_is_or_nothing_cannot_be_drawn(number):
    with pytest.raises(UserError, match="from 1 to 60"):
        draw(NAMES, number, seed=1, identity=str)
