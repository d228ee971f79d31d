"""The words of a passage in a list, as lines."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette, QTextLayout
from pytestqt.qtbot import QtBot

from app.coding.queries import CodingRow, Passage
from app.report.codings import LONGEST, MOST_AROUND, columns_of_list, words_around
from app.ui.surface.passage_rows import READING, lay_out_passage
from app.ui.surface.quoted import height

CODING = CodingRow(1, 1, 1, 1, 10, 20, "", True, "Faith", "#4477aa", "AY", "#000000")
PASSAGE = Passage(CODING, "", "", "Baker", "Ana", "ltr", "He said: ", "I believe", " and left.", 3, "BAKER")


def lay_out(passage: Passage) -> QTextLayout:
    painted = columns_of_list()[0].painted
    assert painted
    return lay_out_passage(painted(passage), QFont(), 400, QPalette(), READING)


def test_context_is_cut_at_words_and_says_so() -> None:
    long = replace(PASSAGE, before="one " * 60, after=" two" * 60)
    before, quote, after = words_around(long)
    assert quote == "I believe"
    assert before.startswith("… one ")
    assert after.endswith(" two …")
    assert max(len(before), len(after)) <= MOST_AROUND + 3


def test_a_very_long_quote_keeps_its_beginning_and_its_end() -> None:
    _, quote, _ = words_around(replace(PASSAGE, quote="a" * 2000 + "end"))
    assert " … " in quote
    assert quote.endswith("end")
    assert len(quote) <= LONGEST + 5


def test_line_breaks_do_not_break_the_list() -> None:
    assert words_around(replace(PASSAGE, quote="one\ntwo\u2028three"))[1] == "one two three"


def test_only_the_context_steps_back_even_behind_emoji(qtbot: QtBot) -> None:
    layout = lay_out(replace(PASSAGE, before="😀😀 ", quote="I 😀", after=" out"))
    spans = [(one.start, one.length) for one in layout.formats()]
    assert spans == [(0, 5), (9, 4)]


@pytest.mark.parametrize(
    ("quote", "direction", "expected"),
    [
        ("I believe", "ltr", Qt.LayoutDirection.LeftToRight),
        ("ثم قُصفت المديرية", "rtl", Qt.LayoutDirection.RightToLeft),
        ("ثم قُصفت المديرية", "ltr", Qt.LayoutDirection.RightToLeft),
    ],
)
def test_passages_run_the_way_they_are_written(
    quote: str, direction: str, expected: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    layout = lay_out(replace(PASSAGE, quote=quote, direction=direction))
    assert layout.textOption().textDirection() == expected
    assert height(layout) > 0
