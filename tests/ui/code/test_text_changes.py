"""A word is corrected in place, a file taken in, a name replaced, a version restored: by keys and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.actions import add_document
from app.texts.actions import renew_text
from app.ui.code.text_changes import CorrectionDialog, ReplaceNameDialog, TextPreviewDialog, words_at
from app.ui.code.text_versions import LookAgainDialog, TextVersionsDialog
from app.ui.project_page import ProjectPage
from tests.ui.pages import quotes, select

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def shown(page: ProjectPage) -> str:
    return page.code.text.shown.text


def typed(dialog: CorrectionDialog, words: str) -> None:
    QTest.keyClick(dialog.words, Qt.Key.Key_A, CONTROL)
    dialog.words.insert(words)  # QTest types Latin letters only
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)


def wait_for(page: ProjectPage, qtbot: QtBot, kind: type) -> object:
    qtbot.waitUntil(lambda: bool(page.window().findChildren(kind)), timeout=20_000)
    return page.window().findChildren(kind)[0]


def test_f2_corrects_the_word_at_the_caret_and_ctrl_z_brings_it_back(page: ProjectPage) -> None:
    whole = shown(page)
    page.code.text.go_to(whole.index("flour") + 2, whole.index("flour") + 2)
    page.code.text.setFocus()
    QTest.keyClick(page.code.text, Qt.Key.Key_F2)
    dialog = page.window().findChild(CorrectionDialog)
    assert dialog.words.text() == "flour"
    typed(dialog, "wheat")
    assert shown(page) == whole.replace("flour", "wheat")
    QTest.keyClick(page.code.text, Qt.Key.Key_Z, CONTROL)
    assert shown(page) == whole


def test_the_selected_words_are_corrected_and_codings_move(page: ProjectPage) -> None:
    whole = shown(page)
    select(page, "He stayed")
    page.code.coding.apply(1)
    select(page, "for themselves")
    page.code.correct_words()
    typed(page.window().findChild(CorrectionDialog), "for their own use")
    assert shown(page) == whole.replace("for themselves", "for their own use")
    assert quotes(page) == ["He stayed"]


def test_words_that_are_the_same_are_refused_in_the_dialog(page: ProjectPage) -> None:
    select(page, "flour")
    page.code.correct_words()
    dialog = page.window().findChild(CorrectionDialog)
    typed(dialog, "flour")
    assert dialog.isVisible()
    assert "These are the words that stand there" in dialog.problem.text()


def test_a_file_is_compared_taken_in_and_looked_at_again(
    page: ProjectPage, qtbot: QtBot, tmp_path: Path
) -> None:
    whole = shown(page)
    select(page, "the flour for themselves")
    page.code.coding.apply(1)
    file = tmp_path / "new.txt"
    file.write_text(whole.replace("the flour for themselves", "the bread for themselves"), encoding="utf-8")
    page.code.text_changes.compare(page.code.coding.document_id, file)
    preview = wait_for(page, qtbot, TextPreviewDialog)
    assert isinstance(preview, TextPreviewDialog)
    groups = [preview.tree.topLevelItem(index) for index in range(preview.tree.topLevelItemCount())]
    assert "[flour]" in groups[0].child(0).text(1)
    assert "[bread]" in groups[0].child(0).text(2)
    assert groups[1].child(0).text(2) == "the bread for themselves"
    QTest.mouseClick(preview.ok, LEFT)
    assert "bread" in shown(page)
    page.code.look_again()
    again = page.window().findChild(LookAgainDialog)
    assert [line.words_now for line in again.rows.rows()] == ["the bread for themselves"]
    QTest.mouseClick(again.keep, LEFT)
    assert again.rows.rows() == []
    assert not again.nothing.isHidden()


def test_a_lost_coding_is_put_on_other_words(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "He stayed")
    page.code.coding.apply(1)
    without = shown(page).replace("He stayed.", "")
    page.session.do("New", renew_text, document_id=page.code.coding.document_id, new_text=without)
    page.code.look_again()
    again = page.window().findChild(LookAgainDialog)
    (line,) = again.rows.rows()
    assert (line.check.old_words, line.check.outcome) == ("He stayed", "lost")
    assert not again.keep.isEnabled()
    select(page, "Why did you leave")
    QTest.mouseClick(again.mark, LEFT)
    assert again.rows.rows() == []
    assert quotes(page) == ["Why did you leave"]


def test_a_name_is_replaced_after_a_preview_and_a_version_restored(page: ProjectPage, qtbot: QtBot) -> None:
    whole = shown(page)
    page.code.replace_name()
    form = page.window().findChild(ReplaceNameDialog)
    QTest.keyClicks(form.name, "baker")
    QTest.keyClicks(form.other, "P. 7")
    QTest.mouseClick(form.ok, LEFT)
    preview = wait_for(page, qtbot, TextPreviewDialog)
    assert isinstance(preview, TextPreviewDialog)
    QTest.mouseClick(preview.ok, LEFT)
    assert shown(page) == whole.replace("BAKER", "P. 7")
    page.code.open_versions()
    dialog = page.window().findChild(TextVersionsDialog)
    assert [row.version for row in dialog.rows.rows()] == [2, 1]
    qtbot.waitUntil(lambda: not page.window().findChildren(TextPreviewDialog), timeout=20_000)
    QTest.mouseClick(dialog.compare, LEFT)
    preview = wait_for(page, qtbot, TextPreviewDialog)
    assert isinstance(preview, TextPreviewDialog)
    QTest.mouseClick(preview.ok, LEFT)
    assert shown(page) == whole


@pytest.mark.parametrize(
    ("text", "caret", "word"), [("They took it.", 6, "took"), ("مرحبا بكم", 7, "بكم"), ("a  b", 2, "")]
)
def test_the_word_at_the_caret_is_meant(text: str, caret: int, word: str) -> None:
    start, end = words_at(text, caret)
    assert text[start:end] == word


def test_an_arabic_word_is_typed_from_right_to_left(page: ProjectPage, tmp_path: Path) -> None:
    arabic = page.session.do("Import", add_document, name="مقابلة", text="أخذوا الطحين لأنفسهم.\n")
    page.code.open_document(arabic)
    page.code.text_changes.correct(arabic, (6, 12), shown(page))
    dialog = page.window().findChild(CorrectionDialog)
    assert dialog.words.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert not QImage(dialog.grab().toImage()).isNull()
    typed(dialog, "القمح")
    assert shown(page) == "أخذوا القمح لأنفسهم.\n"
