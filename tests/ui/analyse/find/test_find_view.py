"""Find in everything: what was found in its context, by keys, narrowed, and never for another coder."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.actions import add_document
from app.find.queries import Hit
from app.sought import Query
from app.ui import jobs
from app.ui.analyse import AnalyseWorkspace
from app.ui.analyse.find.find_view import FindView
from app.ui.analyse.find.hits_model import FIRST_OF_DOCUMENT, PAGE
from app.ui.kit.table import ROW
from app.ui.session import ProjectSession
from tests.study import BAKER, Study


@pytest.fixture
def session(study: Study) -> Iterator[ProjectSession]:
    study.code("the flour", memo="Which flour?", coder_id=study.murat)
    session = ProjectSession(study.project)
    session.coder_id = study.ana
    session.look()
    yield session
    session._timer.stop()


@pytest.fixture
def view(session: ProjectSession, qtbot: QtBot) -> Iterator[FindView]:
    workspace = AnalyseWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1000, 700)
    workspace.show()
    workspace.find_words()
    yield workspace.finding
    jobs.cancel_all(workspace)


@pytest.fixture
def finds(view: FindView, qtbot: QtBot) -> Callable[[str], list[str]]:
    def find(words: str) -> list[str]:
        with qtbot.waitSignal(view.looked):
            view.form.words.setText(words)
        return shown(view)

    return find


def shown(view: FindView) -> list[str]:
    hits: list[Hit] = [view.model.row(line) for line in range(view.model.rowCount())]
    return [f"{hit.holding.piece.where} {hit.holding.text[hit.start : hit.end]}" for hit in hits]


def test_what_is_typed_is_found_in_texts_and_memos_under_their_documents(
    view: FindView, finds: Callable[[str], list[str]]
) -> None:
    in_text = BAKER.casefold().count("flour")
    assert finds("FLOUR") == [*["texts flour"] * in_text, "memos flour"]
    assert f"{in_text + 1} places" in view.count.text()
    heads = [view.model.index(line, 0).data(FIRST_OF_DOCUMENT) for line in range(in_text + 1)]
    assert heads == [in_text, *[0] * (in_text - 1), 1]
    assert finds("zeppelin") == []
    assert view.hint.text() == "Nothing was found."


def test_enter_goes_into_the_list_and_opens_the_place(
    view: FindView, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    finds("stayed")
    QTest.keyClick(view.form.words, Qt.Key.Key_Return)
    assert view.list.currentIndex().row() == 0
    with qtbot.waitSignal(view.passage_opened) as opened:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    start = BAKER.index("stayed")
    assert opened.args == [1, start, start + 6]


def test_a_memo_opens_its_passage_and_a_definition_its_code(
    view: FindView, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    finds("which flour")
    with qtbot.waitSignal(view.passage_opened) as opened:
        view.list.open(view.model.index(0, 0))
    start = BAKER.index("the flour")
    assert opened.args == [1, start, start + 9]
    assert finds("hard life") == ["definitions Hard life"]
    with qtbot.waitSignal(view.code_opened) as code:
        view.list.open(view.model.index(0, 0))
    assert code.args == [2]


def test_narrowed_to_a_coder_only_what_that_one_coded_is_left(
    view: FindView, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    finds("flour")
    with qtbot.waitSignal(view.looked):
        view.form.coded.setCurrentIndex(view.form.coded.findData("with"))
    assert shown(view) == ["texts flour", "memos flour"]
    with qtbot.waitSignal(view.looked):
        view.form.coded.setCurrentIndex(view.form.coded.findData("without"))
    assert len(shown(view)) == BAKER.casefold().count("flour") - 1
    view.form.widen()
    assert view.form.narrowed() is False


def test_what_can_not_be_sought_is_said_and_an_empty_query_invites(
    view: FindView, finds: Callable[[str], list[str]]
) -> None:
    finds("flour")
    view.form.how.setCurrentIndex(view.form.how.count() - 1)
    view.form.words.setText("(")
    QTest.keyClick(view.form.words, Qt.Key.Key_Return)
    assert "no regular expression" in view.hint.text()
    view.form.words.clear()
    QTest.keyClick(view.form.words, Qt.Key.Key_Return)
    assert view.hint.text().startswith("Type what you look for")


def test_many_places_come_page_by_page_and_all_are_counted(
    view: FindView, study: Study, finds: Callable[[str], list[str]]
) -> None:
    for name in "AB":
        study.project.do("Import", add_document, name=name, text="la " * (2 * PAGE))
    finds("la")
    assert f"{4 * PAGE} places" in view.count.text()
    before = view.model.rowCount()
    assert PAGE <= before < 4 * PAGE
    while view.model.canFetchMore(view.list.rootIndex()):
        view.model.fetchMore(view.list.rootIndex())
    assert view.model.rowCount() == 4 * PAGE
    assert view.model.index(2 * PAGE, 0).data(ROW).holding.document == "B"


def test_a_change_is_looked_at_again_and_the_place_in_the_list_stays(
    view: FindView, study: Study, session: ProjectSession, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    finds("flour")
    view.list.setCurrentIndex(view.model.index(1, 0))
    session.do("Import", add_document, name="Other", text="Flour!")
    qtbot.waitUntil(lambda: "texts Flour" in shown(view))
    assert view.list.currentIndex().row() == 1


def test_what_one_coder_looked_for_is_not_for_the_next(
    view: FindView, study: Study, session: ProjectSession, finds: Callable[[str], list[str]]
) -> None:
    finds("flour")
    session.coder_id = study.murat
    session.coder_changed.emit(study.murat)
    assert view.form.words.text() == ""
    assert shown(view) == []


def test_all_places_are_copied_with_their_words(view: FindView, finds: Callable[[str], list[str]]) -> None:
    finds("stayed")
    view.copy_all.click()
    head, line = QGuiApplication.clipboard().text().strip().split("\n")
    assert head.split("\t") == ["Document", "What", "Start", "End", "Before", "Words", "After"]
    assert line.split("\t")[5] == "stayed"


def test_a_query_that_comes_along_is_sought_at_once(view: FindView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.looked):
        view.begin(Query("stay", whole_words=True))
    assert shown(view) == []
    assert view.form.whole_words.isChecked()


def test_what_was_found_is_coded_with_ticks_in_one_action(
    view: FindView, study: Study, qtbot: QtBot, finds: Callable[[str], list[str]]
) -> None:
    finds("the")
    dialog = view.open_coding()
    dialog.unit.setCurrentIndex(dialog.unit.findData("word"))
    dialog.code.setCurrentIndex(dialog.code.findData(study.hard_life))
    qtbot.waitUntil(dialog.ok.isEnabled)
    words = [row.words for row in dialog.chosen()]
    assert any("[They]" in line for line in words)
    dialog.model.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert len(dialog.chosen()) == len(words) - 1
    with qtbot.waitSignal(view.news) as news:
        dialog.ok.click()
    assert news.args == [f"{len(words) - 1} passages were coded."]
    assert study.project.undo_label() == "Apply “Hard life” to what was found"
    again = view.open_coding()
    again.unit.setCurrentIndex(again.unit.findData("word"))
    again.code.setCurrentIndex(again.code.findData(study.hard_life))
    qtbot.waitUntil(again.ok.isEnabled)
    assert len(again.chosen()) == 1
    assert "have it already" in again.sentence.text()
    again.done(0)


def test_only_words_in_texts_are_coded(view: FindView, finds: Callable[[str], list[str]]) -> None:
    finds("which flour")
    assert not view.code_found.isEnabled()
