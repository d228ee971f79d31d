"""Words of a project stay words: in labels, tips, boxes, buttons and menus."""

import pytest
from PySide6.QtGui import Qt as Reading
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.kit.plain import Label, MessageBox, literal, plain_tip, without_keys

NAME = '<img src="file://host/share/x.png">Q&A <b>bold</b>'


def read(tip: str) -> str:
    """What a tip shows, as Qt reads it."""
    document = QTextDocument()
    if Reading.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    return document.toPlainText()


def test_a_label_shows_markup_as_the_signs_that_it_is_made_of(qtbot: QtBot) -> None:
    label = Label("<b>a</b>")
    qtbot.addWidget(label)
    plain = QLabel("a", textFormat=label.textFormat())
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > 3 * plain.sizeHint().width()


@pytest.mark.parametrize("words", [NAME, "Health & safety", "a <b", "one\ntwo", "words " * 100 + NAME])
def test_a_tip_says_just_its_words_and_loads_nothing(words: str) -> None:
    assert read(plain_tip(words)) == words.strip()


def test_a_tip_of_one_short_line_is_left_as_it_is() -> None:
    assert (plain_tip("Money and work"), plain_tip(""), plain_tip(None)) == ("Money and work", "", "")


def test_a_long_tip_is_broken_into_lines() -> None:
    assert Reading.mightBeRichText(plain_tip("a long definition " * 20))


def test_a_button_shows_the_ampersand_of_a_name(qtbot: QtBot) -> None:
    button = QPushButton(literal("Q&A"))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert without_keys(button.text()) == "Q&A"
    assert without_keys("&Save it") == "Save it"


def test_a_box_takes_its_question_and_its_consequences_as_plain_words(qtbot: QtBot) -> None:
    box = MessageBox(None, "Delete", f"Delete “{NAME}”?", NAME)
    qtbot.addWidget(box)
    formats = {label.textFormat() for label in box.findChildren(QLabel) if label.text()}
    assert formats == {Reading.TextFormat.PlainText}
