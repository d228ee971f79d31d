"""Keys act on what has the focus, and mean the same on every keyboard."""

import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coding.actions import apply_code
from app.coding.queries import codings_in
from app.store import Project
from app.ui.codebook.tree.delegate import NameField
from app.ui.kit.keyboard import sequence_of
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace
from tests.ui.pages import open_memo, quotes, select

NONE, SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="keys are numbered as Linux does")


def names(page: ProjectPage) -> list[str]:
    with page.session.project.read() as reading:
        return [row.name for row in codebook(reading)]


def rename(page: ProjectPage, qtbot: QtBot) -> QLineEdit:
    """The field for the name of the first code, opened by F2."""
    tree = page.code.codebook.tree
    tree.select(page.code.coding.codes[0].code_id)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_F2)
    field = tree.indexWidget(tree.currentIndex())
    assert isinstance(field, NameField)
    qtbot.waitUntil(field.hasFocus)
    return field


def press(widget: QWidget, key: int, text: str, modifiers: Qt.KeyboardModifier = NONE, code: int = 0) -> None:
    """A key as a keyboard sends it: first asked whose it is, then given to whoever wants it."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, code, 0, 0, text)
    asked.ignore()
    QApplication.sendEvent(widget, asked)
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text))


def test_enter_in_the_field_for_a_name_renames_and_codes_nothing(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    field = rename(page, qtbot)
    QTest.keyClicks(field, "Greed")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["Greed", "Hard life"])
    assert quotes(page) == []


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Down, NONE),
        (Qt.Key.Key_F2, NONE),
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Backspace, CONTROL),
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_Y, CONTROL),
        (Qt.Key.Key_Z, CONTROL | SHIFT),
    ],
)
def test_while_a_name_is_typed_no_key_does_anything_else(
    page: ProjectPage, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    before = page.session.project.latest_action()
    field = rename(page, qtbot)
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, key, modifiers)
    assert page.session.project.latest_action() == before
    assert field.hasFocus()
    assert quotes(page) == ["took the flour"]


def test_what_is_typed_in_a_name_outlives_what_a_colleague_changes(page: ProjectPage, qtbot: QtBot) -> None:
    field = rename(page, qtbot)
    QTest.keyClicks(field, "Greed of")
    with Project.open(page.session.project.location, station="elsewhere") as other:
        code_id, coder_id = page.code.coding.codes[0].code_id, page.session.coder()
        document_id = page.code.coding.document_id
        other.do(
            "Apply",
            apply_code,
            document_id=document_id,
            code_id=code_id,
            coder_id=coder_id,
            start=0,
            end=5,
        )
        page.session.look()
        assert field.text() == "Greed of"
        other.do("Add", add_code, name="Another")
        page.session.look()
    tree = page.code.codebook.tree
    field = tree.indexWidget(tree.currentIndex())
    assert isinstance(field, NameField)
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == "Greed of"
    QTest.keyClicks(field, " few")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Greed of few" in names(page))


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Backspace, CONTROL),
        (Qt.Key.Key_Y, CONTROL),
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_Delete, NONE),
    ],
)
def test_keys_that_edit_words_edit_the_memo_and_not_the_codings(
    page: ProjectPage, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    select(page, "queued from")
    QTest.keyClick(page.code.text, "2")
    page.code.coding.undo()
    page.code.coding.go_to_next()
    memo = open_memo(page, qtbot).words
    QTest.keyClicks(memo, "two words")
    QTest.keyClick(memo, key, modifiers)
    assert quotes(page) == ["took the flour"]


def test_keys_of_the_text_do_nothing_where_another_workspace_is_seen(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    page.code.coding.go_to_next()
    page.show_workspace(Workspace.ANALYSE)
    before = page.session.project.latest_action()
    for key, modifiers in (
        (Qt.Key.Key_Backspace, CONTROL),
        (Qt.Key.Key_U, CONTROL),
        (Qt.Key.Key_N, CONTROL | SHIFT),
        (Qt.Key.Key_C, CONTROL | SHIFT),
    ):
        QTest.keyClick(page.window(), key, modifiers)
    assert page.session.project.latest_action() == before
    page.show_workspace(Workspace.CODE)
    QTest.keyClick(page.window(), Qt.Key.Key_Backspace, CONTROL)
    assert quotes(page) == []


def test_the_coding_just_made_is_the_current_one_though_the_full_stop_was_selected(
    page: ProjectPage, qtbot: QtBot
) -> None:
    select(page, "took the flour for themselves.")
    QTest.keyClick(page.code.text, "1")
    qtbot.waitUntil(page.code.passage.memo.isVisible)
    QTest.keyClick(page.code.text, "u")
    assert not page.code.text.selection_bar.isVisible()
    with page.session.project.read() as reading:
        assert [row.sure for row in codings_in(reading, page.code.coding.document_id, 0, 999)] == [False]
    qtbot.wait(20)
    dialog = open_memo(page, qtbot)
    QTest.keyClicks(dialog.words, "greed")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, CONTROL)
    with page.session.project.read() as reading:
        assert [row.memo for row in codings_in(reading, page.code.coding.document_id, 0, 999)] == ["greed"]


def test_once_other_words_are_selected_u_is_a_letter_again(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour for themselves.")
    QTest.keyClick(page.code.text, "1")
    select(page, "queued from four")
    QTest.keyClick(page.code.text, "u")
    assert page.code.text.selection_bar.typed() == "u"


@on_linux
@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        (0x31, "۱", 10),
        (0x31, "١", 10),
        (0x26, "&", 10),
        (0x2B, "+", 10),
        (0x31, "１", 10),
        (0x31, "1", 87),
    ],
    ids=["Persian", "Arabic", "French", "Czech", "Japanese wide", "number pad"],
)
def test_a_digit_applies_its_code_on_every_keyboard(
    page: ProjectPage, key: int, text: str, code: int
) -> None:
    select(page, "took the flour")
    press(page.code.text, key, text, code=code)
    with page.session.project.read() as reading:
        rows = codings_in(reading, page.code.coding.document_id, 0, 999)
    assert [row.code_name for row in rows] == ["Corruption"]


@on_linux
def test_a_sign_above_a_digit_is_no_digit(page: ProjectPage) -> None:
    select(page, "took the flour")
    press(page.code.text, 0x21, "!", SHIFT, 10)
    assert quotes(page) == []
    assert page.code.text.selection_bar.typed() == "!"


@on_linux
@pytest.mark.parametrize(
    ("key", "text", "modifiers", "code", "meant"),
    [
        (0x5A, "\x1a", CONTROL | SHIFT, 52, "Ctrl+Shift+Z"),  # Hebrew with Shift
        (0x5D6, "ז", CONTROL, 52, "Ctrl+Z"),  # Hebrew
        (0x643, "ك", CONTROL | SHIFT, 52, "Ctrl+Shift+Z"),  # Persian
        (0x7E, "\x1e", CONTROL | SHIFT, 52, "Ctrl+Shift+Z"),  # Arabic
        (0x42F, "Я", CONTROL | SHIFT, 52, "Ctrl+Shift+Z"),  # Russian
        (0x396, "ζ", CONTROL, 52, "Ctrl+Z"),  # Greek
        (0x638, "ظ", CONTROL, 61, "Ctrl+/"),  # Arabic
        (0x26, "&", CONTROL, 10, "Ctrl+1"),  # French
        (0x11A, "ě", CONTROL, 11, "Ctrl+2"),  # Czech
    ],
)
def test_a_shortcut_is_meant_by_its_place_on_other_keyboards(
    key: int, text: str, modifiers: Qt.KeyboardModifier, code: int, meant: str
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text)
    assert sequence_of(event) == QKeySequence(meant)


@on_linux
def test_french_letters_keep_the_places_that_they_have_there() -> None:
    for key, text, code in ((0x57, "\x17", 52), (0x2C, ",", 58), (0xE9, "é", 0)):
        assert sequence_of(QKeyEvent(QEvent.Type.KeyPress, key, CONTROL, code, 0, 0, text)) is None


@on_linux
def test_control_shift_z_does_again_on_a_hebrew_keyboard(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    press(page.code.text, 0x5D6, "ז", CONTROL, 52)
    assert quotes(page) == []
    press(page.code.text, 0x5A, "\x1a", CONTROL | SHIFT, 52)
    assert quotes(page) == ["took the flour"]


@on_linux
def test_u_marks_a_coding_as_unsure_on_a_russian_keyboard(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    page.code.coding.go_to_next()
    press(page.code.text, 0x413, "г", NONE, 30)
    with page.session.project.read() as reading:
        assert [row.sure for row in codings_in(reading, page.code.coding.document_id, 0, 999)] == [False]


def test_a_double_click_inside_a_coding_and_a_key_code_the_word(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    view = page.code.text
    place = view.rect_of(view.passage()[1] - 2).center().toPoint() + QPoint(2, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(view, "2")
    assert quotes(page) == ["took the flour", "flour"]
