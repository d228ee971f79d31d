"""All passages of a code: found, narrowed, opened, copied."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.coding.actions import apply_code, remove_codings
from app.documents.actions import add_document
from app.models import Coding
from app.report.codings import in_words
from app.rounds.actions import create_round
from app.store.journal import WriteSession
from app.ui.analyse import AnalyseWorkspace
from app.ui.analyse.passages_model import PAGE
from app.ui.analyse.passages_view import PassagesView
from app.ui.kit.checklist import Checklist
from app.ui.kit.table import ROW
from app.ui.session import ProjectSession
from app.ui.surface.passage_rows import HEAD
from tests.study import BAKER, Study

ALL = ["They took the flour for themselves", "for themselves", "We queued", "He stayed"]


def shown(view: PassagesView) -> list[str]:
    return [view.model.index(row, 0).data() for row in range(view.model.rowCount())]


def select(view: PassagesView, row: int) -> None:
    view.list.setCurrentIndex(view.model.index(row, 0))
    view.list.setFocus()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def only(checklist: Checklist, *names: str) -> None:
    """Choose a few names as a person does: none, then each."""
    checklist.list.none.click()
    model = checklist.list.view.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if index.data() in names:
            model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)


def test_all_passages_are_shown_with_their_number(view: PassagesView) -> None:
    assert shown(view) == ALL
    assert view.count.text() == "4 passages in 1 document"


def test_passages_that_others_code_blind_are_said_to_be_missing_and_not_that_there_are_none(
    view: PassagesView, study: Study, session: ProjectSession, qtbot: QtBot
) -> None:
    people = [study.ana, study.murat]
    study.project.do("Plan", create_round, name="One", document_ids=[study.baker], coder_ids=people)
    with qtbot.waitSignal(view.found):
        session.look()
    missing = "What others code in an open blind round is not counted."
    assert view.count.text() == f"{len(ALL) - 1} passages in 1 document · {missing}"
    with study.project.read() as reading:
        own = [row.id for row in reading.query(Coding).where(Coding.coder_id == study.ana)]
    study.project.do("Remove", remove_codings, coding_ids=own, coder_id=study.ana)
    with qtbot.waitSignal(view.found):
        session.look()
    assert view.hint.text() == f"Nothing to be seen here.\n\n{missing}"


def test_a_code_shows_its_passages_and_those_of_the_codes_under_it(
    workspace: AnalyseWorkspace, view: PassagesView, study: Study, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.found):
        workspace.show_code(study.corruption)
    assert shown(view) == [ALL[0], ALL[1], ALL[3]]
    assert view.list.currentIndex().row() == 0
    assert workspace.focusWidget() is view.list
    with qtbot.waitSignal(view.found):
        view.filters.with_below.click()
    assert shown(view) == ALL[:2]


def test_passages_are_narrowed_by_coder_words_and_doubt(view: PassagesView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.found):
        only(view.filters.coders, "Ana Yilmaz")
    assert view.filters.coders.text().startswith("Ana Yilmaz")
    assert shown(view) == [ALL[0], ALL[2], ALL[3]]
    with qtbot.waitSignal(view.found):
        qtbot.keyClicks(view.filters.words, "FLOUR")
    assert shown(view) == [ALL[0]]
    with qtbot.waitSignal(view.found):
        view.filters.unsure.click()
    assert shown(view) == []
    assert "No passage fits all of this." in view.hint.text()
    with qtbot.waitSignal(view.found):
        qtbot.mouseClick(view.clear, Qt.MouseButton.LeftButton)
    assert shown(view) == ALL
    assert view.filters.coders.chosen() is None


def test_passages_of_several_coders_are_shown_at_once(view: PassagesView, qtbot: QtBot) -> None:
    names = [view.filters.coders.list.view.model().index(row, 0).data() for row in range(2)]
    with qtbot.waitSignal(view.found):
        only(view.filters.coders, names[1])
    assert set(shown(view)) < set(ALL)
    with qtbot.waitSignal(view.found):
        only(view.filters.coders, *names)
    assert shown(view) == ALL


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of hits opens
def test_a_part_of_a_codes_name_finds_it(view: PassagesView, qtbot: QtBot) -> None:
    field = view.filters.code.lineEdit()
    assert field is not None
    field.selectAll()
    with qtbot.waitSignal(view.found):
        qtbot.keyClicks(field, "hard")
        popup = view.filters.code.completer().popup()
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert shown(view) == ["We queued"]


def test_return_opens_the_passage_in_its_text(view: PassagesView, study: Study, qtbot: QtBot) -> None:
    select(view, 2)
    start = BAKER.index("We queued")
    with qtbot.waitSignal(view.passage_opened) as opened:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert opened.args == [study.baker, start, start + len("We queued")]


def test_a_click_on_the_turn_opens_and_a_click_on_the_words_selects(
    view: PassagesView, study: Study, qtbot: QtBot
) -> None:
    index = view.model.index(3, 0)
    option = QStyleOptionViewItem()
    view.list.initViewItemOption(option)
    option.rect = view.list.visualRect(index)
    viewport, left = view.list.viewport(), Qt.MouseButton.LeftButton
    link = view.list.delegate.link_rect(option, index).center()
    with qtbot.assertNotEmitted(view.passage_opened):
        qtbot.mouseClick(viewport, left, pos=QPoint(40, option.rect.bottom() - 8))
    assert [passage.quote for passage in view.list.selected()] == ["He stayed"]
    with qtbot.waitSignal(view.passage_opened) as opened:
        qtbot.mouseClick(viewport, left, pos=link)
    assert opened.args[0] == study.baker


def test_selected_rows_are_copied_as_cells(view: PassagesView, qtbot: QtBot) -> None:
    select(view, 1)
    qtbot.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, cells = (line.split("\t") for line in clipboard().splitlines())
    assert head[5:7] == ["Quote", "Memo"]
    assert cells == [
        "Baker",
        "2",
        "BAKER",
        "Corruption",
        "Murat Kaya",
        "for themselves",
        "'=who?",
        "unsure",
        "by hand",
    ]


def test_everything_found_is_copied_under_a_header(view: PassagesView, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(view.copy_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clipboard() != "")
    lines = clipboard().splitlines()
    assert lines[0].split("\t")[:2] == ["Document", "Turn"]
    assert len(lines) == 1 + len(ALL)


def test_a_coding_elsewhere_appears_and_the_current_passage_stays(
    view: PassagesView, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    select(view, 3)
    study.code("INTERVIEWER")
    with qtbot.waitSignal(view.found):
        session.look()
    assert shown(view) == ["INTERVIEWER", *ALL]
    assert view.list.currentIndex().data() == "He stayed"
    with qtbot.waitSignal(view.found):
        session.undo()
    assert shown(view) == ALL


def test_a_code_without_passages_says_how_to_use_it(
    workspace: AnalyseWorkspace, view: PassagesView, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.found):
        ids = [view.model.index(2, 0).data(ROW).coding.id]
        session.do("Remove", remove_codings, coding_ids=ids, coder_id=study.ana)
    with qtbot.waitSignal(view.found):
        workspace.show_code(study.hard_life)
    assert "Nobody has used this code yet." in view.hint.text()
    assert not view.copy_all.isEnabled()


def test_a_long_list_is_read_page_by_page(
    view: PassagesView, session: ProjectSession, study: Study, qtbot: QtBot
) -> None:
    def code_much(writing: WriteSession) -> None:
        long = add_document(writing, name="Long", text="word " * 500)
        for number in range(PAGE + 50):
            apply_code(
                writing,
                document_id=long,
                code_id=study.corruption,
                coder_id=study.ana,
                start=number * 5,
                end=number * 5 + 4,
            )

    with qtbot.waitSignal(view.found):
        session.do("Code", code_much)
    assert view.count.text() == f"{PAGE + 54} passages in 2 documents"
    assert view.model.rowCount() == PAGE
    heads = [view.model.index(row, 0).data(HEAD) for row in range(6)]
    assert heads == [("Baker", "4"), None, None, None, ("Long", f"{PAGE + 50}"), None]
    view.list.scrollToBottom()
    qtbot.waitUntil(lambda: view.model.rowCount() == PAGE + 54)


def test_a_screen_reader_hears_everything_about_a_passage(view: PassagesView) -> None:
    passage = view.model.index(1, 0).data(ROW)
    assert in_words(passage) == "Corruption, Baker · turn 2, BAKER, Murat Kaya, unsure: for themselves"
