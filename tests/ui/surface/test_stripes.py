"""Stripes, labels and counts in the margin."""

from dataclasses import replace

from app.ui.surface.bands import Placed
from app.ui.surface.lanes import COLLAPSED
from app.ui.surface.marks import CodingMark
from app.ui.surface.stripes import Stripe, collapse, parted, place_labels

ROW = 18.0


def stripe(number: int, top: float, bottom: float, lane: int = 0) -> Stripe:
    mark = CodingMark(number, number, 1, 0, 1, "#d1495b", f"Code {number}", "AY", "#0b6e99")
    return Stripe(Placed(mark, number, number + 1, 0, lane, "#d1495b"), top, bottom, opens=True, closes=True)


def test_labels_stand_at_the_start_of_their_stripes() -> None:
    labels = place_labels([stripe(1, 10, 90), stripe(2, 60, 90, 1)], ROW, 500)
    assert [(label.stripe.id, label.y) for label in labels] == [(1, 10), (2, 60)]


def test_labels_that_begin_together_are_pushed_below_one_another() -> None:
    labels = place_labels([stripe(1, 10, 90), stripe(2, 10, 90, 1), stripe(3, 12, 90, 2)], ROW, 500)
    assert [label.y for label in labels] == [10, 28, 46]


def test_a_stripe_that_began_above_the_screen_has_its_label_at_the_top() -> None:
    assert place_labels([stripe(1, -300, 90)], ROW, 500)[0].y == 0


def test_what_would_be_pushed_too_far_is_counted_at_the_label_that_took_its_room() -> None:
    labels = place_labels([stripe(number, 10, 30, number) for number in range(7)], ROW, 500)
    assert [label.hidden for label in labels] == [0, 0, 0, 3]


def test_what_begins_at_the_end_of_the_screen_is_left_out_and_counted_nowhere() -> None:
    labels = place_labels([stripe(1, 10, 90), stripe(2, 495, 510)], ROW, 500)
    assert [(label.stripe.id, label.hidden) for label in labels] == [(1, 0)]


def test_two_in_one_lane_that_share_a_line_share_its_height() -> None:
    one, other = parted([stripe(1, 10, 30), stripe(2, 10, 60)])
    assert one.bottom < other.top
    assert (one.top, other.bottom) == (10, 60)


def test_a_count_says_that_one_of_its_codings_has_a_memo() -> None:
    noted = stripe(2, 20, 40, COLLAPSED)
    noted = replace(noted, placed=replace(noted.placed, mark=replace(noted.placed.mark, memo="Ask.")))
    groups = collapse([stripe(1, 10, 30, COLLAPSED), noted, stripe(3, 60, 80, COLLAPSED)])
    assert [group.has_memo for group in groups] == [True, False]


def test_stripes_without_a_lane_are_joined_where_they_overlap() -> None:
    stripes = [
        stripe(1, 10, 30, COLLAPSED),
        stripe(2, 20, 40, COLLAPSED),
        stripe(3, 25, 90),
        stripe(4, 60, 80, COLLAPSED),
    ]
    assert [(group.ids, group.top, group.bottom) for group in collapse(stripes)] == [
        ((1, 2), 10, 40),
        ((4,), 60, 80),
    ]
