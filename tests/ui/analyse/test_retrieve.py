"""Retrieving in the window: passages in the text's words, saved queries, and what can't be asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.memos.queries import memos
from app.quotes.queries import quotes
from app.ui.analyse.retrieve.retrieve_view import RetrieveView
from app.ui.analyse.writing.memos_view import MemosView
from app.ui.analyse.writing.quotes_view import QuotesView
from app.ui.session import ProjectSession
from tests.study import BAKER, Study


@pytest.fixture
def session(qtbot: QtBot, study: Study) -> Iterator[tuple[Study, ProjectSession]]:
    study.code("the flour", memo="Which flour?")
    study.code("They took the flour", coder_id=study.murat, code_id=study.hard_life)
    opened = ProjectSession(study.project)
    opened.coder_id = study.ana
    yield study, opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, session: tuple[Study, ProjectSession]) -> RetrieveView:
    made = RetrieveView(session[1])
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def run(qtbot: QtBot, view: RetrieveView, sentence: str) -> None:
    view.words.setText(sentence)
    with qtbot.waitSignal(view.retrieved, timeout=20_000):
        qtbot.keyClick(view.words, Qt.Key.Key_Return)


def test_a_query_shows_its_passages_and_enter_opens_them(qtbot: QtBot, view: RetrieveView) -> None:
    run(qtbot, view, "Corruption inside “Hard life”")
    assert (view.model.total, view.count.text()) == (1, "1 passage in 1 document")
    assert view.model.row(0).quote == "the flour"
    start = BAKER.index("the flour")
    with qtbot.waitSignal(view.passage_opened) as opened:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert opened.args == [1, start, start + 9]


def test_what_can_not_be_asked_is_said_where_passages_would_stand(qtbot: QtBot, view: RetrieveView) -> None:
    for sentence, words in (
        ("Corupt", "There is no code “Corupt”"),
        ("Corruption overlapping", "ends too early"),
        ("Corruption equal to “Hard life”", "Nothing is coded so."),
    ):
        run(qtbot, view, sentence)
        assert words in view.hint.text()
        assert view.model.rowCount() == 0


def test_what_is_coded_meanwhile_appears(
    qtbot: QtBot, view: RetrieveView, session: tuple[Study, ProjectSession]
) -> None:
    run(qtbot, view, "Corruption")
    assert view.model.total == 1
    with qtbot.waitSignal(view.retrieved, timeout=20_000):
        session[0].code("He stayed")
        session[1].look()
    assert view.model.total == 2


def test_a_saved_query_is_taken_again(qtbot: QtBot, view: RetrieveView) -> None:
    run(qtbot, view, "corruption by Ana")
    dialog = view.open_saving()
    assert dialog is not None
    dialog.name.setText("Mine")
    dialog.save()
    view._fill_menu()
    named = [action for action in view._menu.actions() if action.text() == "Mine"]
    view.words.clear()
    with qtbot.waitSignal(view.retrieved, timeout=20_000):
        named[0].trigger()
    assert view.words.text() == "“corruption”, by “Ana”".replace("corruption", "Corruption")


def test_selected_passages_come_into_the_quote_bank_and_are_ordered_there(
    qtbot: QtBot, view: RetrieveView, session: tuple[Study, ProjectSession]
) -> None:
    run(qtbot, view, "anything")
    view.list.selectAll()
    with qtbot.waitSignal(view.news) as told:
        view.add_quotes()
    assert told.args == ["2 passages are in the quote bank now."]
    bank = QuotesView(session[1])
    qtbot.addWidget(bank)
    bank.show()
    bank.list.setCurrentIndex(bank.model.index(0, 0))
    bank.move_current(1)
    session[1].look()
    assert [row.original for row in bank.model.rows()] == ["the flour", "They took the flour"]
    dialog = bank.open_changing()
    assert dialog is not None
    dialog.wording.setPlainText("They took [the] flour")
    dialog.save()
    with session[0].project.read() as reading:
        assert "They took [the] flour" in [row.wording for row in quotes(reading)]


def test_memos_are_written_narrowed_and_deleted_only_by_whose_they_are(
    qtbot: QtBot, session: tuple[Study, ProjectSession]
) -> None:
    view = MemosView(session[1])
    qtbot.addWidget(view)
    view.show()
    assert [row.about for row in view.model.rows()] == ["coding"]
    dialog = view.open_writing()
    dialog.text.setPlainText("See [[Baker: the flour]].")
    dialog.kind.setCurrentText("theory")
    dialog.save()
    session[1].look()
    assert view.model.rowCount() == 2
    view.words.setText("theory")
    assert [row.text for row in view.model.rows()] == ["See [[Baker: the flour]]."]
    view.list.setCurrentIndex(view.model.index(0, 0))
    assert view.change.isEnabled()
    view.words.clear()
    view.list.setCurrentIndex(view.model.index(view.model.line_of(lambda row: row.about == "coding"), 0))
    assert not view.change.isEnabled()
    with qtbot.waitSignal(view.passage_opened):
        view.open_current()
    with session[0].project.read() as reading:
        assert len(memos(reading)) == 2
