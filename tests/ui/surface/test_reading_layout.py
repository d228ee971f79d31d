"""How paragraphs are laid out."""

import itertools

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.ui.surface.marks import SurfaceText, TurnMark
from app.ui.surface.page import ReadingPage
from tests.ui.surface.desk import TEXT, Desk

PARAGRAPHS = "\n".join(
    f"Paragraph {number}. " + "It goes on and on in many words. " * 8 for number in range(60)
)


@pytest.fixture
def page(qtbot: QtBot) -> ReadingPage:
    page = ReadingPage()
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_lines_have_leading_and_stand_on_whole_pixels(page: ReadingPage) -> None:
    page.show_text(SurfaceText("Long", PARAGRAPHS))
    lines = page.lines_on_screen()
    steps = [lower.bottom - upper.bottom for upper, lower in itertools.pairwise(lines)]
    assert all(step >= 1.7 * 16 and step == int(step) for step in steps)
    assert max(steps) > min(steps), "paragraphs stand apart"


def test_the_scroll_bar_knows_all_lines_after_a_moment(page: ReadingPage, qtbot: QtBot) -> None:
    page.show_text(SurfaceText("Long", PARAGRAPHS))
    document = page.document()
    blocks = [document.findBlockByNumber(number) for number in range(60)]
    qtbot.waitUntil(lambda: all(block.layout().lineCount() > 2 for block in blocks))
    rows = sum(block.layout().lineCount() for block in blocks)
    qtbot.waitUntil(lambda: rows - 30 < page.verticalScrollBar().maximum() < rows)


def test_a_narrower_window_lays_the_text_out_anew(page: ReadingPage, qtbot: QtBot) -> None:
    page.show_text(SurfaceText("Long", PARAGRAPHS))
    first = page.lines_on_screen()[0].end
    page.resize(450, 500)
    qtbot.waitUntil(lambda: page.lines_on_screen()[0].end < first)
    assert page.lines_on_screen()[0].line.naturalTextWidth() <= page.viewport().width()


def test_speakers_labels_stand_out_and_muted_turns_step_back(desk: Desk) -> None:
    muted = TurnMark(0, 13, TEXT.index("\n"), "INTERVIEWER", muted=True)
    desk.view.show_text(SurfaceText("04 Baker", TEXT, turns=(muted,)))
    desk.view.grab()
    label, spoken = desk.view.document().firstBlock().layout().formats()
    assert (label.start, label.length, label.format.fontWeight()) == (0, 13, QFont.Weight.Bold)
    assert (spoken.start, spoken.length) == (13, TEXT.index("\n") - 13)
    assert desk.view.document().lastBlock().layout().formats() == []


def test_a_turn_over_several_paragraphs_is_muted_in_each_of_them(page: ReadingPage) -> None:
    text = "I.  Why 😀?\nAnd when?\nB.  Then."
    turn = TurnMark(0, 4, text.index("\nB."), "I.", muted=True)
    page.show_text(SurfaceText("Two", text, turns=(turn,)))
    page.grab()
    second = page.document().findBlockByNumber(1).layout().formats()
    assert [(one.start, one.length) for one in second] == [(0, len("And when?"))]
