"""Ctrl+F finds words in the open text, paints them and goes round them by keys; Esc leaves one selected."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.actions import add_document
from app.ui.project_page import ProjectPage
from tests.ui.pages import quotes, select

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def finds(page: ProjectPage, qtbot: QtBot) -> Callable[[str], list[str]]:
    """Types into the bar, opened by its key, and tells the words that are painted then."""

    def find(words: str) -> list[str]:
        code = page.code
        QTest.keyClick(page.window(), Qt.Key.Key_F, CONTROL)
        qtbot.waitUntil(code.find_bar.words.hasFocus)
        code.find_bar.words.selectAll()
        if words.isascii():
            QTest.keyClicks(code.find_bar.words, words)
            code.find_bar.ask_now()
        else:  # Qt's tests know no keys for them
            code.find_bar.begin(words)
        text = code.text.shown.text
        return [text[start:end] for start, end in code.text.matches.places]

    return find


def said(page: ProjectPage) -> str:
    return page.code.find_bar.count.text()


def at_hand(page: ProjectPage) -> int:
    return page.code.text.caret()


def test_what_is_typed_is_found_as_it_is_typed_and_counted(
    page: ProjectPage, finds: Callable[[str], list[str]]
) -> None:
    assert finds("FLOUR") == ["flour"]
    assert said(page) == "1 of 1"
    assert at_hand(page) == page.code.text.shown.text.index("flour")
    assert finds("zeppelin") == []
    assert said(page) == "Not in this document"
    assert finds("*") == []
    assert "at least one letter" in page.code.find_bar.refusal.text()
    assert page.code.find_bar.refusal.isVisible()


def test_keys_go_round_and_esc_leaves_the_words_selected_for_a_code(
    page: ProjectPage, finds: Callable[[str], list[str]]
) -> None:
    finds("our")  # flour, four, your
    field, text = page.code.find_bar.words, page.code.text
    starts = [start for start, _ in text.matches.places]
    visited = []
    for key, modifiers in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, SHIFT),
        (Qt.Key.Key_Return, SHIFT),
    ):
        QTest.keyClick(page.window() if key == Qt.Key.Key_F3 else field, key, modifiers)
        visited.append(starts.index(at_hand(page)))
    assert visited == [1, 2, 0, 2, 1]
    assert said(page) == "2 of 3"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not page.code.find_bar.isVisible()
    assert list(text.matches.places) == []
    assert text.words() == "four"
    QTest.keyClicks(text, "1")
    assert quotes(page) == ["four"]


def test_selected_words_are_what_is_sought(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "four")
    QTest.keyClick(page.window(), Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(page.code.find_bar.words.hasFocus)
    assert page.code.find_bar.words.text() == "four"
    assert said(page) == "1 of 1"


def test_options_change_what_counts(page: ProjectPage, finds: Callable[[str], list[str]]) -> None:
    assert len(finds("They")) == 1
    assert len(finds("he")) == 6
    page.code.find_bar.whole_words.trigger()
    assert [page.code.text.shown.text[slice(*place)] for place in page.code.text.matches.places] == ["He"]
    page.code.find_bar.case.trigger()
    assert list(page.code.text.matches.places) == []


def test_a_pattern_is_found_in_the_background_and_refused_in_a_sentence(
    page: ProjectPage, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    page.code.find_bar.pattern.setChecked(True)
    finds("^[A-Z]+:")
    qtbot.waitUntil(lambda: said(page) == "1 of 4")
    finds("(")
    assert "no regular expression" in page.code.find_bar.refusal.text()


def test_in_another_document_the_same_words_are_found(
    page: ProjectPage, finds: Callable[[str], list[str]]
) -> None:
    finds("interviewer")
    caret = at_hand(page)
    page.code.step(1)
    assert said(page) == "2 places"
    assert page.code.text.matches.current is None
    page.code.step(-1)
    assert at_hand(page) == caret


def test_places_behind_signs_of_two_units_are_painted_where_they_are(
    page: ProjectPage, finds: Callable[[str], list[str]]
) -> None:
    text = "😀😀 اﻟﻄﺎﺑﻮر 😀 didn’t\n" * 3
    document = page.session.do("Import", add_document, name="Emoji", text=text)
    page.code.open_document(document)
    assert finds("didn't") == ["didn’t"] * 3
    assert finds("الطابور") == ["اﻟﻄﺎﺑﻮر"] * 3
    start, end = page.code.text.matches.places[0]
    rects = [
        rect
        for line in page.code.text.lines_on_screen()
        for rect in line.rects(
            page.code.text.offsets.to_qt(start), page.code.text.offsets.to_qt(end, end=True)
        )
    ]
    assert rects
    assert page.code.text.viewport().grab().toImage().pixelColor(rects[0].center().toPoint()).isValid()
