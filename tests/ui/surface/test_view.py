"""Gestures in the text view, by real mouse events and key presses."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QFont, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.surface.carrying import CODE_MIME, PASSAGE_MIME
from app.ui.surface.geometry import nearest
from app.ui.surface.marks import Extent
from app.ui.surface.tips import tip_text
from tests.ui.surface.desk import TEXT, Desk, Signals, coding, span

Note = Callable[..., Signals]
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def test_a_selection_by_mouse_grows_to_whole_words_and_loses_its_punctuation(
    desk: Desk, qtbot: QtBot, noted: Note
) -> None:
    made = noted(desk.view.selection_made)
    desk.select("ook the flour for themselves 😀. ", qtbot)
    assert made == [span("took the flour for themselves 😀")]
    assert desk.view.words() == "took the flour for themselves 😀"


def test_without_snapping_part_of_a_word_can_be_selected(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.view.selection.snapping = False
    made = noted(desk.view.selection_made)
    desk.select("queue", qtbot)
    assert made == [span("queue")]


def test_offsets_behind_an_emoji_are_code_points(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    made = noted(desk.view.selection_made)
    desk.select("brother", qtbot)
    assert made == [span("brother")]


def test_white_space_alone_is_no_selection(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    made = noted(desk.view.selection_made)
    desk.select("  ", qtbot)
    assert made == []
    assert desk.view.passage() is None


def test_the_space_above_a_line_belongs_to_the_nearest_line(desk: Desk) -> None:
    position = span("queued")[0]
    line = nearest(desk.view.lines_on_screen(), desk.view.rect_of(position).center().y())
    assert line is not None
    x = desk.view.rect_of(position).left() + 1
    assert desk.view.position_at(QPointF(x, line.top - 1)) == position
    assert desk.view.position_at(QPointF(x, line.bottom + 1)) == position


def test_a_selection_by_keyboard_is_told_once_it_rests(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    made = noted(desk.view.selection_made)
    with qtbot.waitSignal(desk.view.selection_made):
        for _ in range(5):
            qtbot.keyClick(desk.view, Qt.Key.Key_Right, SHIFT)
    assert made == [span("INTERVIEWER")]


def test_a_code_s_key_is_told_while_something_is_selected(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    pressed, palette = noted(desk.view.shortcut_pressed), noted(desk.view.palette_requested)
    desk.view.gestures.set_shortcuts(["1", "F"])
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_1)
    qtbot.keyClick(desk.view, Qt.Key.Key_F)
    assert pressed == [("1",), ("f",)]
    assert palette == []


def test_another_letter_opens_the_field_with_that_letter(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    palette = noted(desk.view.palette_requested)
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_G)
    assert palette == [("g",)]
    assert desk.view.selection_bar.isVisible()
    assert desk.view.selection_bar.typed() == "g"


def test_enter_on_a_selection_opens_the_field(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    palette = noted(desk.view.palette_requested)
    desk.select("flour", qtbot)
    qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    assert palette == [("",)]


def test_escape_closes_the_bar_then_the_selection(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    cleared = noted(desk.view.selection_cleared)
    desk.select("flour", qtbot)
    assert desk.view.selection_bar.isVisible()
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert not desk.view.selection_bar.isVisible()
    assert desk.view.passage() == span("flour")
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.view.passage() is None
    assert cleared == [()]


def test_a_click_on_a_stripe_selects_its_coding(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.show([coding(1, "took the flour"), coding(2, "We queued from four")])
    selected = noted(desk.view.coding_selected)
    margin = desk.view.margin
    places = {tuple(margin.codings_at(QPointF(x, y))): QPoint(x, y) for x in range(40) for y in range(150)}
    qtbot.mouseClick(desk.view.margin, Qt.MouseButton.LeftButton, pos=places[(2,)])
    assert selected == [(2,)]
    assert desk.view.codings.selected == 2
    assert set(desk.view.codings.handles()) == {"start", "end"}


def test_a_handle_is_dragged_with_a_preview_and_the_new_extent_told_at_the_end(
    desk: Desk, qtbot: QtBot, noted: Note
) -> None:
    desk.show([coding(1, "took the flour")])
    resized = noted(desk.view.coding_resized)
    desk.view.select_coding(1)
    handle = desk.view.codings.handles()["end"].center().toPoint()
    desk.drag(handle, desk.point(span("hemselves")[0]), qtbot)
    assert resized == [(1, *span("took the flour for themselves"))]


def test_escape_while_dragging_a_handle_changes_nothing(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.show([coding(1, "took the flour")])
    resized = noted(desk.view.coding_resized)
    desk.view.select_coding(1)
    viewport = desk.view.viewport()
    qtbot.mousePress(
        viewport, Qt.MouseButton.LeftButton, pos=desk.view.codings.handles()["end"].center().toPoint()
    )
    qtbot.mouseMove(viewport, desk.point(span("morning")[0]))
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=desk.point(span("morning")[0]))
    assert resized == []


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Right, ALT, "took the flour for"),
        (Qt.Key.Key_Left, ALT, "took the"),
        (Qt.Key.Key_Right, ALT | SHIFT, "the flour"),
        (Qt.Key.Key_Left, ALT | SHIFT, "They took the flour"),
    ],
)
def test_arrows_with_alt_move_an_edge_by_a_word(
    desk: Desk, qtbot: QtBot, noted: Note, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: str
) -> None:
    desk.show([coding(1, "took the flour")])
    resized = noted(desk.view.coding_resized)
    desk.view.select_coding(1)
    qtbot.keyClick(desk.view, key, modifiers)
    assert resized == [(1, *span(expected))]


def test_in_a_right_to_left_text_alt_and_left_lengthens_a_coding(
    desk: Desk, qtbot: QtBot, noted: Note
) -> None:
    text = "ذهبوا في الشتاء إلى المدينة"
    desk.show([coding(1, "في الشتاء", text=text)], text, direction="rtl")
    resized = noted(desk.view.coding_resized)
    desk.view.select_coding(1)
    qtbot.keyClick(desk.view, Qt.Key.Key_Left, ALT)
    assert resized == [(1, *span("في الشتاء إلى", text))]


def test_delete_asks_for_the_selected_coding_to_go(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    desk.show([coding(1, "took the flour")])
    removed = noted(desk.view.coding_removed)
    qtbot.keyClick(desk.view, Qt.Key.Key_Delete)
    assert removed == []
    desk.view.select_coding(1)
    qtbot.keyClick(desk.view, Qt.Key.Key_Delete)
    assert removed == [(1,)]


def test_enter_selects_the_codings_at_the_caret_one_after_the_other(
    desk: Desk, qtbot: QtBot, noted: Note
) -> None:
    desk.show([coding(1, "They took the flour"), coding(2, "flour", coder=2)])
    selected = noted(desk.view.coding_selected)
    desk.view.go_to(span("flour")[0] + 1, span("flour")[1])
    for _ in range(3):
        qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    assert selected == [(2,), (1,), (2,)]


def test_control_with_up_and_down_asks_for_the_neighbouring_coding(
    desk: Desk, qtbot: QtBot, noted: Note
) -> None:
    following, preceding = noted(desk.view.next_requested), noted(desk.view.previous_requested)
    qtbot.keyClick(desk.view, Qt.Key.Key_Down, CONTROL)
    qtbot.keyClick(desk.view, Qt.Key.Key_Up, CONTROL)
    assert (following, preceding) == ([()], [()])


def test_keys_of_gestures_are_claimed_before_a_menu_takes_them(desk: Desk) -> None:
    desk.show([coding(1, "took the flour")])
    desk.view.select_coding(1)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, ALT)
    event.ignore()
    QApplication.sendEvent(desk.view, event)
    assert event.isAccepted()


def test_hovering_a_band_lights_it_and_leaving_puts_it_out(desk: Desk, qtbot: QtBot) -> None:
    desk.show([coding(1, "took the flour")])
    dark = desk.view.grab().toImage()
    qtbot.mouseMove(desk.view.viewport(), desk.point(span("flour")[0]))
    lit = desk.view.grab().toImage()
    assert lit != dark
    QApplication.sendEvent(desk.view, QEvent(QEvent.Type.Leave))
    qtbot.mouseMove(desk.view.viewport(), desk.point(span("longer")[0]))
    assert desk.view.grab().toImage() == dark


def test_what_is_copied_is_the_canonical_text(desk: Desk) -> None:
    text = "no\u00a0break and\u2028separator"
    desk.show([], text)
    desk.view.selectAll()
    data = desk.view.createMimeDataFromSelection()
    assert data.text() == text
    assert bytes(data.data(PASSAGE_MIME).data()) == f"0,{len(text)}".encode()


def test_a_code_dropped_on_a_selection_is_told(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    dropped = noted(desk.view.code_dropped)
    data = QMimeData()
    data.setData(CODE_MIME, b"42")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(desk.view.viewport(), enter)
    assert not enter.isAccepted()
    desk.select("flour", qtbot)
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(desk.view.viewport(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.view.viewport(), QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert dropped == [(42,)]
    assert desk.view.words() == "flour"


def test_the_context_menu_is_asked_for_with_the_codings_under_the_mouse(desk: Desk, noted: Note) -> None:
    desk.show([coding(1, "They took the flour"), coding(2, "flour", coder=2)])
    wanted = noted(desk.view.context_requested)
    place = desk.point(span("flour")[0])
    QApplication.sendEvent(
        desk.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
    )
    assert [ids for _, ids in wanted] == [(2, 1)]


def test_the_view_is_named_after_its_document(desk: Desk) -> None:
    assert desk.view.accessibleName() == "04 Baker"
    assert TEXT.startswith(desk.view.toPlainText()[:20])


def test_codings_behind_a_count_are_found_together(desk: Desk) -> None:
    desk.show([coding(number, "took the flour") for number in range(1, 10)])
    margin = desk.view.margin
    found = [margin.codings_at(QPointF(x, y)) for x in range(90) for y in range(150)]
    assert max(map(len, found)) == 3


def test_what_a_selection_by_keyboard_will_take_in_besides_is_shown(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.view, Qt.Key.Key_Right, SHIFT)
    with_ghost = desk.view.grab().toImage()
    desk.view.selection.snapping = False
    qtbot.keyClick(desk.view, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(desk.view, Qt.Key.Key_Right, SHIFT)
    assert desk.view.grab().toImage() != with_ghost


def test_an_edge_moved_twice_before_anything_is_painted_moves_twice(desk: Desk, qtbot: QtBot) -> None:
    desk.show([coding(1, "took the flour")])
    view = desk.view

    def resize(number: int, start: int, end: int) -> None:
        desk.marks = [replace(desk.marks[0], start=start, end=end)]
        view.codings.change([Extent(number, start, end, 1)])

    view.coding_resized.connect(resize)
    view.select_coding(1)
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert (desk.marks[0].start, desk.marks[0].end) == span("took the flour for themselves")


def test_the_focus_can_be_seen(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(desk.view.hasFocus)
    focused = desk.view.grab().toImage()
    desk.view.clearFocus()
    left = desk.view.grab().toImage()
    assert left.pixelColor(300, 0) != focused.pixelColor(300, 0)
    assert left.pixelColor(300, 2) == focused.pixelColor(300, 2)


def test_one_key_marks_the_coding_at_the_caret_as_unsure(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    toggled = noted(desk.view.sureness_toggled)
    desk.show([coding(1, "took the flour")])
    qtbot.keyClick(desk.view, "u")
    assert toggled == []
    cursor = desk.view.textCursor()
    cursor.setPosition(span("the flour")[0])
    desk.view.setTextCursor(cursor)
    qtbot.keyClick(desk.view, "u")
    assert toggled == [()]


def test_choosing_a_coding_lets_go_of_the_words_so_that_a_key_recodes_it(desk: Desk, qtbot: QtBot) -> None:
    desk.show([coding(1, "took the flour")])
    desk.select("queued from four", qtbot)
    desk.view.margin.clicked.emit(1)
    assert desk.view.codings.selected == 1
    assert desk.view.passage() is None
    assert not desk.view.selection_bar.isVisible()


def test_selecting_words_lets_go_of_the_coding(desk: Desk, qtbot: QtBot) -> None:
    desk.show([coding(1, "took the flour")])
    desk.view.select_coding(1)
    desk.select("queued from four", qtbot)
    assert desk.view.codings.selected is None
    assert desk.view.words() == "queued from four"


def test_a_code_that_has_the_key_u_keeps_it(desk: Desk, qtbot: QtBot, noted: Note) -> None:
    toggled, pressed = noted(desk.view.sureness_toggled), noted(desk.view.shortcut_pressed)
    desk.show([coding(1, "took the flour")])
    desk.view.gestures.set_shortcuts(["u"])
    desk.view.select_coding(1)
    qtbot.keyClick(desk.view, "u")
    assert (toggled, pressed) == ([], [("u",)])


def wheel(desk: Desk, widget: QWidget, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turns the wheel as the window system does, so that what one widget ignores reaches its parent."""
    place = QPointF(widget.mapTo(desk.view, QPoint(5, 50)))
    QTest.wheelEvent(desk.view.windowHandle(), place, QPoint(0, turned), QPoint(), modifiers)
    QApplication.processEvents()


def test_the_wheel_scrolls_over_the_stripes_and_beside_the_column_too(desk: Desk) -> None:
    desk.show([], "\n".join(["A line."] * 300))
    bar = desk.view.verticalScrollBar()
    seen = [bar.value()]
    for widget in (desk.view.viewport(), desk.view.margin, desk.view):
        wheel(desk, widget, -120, Qt.KeyboardModifier.NoModifier)
        seen.append(bar.value())
    assert seen == [0, 3, 6, 9]


def test_the_wheel_with_control_asks_for_another_size(desk: Desk, noted: Note) -> None:
    asked = noted(desk.view.text_size_requested)
    wheel(desk, desk.view.viewport(), 120, CONTROL)
    wheel(desk, desk.view.viewport(), -120, CONTROL)
    assert asked == [(1,), (-1,)]
    assert desk.view.document().defaultFont().pixelSize() == 16


def test_another_font_of_the_program_leaves_the_reading_face(desk: Desk) -> None:
    desk.view.setFont(QFont("Monospace", 30))
    assert desk.view.document().defaultFont().pixelSize() == 16


def test_a_tip_takes_names_and_memos_as_plain_text() -> None:
    mark = replace(coding(1, "flour", sure=False), code_name="<b>Fear</b> & awe", memo="a < b")
    text = tip_text([mark])
    assert "&lt;b&gt;Fear&lt;/b&gt; &amp; awe" in text
    assert "a &lt; b" in text
    assert "AY · unsure" in text
