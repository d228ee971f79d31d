"""Ctrl+Z takes back the project's latest action from every window beside the main one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.queries import codebook
from app.ui.code.memo import MemoDialog
from app.ui.history.dialog import HistoryDialog
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog
from tests.ui.pages import open_memo, quotes, select

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focus(qtbot: QtBot) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def names(page: ProjectPage) -> list[str]:
    with page.session.project.read() as reading:
        return [row.name for row in codebook(reading)]


def opened(page: ProjectPage, qtbot: QtBot, kind: type[QDialog], key: Qt.Key, more: object) -> QDialog:
    """A window that its keys open, with the focus in it."""
    QTest.keyClick(page.window(), key, CONTROL | more if more else CONTROL)
    dialog = next(one for one in page.window().findChildren(kind) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or page))
    return dialog


@pytest.mark.parametrize(
    ("kind", "key", "more"),
    [(RoundsDialog, Qt.Key.Key_R, SHIFT), (HistoryDialog, Qt.Key.Key_H, None)],
    ids=["rounds", "history"],
)
def test_undo_and_redo_reach_the_project_from_a_window_beside(
    page: ProjectPage, qtbot: QtBot, kind: type[QDialog], key: Qt.Key, more: object
) -> None:
    dialog = opened(page, qtbot, kind, key, more)
    QTest.keyClick(focus(qtbot), Qt.Key.Key_Z, CONTROL)
    assert names(page) == ["Corruption"]
    QTest.keyClick(focus(qtbot), Qt.Key.Key_Z, CONTROL | SHIFT)
    assert names(page) == ["Corruption", "Hard life"]
    QTest.keyClick(focus(qtbot), Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(focus(qtbot), Qt.Key.Key_Y, CONTROL)
    assert names(page) == ["Corruption", "Hard life"]
    dialog.close()


def test_a_field_beside_takes_back_its_own_words_first_and_the_project_s_only_where_it_has_none(
    page: ProjectPage, qtbot: QtBot
) -> None:
    dialog = opened(page, qtbot, HistoryDialog, Qt.Key.Key_H, None)
    assert isinstance(dialog, HistoryDialog)
    words = dialog.filter.words
    words.setFocus()
    qtbot.waitUntil(words.hasFocus)
    QTest.keyClicks(words, "code")
    QTest.keyClick(words, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(words, Qt.Key.Key_Z, CONTROL)
    assert words.text() == ""
    assert names(page) == ["Corruption", "Hard life"]
    QTest.keyClick(words, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert words.text() == "code"
    dialog.close()


@pytest.mark.parametrize(
    "field",
    [lambda page: page.code.documents.filter, lambda page: page.code.codebook.field],
    ids=["documents", "codes"],
)
def test_an_empty_field_of_the_main_window_leaves_undo_to_the_project(
    page: ProjectPage, qtbot: QtBot, field: Callable[[ProjectPage], QWidget]
) -> None:
    widget = field(page)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)
    assert names(page) == ["Corruption"]


def test_a_dialog_that_waits_for_an_answer_takes_nothing_of_the_project_back(
    page: ProjectPage, qtbot: QtBot
) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    dialog = open_memo(page, qtbot)
    assert isinstance(dialog, MemoDialog)
    QTest.keyClick(dialog.words, Qt.Key.Key_Z, CONTROL)
    assert quotes(page) == ["took the flour"]
    dialog.reject()
