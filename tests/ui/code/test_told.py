"""What the line below the text says of gestures, by real keys and mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.kit.elided import cut
from app.ui.project_page import ProjectPage
from tests.ui.pages import quotes, select
from tests.ui.surface.desk import move

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RUNS_ON = "It runs over the end of a turn: from turn 2 (BAKER) into turn 3 (INTERVIEWER)."


def told(page: ProjectPage) -> str:
    """The sentence that is shown, or an empty one."""
    line = page.code.passage
    return line.told.text() if line.told.isVisible() else ""


def test_what_is_told_leaves_the_words_at_hand_in_sight(page: ProjectPage, qtbot: QtBot) -> None:
    line = page.code.passage
    code_last_words(page)
    qtbot.waitUntil(lambda: line.words.text() == "“from four in the morning”")
    QTest.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    select(page, "took the flour")
    line.tell("Undone: Apply “Corruption”")
    qtbot.waitUntil(lambda: line.words.text() == "“took the flour”")
    assert told(page) == "Undone: Apply “Corruption”"
    line.tell("It runs on. " * 90)
    qtbot.wait(20)
    metrics = line.words.fontMetrics()
    assert line.words.width() >= metrics.horizontalAdvance(line.words.text())
    line.go_on()
    assert (told(page), line.words.text()) == ("", "“took the flour”")


def code_last_words(page: ProjectPage) -> None:
    """The last words of the second turn have a code, and are at hand."""
    select(page, "from four in the morning")
    QTest.keyClick(page.code.text, "1")
    assert quotes(page) == ["from four in the morning"]


def test_an_edge_that_an_arrow_moves_into_another_s_turn_is_told(page: ProjectPage) -> None:
    code_last_words(page)
    QTest.keyClick(page.code.text, Qt.Key.Key_Right, ALT)
    assert quotes(page) == ["from four in the morning.\n\nINTERVIEWER"]
    assert told(page) == RUNS_ON
    QTest.keyClick(page.code.text, Qt.Key.Key_Left, ALT)
    assert told(page) != RUNS_ON


def test_an_edge_that_is_dragged_into_another_s_turn_is_told(page: ProjectPage, qtbot: QtBot) -> None:
    code_last_words(page)
    view = page.code.text
    page.code.coding.go_to_next()
    handle = view.codings.handles()["end"].center().toPoint()
    with qtbot.waitSignal(view.coding_resized):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=handle)
        target = (
            view.rect_of(view.codings.selected_mark().end + len(".\n\nINTERVIEWER: And")).center().toPoint()
        )
        move(view, target - QPoint(4, 0))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target - QPoint(4, 0))
    assert quotes(page) == ["from four in the morning.\n\nINTERVIEWER: And"]
    assert told(page) == RUNS_ON


def test_an_edge_that_moves_within_its_turn_is_not_told(page: ProjectPage) -> None:
    code_last_words(page)
    QTest.keyClick(page.code.text, Qt.Key.Key_Left, ALT)
    assert quotes(page) == ["from four in the"]
    assert told(page) == ""


def test_with_nothing_to_undo_or_redo_the_keys_say_so(page: ProjectPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_Y, CONTROL)
    assert told(page) == "Nothing to redo"
    for _ in range(20):  # more than there is
        QTest.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    assert page.code.entries() == []
    assert page.window().messages.text() == "Nothing to undo"


def test_a_hint_without_room_ends_in_three_dots(page: ProjectPage, qtbot: QtBot) -> None:
    words = page.code.passage.words
    page.code.splitter.setSizes([500, 420, 500])
    qtbot.wait(20)
    hint = words.text()
    fitting = cut(words.fontMetrics(), hint, words.width())
    assert hint.startswith("Select words")
    if fitting == hint:
        words.setMaximumWidth(words.fontMetrics().horizontalAdvance(hint) // 2)
        qtbot.wait(20)
        fitting = cut(words.fontMetrics(), hint, words.width())
    assert fitting.endswith("…")
    shown = words.grab().toImage()
    words.setText(fitting)
    assert words.grab().toImage() == shown
