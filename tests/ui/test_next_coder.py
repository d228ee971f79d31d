"""Who sits down next sees nothing of what the coder before did, chose or looked for."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder
from app.rounds.actions import create_round
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace
from tests.ui.pages import select


def murat_in_a_blind_round(page: ProjectPage) -> int:
    do = page.session.do
    murat = do("Add Murat", add_coder, name="Murat")
    ids = [entry.document.id for entry in page.code.entries()]
    do(
        "Make",
        create_round,
        name="Pilot",
        document_ids=ids,
        coder_ids=[page.session.coder(), murat],
        blind=True,
    )
    return murat


def test_selected_words_caret_and_quote_go_with_the_coder_who_chose_them(
    page: ProjectPage, qtbot: QtBot
) -> None:
    ana, murat = page.session.coder(), murat_in_a_blind_round(page)
    text, line = page.code.text, page.code.passage
    select(page, "took the flour")
    QTest.keyClick(text, Qt.Key.Key_1)
    assert text.passage()
    caret = text.caret()
    page.session.coder_id = murat
    qtbot.waitUntil(lambda: "flour" not in line.words.text())
    assert text.passage() is None
    assert text.codings.selected is None
    assert text.selection.coded() is None
    assert text.caret() == 0
    assert not text.selection_bar.isVisible()
    assert page.code.coding.quote(200) == ""
    assert page.code.coding.here() == []
    select(page, "stayed")
    own = text.caret()
    page.session.coder_id = ana
    assert text.caret() == caret
    page.session.coder_id = murat
    assert text.caret() == own


def test_words_that_one_coder_looked_for_are_not_there_for_the_next(page: ProjectPage, qtbot: QtBot) -> None:
    murat = murat_in_a_blind_round(page)
    page.show_workspace(Workspace.ANALYSE)
    passages = page.analyse.passages
    QTest.keyClicks(passages.filters.words, "flour")
    page.show_workspace(Workspace.CODE)
    QTest.keyClicks(page.code.documents.filter, "Bak")
    QTest.keyClicks(page.code.codebook.field, "Hard")
    used = page.code.codebook.tree.current()
    page.session.coder_id = murat
    assert page.code.documents.filter.text() == ""
    assert page.code.codebook.field.text() == ""
    assert page.code.codebook.tree.current() != used
    assert passages.filters.wanted().words == ""
    assert passages.model.rowCount() == 0
