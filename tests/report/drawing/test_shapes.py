"""Drawings as data: what is pointed at, what a scale has, what fits in a line."""

import pytest

from app.report.drawing.canvas import Canvas, LegendEntry, steps_to
from app.report.drawing.shapes import ACCENT, Box, Disc, Lettering, Opening, Stroke
from app.report.numbers import in_short


def measure(words: str, size: float) -> float:
    return len(words) * size * 0.55


def test_a_point_means_the_uppermost_shape_with_a_mark() -> None:
    canvas = Canvas(measure, 100)
    below = canvas.mark("below", Opening("below", (1,)))
    line, above = canvas.mark("line"), canvas.mark("above")
    canvas.add(Box(0, 0, 50, 50, ACCENT, mark=below), Stroke(((0, 60), (90, 60)), mark=line))
    canvas.add(Disc(20, 20, 5, ACCENT, mark=above), Lettering(0, 0, 50, 50, "unmarked"))
    drawing = canvas.drawing("title", "description", 80)
    assert [drawing.mark_at(*point) for point in ((20, 22), (40, 40), (45, 62), (45, 75))] == [
        above,
        below,
        line,
        None,
    ]
    assert drawing.bounds_of(above) == (15, 15, 25, 25)
    assert drawing.bounds_of(9) is None


def test_a_drawing_in_another_one_takes_its_marks_along() -> None:
    inner = Canvas(measure, 40)
    inner.add(Disc(5, 5, 4, ACCENT, mark=inner.mark("inner")), Stroke(((0, 0), (9, 9))))
    outer = Canvas(measure, 100)
    outer.mark("first")
    outer.place(inner.drawing("", "", 20), 50, 10)
    drawing = outer.drawing("", "", 40)
    assert [mark.label for mark in drawing.marks] == ["first", "inner"]
    assert drawing.mark_at(55, 15) == 1


@pytest.mark.parametrize(
    ("most", "steps"),
    [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (18, [0, 5, 10, 15, 20]), (0.4, [0, 0.1, 0.2, 0.3, 0.4])],
)
def test_a_scale_has_few_round_steps_and_takes_in_all(most: float, steps: list[float]) -> None:
    assert steps_to(most) == pytest.approx(steps)


def test_a_long_legend_goes_on_in_the_next_line() -> None:
    canvas = Canvas(measure, 200)
    high = canvas.legend(0, 0, 200, [LegendEntry(f"A rather long name {n}", ACCENT) for n in range(5)])
    assert high > 3 * 16
    assert all(shape.x + shape.width <= 215 for shape in canvas.shapes if isinstance(shape, Lettering))


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (0.25, "0.25"), (1234, "1,234"), (12_345, "12k"), (1_234_567, "1.2M")]
)
def test_a_number_in_a_picture_is_short(value: float, words: str) -> None:
    assert in_short(value) == words
