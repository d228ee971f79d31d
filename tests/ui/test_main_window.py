"""A study from its first minute: make it, import, code as two coders, undo, redo, close, open again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.coding.queries import spans
from app.rounds.queries import work
from app.ui import opening
from app.ui.coders import dialog as coder_dialog
from app.ui.documents.import_preview import ImportPreviewDialog
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.start.new_project import NewProjectDialog
from tests.ui.documents.test_importing import opened
from tests.ui.pages import make_project, open_memo, quotes, select


def test_a_project_is_made_from_the_start_page_by_its_name_and_ones_own(
    window: MainWindow, tmp_path: Path
) -> None:
    make_project(window, tmp_path)
    assert (tmp_path / "Pilot.intercoder").exists()
    assert window.windowTitle() == "Intercoder — Pilot"
    assert "Ana" in window.project_page().bar.coder.text()


def test_what_cannot_be_opened_is_told_in_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "letter.intercoder").write_text("Dear Ana")
    window.start.recent_wanted.emit(str(tmp_path / "letter.intercoder"))
    assert "letter.intercoder" in window.messages.text()
    assert window.page is None


def test_files_dropped_on_the_window_become_documents(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, interviews: list[Path]
) -> None:
    make_project(window, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in interviews])
    drop = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    page = window.project_page()
    opened(qtbot, window, ImportPreviewDialog).ok.click()
    qtbot.waitUntil(lambda: [entry.document.name for entry in page.code.entries()] == ["Baker", "Driver"])
    assert page.code.current().document.name == "Baker"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_imported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, interviews: list[Path]
) -> None:
    make_project(window, tmp_path)
    empty = tmp_path / "Empty.txt"
    empty.write_text("")
    window.files_dropped.emit([interviews[0], empty])
    page = window.project_page()
    opened(qtbot, window, ImportPreviewDialog).ok.click()
    qtbot.waitUntil(lambda: "Empty.txt" in window.messages.text())
    assert [entry.document.name for entry in page.code.entries()] == ["Baker"]


def test_selected_words_take_the_code_whose_key_is_pressed(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    assert quotes(page) == ["took the flour"]


def test_a_code_is_found_by_typing_its_name_and_enter(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "h")
    field = page.code.text.selection_bar.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "ard")
    QTest.keyClick(field, Qt.Key.Key_Return)
    with page.session.project.read() as session:
        codes = [code for _, _, _, code, _ in spans(session, page.code.coding.document_id)]
    assert codes == [code.code_id for code in page.code.coding.codes if code.name == "Hard life"]


def test_two_keys_put_two_codes_on_the_same_words(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    QTest.keyClick(page.code.text, "2")
    assert quotes(page) == ["took the flour", "took the flour"]


def test_everything_can_be_undone_and_done_again(page: ProjectPage) -> None:
    window = page.window()
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    select(page, "queued from four")
    QTest.keyClick(page.code.text, "2")
    page.code.coding.go_to_next()
    QTest.keyClick(page.code.text, Qt.Key.Key_Delete)
    left = quotes(page)
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert quotes(page) == []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert quotes(page) == left
    assert len(left) == 1


def test_the_undo_button_names_what_it_takes_back(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    assert page.code.passage.undo.text() == "Undo: Apply “Corruption”"
    QTest.mouseClick(page.code.passage.undo, Qt.MouseButton.LeftButton)
    assert quotes(page) == []


def let_murat_work(page: ProjectPage) -> None:
    coder_dialog.add(page.session, coder_dialog.CoderEntry("Murat", "", "", "coder"))
    with page.session.project.read() as session:
        page.session.coder_id = next(one.id for one in coders(session) if one.name == "Murat")


def test_a_second_coder_sees_neither_codings_nor_marks_of_the_first(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    QTest.mouseClick(page.code.head.complete, Qt.MouseButton.LeftButton)
    let_murat_work(page)
    assert page.code.coding._extents() == []
    assert page.code.current().state == "not started"
    page.code.shown.show_all()
    assert len(page.code.coding._extents()) == 1


def test_a_sentence_about_one_coder_goes_when_another_sits_down(
    window: MainWindow, page: ProjectPage
) -> None:
    window.messages.show_error("Rounds are planned and closed by the lead.")
    page.session.coder_id = page.session.project.do("Add", add_coder, name="Ben")
    assert window.messages.text() == ""


def test_nobody_removes_a_coding_of_a_colleague(window: MainWindow, page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    let_murat_work(page)
    page.code.shown.show_all()
    page.code.coding.go_to_next()
    QTest.keyClick(page.code.text, Qt.Key.Key_Delete)
    assert quotes(page) == ["took the flour"]
    assert "nobody changes another coder's work" in window.messages.text()


def test_a_completed_mark_counts_in_the_bar_and_in_the_list(page: ProjectPage) -> None:
    QTest.mouseClick(page.code.head.complete, Qt.MouseButton.LeftButton)
    assert page.bar.progress.text() == "1 of 2 done"
    assert page.code.entries()[0].state == "completed"
    with page.session.project.read() as session:
        assert [done.state for done in work(session).values()] == ["completed"]


def test_memo_and_doubt_are_written_below_the_text(page: ProjectPage, qtbot: QtBot) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    page.code.coding.go_to_next()
    dialog = open_memo(page, qtbot)
    QTest.keyClicks(dialog.words, "ask again")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.code.passage.unsure, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    mark = page.code.coding.selected()
    assert (mark.memo, mark.sure) == ("ask again", False)


def test_a_project_opens_again_as_it_was_closed(
    window: MainWindow, page: ProjectPage, tmp_path: Path
) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    let_murat_work(page)
    window.close_project()
    assert [path.name for path in tmp_path.glob("Pilot*")] == ["Pilot.intercoder"]
    QTest.mouseClick(_recent(window), Qt.MouseButton.LeftButton)
    again = window.project_page()
    with again.session.project.read() as session:
        names = {coder.id: coder.name for coder in coders(session)}
    assert names[again.session.coder_id] == "Murat"
    again.code.shown.show_all()
    assert quotes(again) == ["took the flour"]
    assert again.session.project.undo_label() == "Apply “Corruption”"


def _recent(window: MainWindow) -> object:
    from PySide6.QtWidgets import QPushButton

    buttons = window.start.findChildren(QPushButton)
    return next(one for one in buttons if one.property("recent") and one.text().startswith("Pilot"))


def test_the_selection_stays_where_it_was_after_undo(page: ProjectPage) -> None:
    select(page, "He stayed")
    QTest.keyClick(page.code.text, "1")
    place = page.code.text.textCursor().position()
    QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.code.text.textCursor().position() == place
    assert page.code.text.textCursor().selectionEnd() == place
    assert page.code.text.textCursor().movePosition(QTextCursor.MoveOperation.Left)


def test_after_undoing_a_removal_the_coding_is_seen_and_the_step_is_named(
    page: ProjectPage, qtbot: QtBot
) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    first = page.code.current().document.id
    page.code.coding.go_to_next()
    QTest.keyClick(page.code.text, Qt.Key.Key_Delete)
    page.code.step(1)
    QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.code.current().document.id == first
    assert page.code.passage.told.text().startswith("Undone: ")
    lines = page.code.text.lines_on_screen()
    assert lines[0].start <= page.code.text.textCursor().position() <= lines[-1].end


def test_what_was_undone_is_no_longer_told_once_something_else_was_done(page: ProjectPage) -> None:
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.code.passage.told.text().startswith("Undone: ")
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    assert not page.code.passage.told.isVisible()


def test_the_line_below_the_text_has_one_height_whatever_is_coded(page: ProjectPage, qtbot: QtBot) -> None:
    line = page.code.passage
    empty = line.height()
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    page.session.do("Rename", change_code, code_id=page.code.coding.codes[0].code_id, name="الفساد 腐败 g̃")
    page.code.coding.go_to_next()
    qtbot.waitUntil(line.memo.isVisible)
    assert line.height() == empty
    page.code.step(1)
    qtbot.waitUntil(lambda: not line.memo.isVisible())
    assert line.height() == empty


def test_panels_are_hidden_and_shown_and_the_list_of_documents_stays_up_to_date(page: ProjectPage) -> None:
    window = page.window()
    for key in (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9):
        QTest.keyClick(window, key)
    panels = (page.code.documents, page.code.codebook, page.code.passage)
    assert [panel.isVisible() for panel in panels] == [False, False, False]
    QTest.mouseClick(page.code.head.complete, Qt.MouseButton.LeftButton)
    assert page.bar.progress.text() == "1 of 2 done"
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert page.code.documents.isVisible()


def test_the_sample_study_says_where_it_is_kept_and_is_never_made_over(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_documents_folder", lambda: tmp_path)
    window.open_sample()
    qtbot.waitUntil(window.has_project, timeout=20_000)
    place = tmp_path / "Intercoder sample study.intercoder"
    assert str(place) in window.messages.text()
    window.project_page().session.do("Add code", add_code, name="Mine")
    window.close_project()
    window.open_sample()
    qtbot.waitUntil(window.has_project)
    assert "Mine" in [code.name for code in window.project_page().code.coding.codes]


def test_a_folder_that_is_not_there_is_told_in_the_dialog_and_nothing_typed_is_lost(
    window: MainWindow, tmp_path: Path
) -> None:
    QTest.mouseClick(window.start.new, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewProjectDialog)
    dialog.coder.setText("Ana")
    dialog.name.setText("Pilot")
    dialog.folder.setText(str(tmp_path / "nowhere"))
    assert "no folder" in dialog.path_shown.text()
    assert not dialog.ok.isEnabled()
    dialog.folder.setText(str(tmp_path))
    assert dialog.ok.isEnabled()
    assert dialog.is_touched()  # so that leaving it asks
    dialog.done(0)


def test_a_project_that_cannot_be_made_leaves_the_form_open_with_everything_typed(
    window: MainWindow, tmp_path: Path
) -> None:
    QTest.mouseClick(window.start.new, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewProjectDialog)
    name = "A study " + "of many words " * 20  # longer than any system's names of files
    dialog.coder.setText("Ana")
    dialog.folder.setText(str(tmp_path))
    dialog.name.setText(name)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert not window.has_project()
    assert (dialog.name.text(), dialog.coder.text()) == (name, "Ana")
    dialog.name.setText("Short")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert window.has_project()
    assert window.project_page().session.project.location == str(tmp_path / "Short.intercoder")


def drop(target: QWidget, place: QPoint, data: QMimeData) -> None:
    """Carry something over a widget and let it go there, as the window system does."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(place, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, left, none))


def test_selected_words_are_dropped_onto_a_code_and_a_code_onto_them(page: ProjectPage) -> None:
    text, tree = page.code.text, page.code.codebook.tree
    corruption, hard_life = page.code.coding.codes
    select(page, "took the flour")
    row = page.code.codebook.model.index_of(corruption.code_id)
    drop(tree.viewport(), tree.visualRect(row).center(), text.createMimeDataFromSelection())
    assert quotes(page) == ["took the flour"]
    index = page.code.codebook.model.index_of(hard_life.code_id)
    data = page.code.codebook.model.mimeData([index])
    drop(text.viewport(), text.rect_of(text.passage()[0]).center().toPoint(), data)
    assert quotes(page) == ["took the flour", "took the flour"]


def test_no_undo_takes_away_who_is_coding(page: ProjectPage) -> None:
    while page.code.coding.undo():
        pass
    assert "Ana" in page.bar.coder.text()
    assert page.session.coder_id is not None


def test_a_key_without_selected_words_says_what_is_missing(page: ProjectPage) -> None:
    page.code.text.setFocus()
    QTest.keyClick(page.code.text, "1")
    assert "Select a passage" in page.window().messages.text()


def test_after_a_project_is_closed_enter_does_not_make_the_sample(page: ProjectPage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    location = page.session.project.location
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):  # as the person left it who opened the sample
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is window.start.sample
    window.open_location(location)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.has_project())
    assert window.focusWidget() is window.start.new
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert [one.isVisible() for one in window.findChildren(NewProjectDialog)] == [True]
