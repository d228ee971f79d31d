"""Presses beside a selection and on it, and arrows that move edges as they are seen, by real events."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.documents.edges import Edge
from app.ui.surface.marks import Direction, Extent
from tests.ui.surface.desk import TEXT, Desk, coding, move, span

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
ARABIC = "ذهبوا في الشتاء إلى المدينة"


@pytest.fixture
def nothing_is_dragged(qapp: QApplication) -> Iterator[None]:
    """Whether words are carried shows in what is selected: a real drag would wait for its end."""
    before = qapp.startDragDistance()
    qapp.setStartDragDistance(10_000)
    yield
    qapp.setStartDragDistance(before)


@pytest.mark.usefixtures("nothing_is_dragged")
@pytest.mark.parametrize("beside", ["right", "left", "above", "below"])
def test_a_drag_from_beside_the_selected_words_selects_others(desk: Desk, qtbot: QtBot, beside: str) -> None:
    desk.select("the flour for", qtbot)
    assert desk.view.words() == "the flour for"
    first, last = (desk.view.rect_of(place) for place in span("the flour for"))
    presses = {
        "right": QPoint(round(last.left()) + 3, round(last.center().y())),
        "left": QPoint(round(first.left()) - 3, round(first.center().y())),
        "above": QPoint(round(first.left()) + 20, round(first.top()) - 3),
        "below": QPoint(round(last.left()) - 20, round(last.bottom()) + 4),
    }
    desk.drag(presses[beside], desk.point(span("queued from")[0]), qtbot)
    assert desk.view.words().endswith("We")


@pytest.mark.usefixtures("nothing_is_dragged")
def test_a_drag_eight_pixels_right_of_words_at_a_line_s_end_selects_others(desk: Desk, qtbot: QtBot) -> None:
    desk.show([], "They left.\nNobody knows where to.")
    text = desk.view.shown.text
    for words, press in (("left", 8), ("They", -8)):
        start, end = span(words, text)
        left = desk.view.rect_of(start).center().toPoint(), desk.view.rect_of(end).center().toPoint()
        desk.drag(*left, qtbot)
        assert desk.view.words() == words
        beside = left[1] + QPoint(press, 0) if press > 0 else left[0] + QPoint(press, 0)
        desk.drag(beside, desk.point(span("where", text)[0]), qtbot)
        assert desk.view.words().endswith("Nobody knows"), words


def test_a_press_with_shift_beside_the_selection_extends_it(desk: Desk, qtbot: QtBot) -> None:
    desk.select("flour", qtbot)
    place = desk.point(span("themselves")[1])
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, pos=place)
    assert desk.view.words() == "flour for themselves"


def test_a_drag_inside_the_selected_words_selects_a_part_of_them(desk: Desk, qtbot: QtBot) -> None:
    desk.select("the flour for themselves", qtbot)
    desk.drag(desk.point(span("flour")[0]), desk.point(span("flour")[1]), qtbot)
    assert desk.view.words() == "flour"


def test_selected_words_that_leave_the_text_to_a_side_are_carried(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[str] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: carried.append(drag.mimeData().text()))
    desk.select("the flour", qtbot)
    viewport, place = desk.view.viewport(), desk.point(span("flour")[0] + 2)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    move(desk.view, place + QPoint(30, 0))
    assert not carried
    move(desk.view, QPoint(viewport.width() + 20, place.y()))
    assert carried == ["the flour"]
    assert desk.view.words() == "the flour"


@pytest.mark.parametrize(
    ("words", "text", "direction"),
    [
        ("في الشتاء", ARABIC, "rtl"),
        ("في الشتاء", f"He said: {ARABIC} and left.", "ltr"),
        ("في الشتاء", f"He said it was so.\n{ARABIC}\nThen they all left the town.", "ltr"),
        ("was so", f"{ARABIC} it was so he said {ARABIC}", "rtl"),
        ("the flour", TEXT, "ltr"),
    ],
    ids=["Arabic", "Arabic in English", "Arabic paragraph", "English in Arabic", "English"],
)
@pytest.mark.parametrize("edge", ["start", "end"])
@pytest.mark.parametrize("right", [True, False], ids=["right", "left"])
def test_an_edge_goes_where_the_arrow_is_seen_to_point(
    desk: Desk, qtbot: QtBot, words: str, text: str, direction: Direction, edge: Edge, right: bool
) -> None:
    desk.show([coding(1, words, text=text)], text, direction=direction)

    def resize(number: int, start: int, end: int) -> None:
        desk.marks = [replace(desk.marks[0], start=start, end=end)]
        desk.view.codings.change([Extent(number, start, end, 1)])

    desk.view.coding_resized.connect(resize)
    desk.view.select_coding(1)
    before = desk.view.codings.handles()[edge].x()
    key = Qt.Key.Key_Right if right else Qt.Key.Key_Left
    qtbot.keyClick(desk.view, key, ALT | SHIFT if edge == "start" else ALT)
    desk.view.grab()
    assert (desk.view.codings.handles()[edge].x() > before) is right
    assert desk.view.codings.handles()[edge].x() != before
