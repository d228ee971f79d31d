"""The list of documents: its order, several chosen at once, renamed by F2, walked through as listed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.documents.queries import documents
from app.rounds.actions import create_round
from app.rounds.queries import assignments
from app.ui.documents import many
from app.ui.documents.dialogs import RenameDialog
from app.ui.documents.importing import import_files
from app.ui.documents.many import ManyPropertiesDialog
from app.ui.documents.model import ID
from app.ui.project_page import ProjectPage

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def people(page: ProjectPage, qtbot: QtBot, tmp_path: Path) -> ProjectPage:
    """Five more documents, imported as a file system lists them."""
    files = [tmp_path / f"P{number}.txt" for number in (1, 10, 11, 2, 3)]
    for file in files:
        file.write_text(f"Text of {file.stem}.", encoding="utf-8")
    import_files(page.window(), page.session, page.window().messages, files, page.shows_document())
    qtbot.waitUntil(lambda: len(page.code.entries()) == 7)
    return page


def names(page: ProjectPage) -> list[str]:
    return [entry.document.name for entry in page.code.entries()]


def click(
    page: ProjectPage, name: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    view = page.code.documents.view
    QTest.mouseClick(view.viewport(), LEFT, modifiers, place(page, name))


def place(page: ProjectPage, name: str) -> QPoint:
    view = page.code.documents.view
    model = view.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
    return view.visualRect(model.index(row, 0)).center()


def ids(page: ProjectPage, *wanted: str) -> list[int]:
    return [entry.document.id for entry in page.code.entries() if entry.document.name in wanted]


def test_documents_are_listed_as_people_count(people: ProjectPage) -> None:
    assert names(people) == ["Baker", "Driver", "P1", "P2", "P3", "P10", "P11"]
    people.session.undo()
    assert names(people) == ["Baker", "Driver"]


def test_several_are_chosen_without_opening_them_and_outlive_a_change(people: ProjectPage) -> None:
    panel = people.code.documents
    click(people, "P1")
    click(people, "P3", CONTROL)
    click(people, "P11", CONTROL)
    assert people.code.current().document.name == "P1"
    assert panel.chosen() == ids(people, "P1", "P3", "P11")
    many.complete(people.session, panel.chosen(), completed=True)
    assert panel.chosen() == ids(people, "P1", "P3", "P11")
    states = {entry.document.name: entry.state for entry in people.code.entries()}
    assert [name for name, state in states.items() if state == "completed"] == ["P1", "P3", "P11"]
    click(people, "P2")
    click(people, "P10", SHIFT)
    assert panel.chosen() == ids(people, "P2", "P3", "P10")
    people.session.undo()
    assert {entry.state for entry in people.code.entries()} == {"not started"}


def test_f2_asks_for_another_name_where_the_list_has_the_keys(people: ProjectPage) -> None:
    click(people, "P2")
    view = people.code.documents.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    dialog = people.window().findChild(RenameDialog)
    assert dialog.name.text() == "P2"
    dialog.name.setText("P4")
    dialog.save()
    assert names(people)[3] == "P4"


def test_documents_are_put_elsewhere_by_dragging_and_back_by_name(people: ProjectPage) -> None:
    panel = people.code.documents
    shown = panel.view.model()
    rows = [shown.index(row, 0) for row in range(shown.rowCount())]
    data = shown.mimeData([rows[3], rows[5]])  # P2 and P10
    assert shown.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, rows[0].parent())
    assert names(people) == ["P2", "P10", "Baker", "Driver", "P1", "P3", "P11"]
    many.sort(people.session)
    assert names(people) == ["Baker", "Driver", "P1", "P2", "P3", "P10", "P11"]
    people.session.undo()
    assert names(people)[0] == "P2"


def test_a_drop_in_a_narrowed_list_means_the_document_that_is_seen_below(people: ProjectPage) -> None:
    panel = people.code.documents
    panel.filter.setText("P1")
    shown = panel.view.model()
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == ["P1", "P10", "P11"]
    data = shown.mimeData([shown.index(2, 0)])
    assert shown.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, shown.index(0, 0).parent())
    assert names(people) == ["Baker", "Driver", "P1", "P2", "P3", "P11", "P10"]


def test_next_and_previous_walk_through_what_is_listed(people: ProjectPage) -> None:
    people.code.open_document(ids(people, "P1")[0])
    people.code.documents.filter.setText("p1")
    assert people.code.head.place.text() == "1/3"
    people.code.step(1)
    assert people.code.current().document.name == "P10"
    people.code.step(-1)
    people.code.step(-1)
    assert people.code.current().document.name == "P1"
    assert not people.code.head.before.isEnabled()
    people.code.open_document(ids(people, "P2")[0])
    people.code.step(1)
    assert people.code.current().document.name == "P10"
    people.code.documents.filter.clear()
    assert people.code.head.place.text() == "6/7"


def test_the_list_finds_names_as_they_are_typed(people: ProjectPage) -> None:
    people.session.do(
        "Rename", many.change_document, document_id=ids(people, "P3")[0], name="Didn’t leave, café"
    )
    for typed in ("didn't", "CAFE", "café"):
        people.code.documents.filter.setText(typed)
        assert people.code.documents.listed() == ids(people, "Didn’t leave, café")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_several_acts_on_all_of_them(people: ProjectPage, qtbot: QtBot) -> None:
    chosen = ids(people, "P1", "P2", "P10")
    coder = people.session.coder()
    round_id = people.session.do(
        "Plan",
        create_round,
        name="Round 1",
        document_ids=ids(people, "Baker"),
        coder_ids=[coder],
        blind=False,
    )
    for name, modifiers in (("P1", Qt.KeyboardModifier.NoModifier), ("P2", CONTROL), ("P10", CONTROL)):
        click(people, name, modifiers)
    view = people.code.documents.view
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place(people, "P2"), view.viewport().mapToGlobal(place(people, "P2"))
    )
    QApplication.sendEvent(view.viewport(), event)
    menu = next(one for one in people.code.documents.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions()]
    assert "Properties of all 3…" in words
    assigning = next(action.menu() for action in menu.actions() if action.text() == "Assign in a round")
    assigning.actions()[0].menu().actions()[0].trigger()
    menu.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with people.session.project.read() as reading:
        assert {row.document_id for row in assignments(reading, round_id)} >= set(chosen)


def test_properties_of_several_change_only_what_is_written(people: ProjectPage) -> None:
    chosen = ids(people, "P1", "P2")
    many.describe(people.window(), people.session, chosen)
    dialog = people.window().findChild(ManyPropertiesDialog)
    QTest.keyClicks(dialog.fields["place"], "Rakka")
    dialog.save()
    with people.session.project.read() as reading:
        rows = {row.name: row for row in documents(reading)}
    assert [rows[name].place for name in ("P1", "P2", "P3")] == ["Rakka", "Rakka", ""]
    assert rows["P1"].language == rows["P3"].language


def test_several_are_removed_after_one_question_and_come_back_by_one_undo(
    people: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(*said: Any) -> bool:
        asked.append(said[1].words)
        return True

    monkeypatch.setattr(many, "confirmed", agree)
    many.remove(people.window(), people.session, ids(people, "P1", "P2", "P10"))
    assert asked == ["Remove 3 documents from the project?"]
    assert names(people) == ["Baker", "Driver", "P3", "P11"]
    people.session.undo()
    assert names(people) == ["Baker", "Driver", "P1", "P2", "P3", "P10", "P11"]


def test_a_dragged_row_keeps_its_id(people: ProjectPage) -> None:
    shown = people.code.documents.view.model()
    assert [shown.index(row, 0).data(ID) for row in range(3)] == ids(people, "Baker", "Driver", "P1")


def test_documents_are_put_into_groups_and_the_list_is_narrowed_to_one(people: ProjectPage) -> None:
    panel = people.code.documents
    assert [panel.narrowing.itemText(n) for n in range(panel.narrowing.count())] == ["All documents"]
    ids = [entry.document.id for entry in people.code.entries() if entry.document.name in ("P2", "P10")]
    many.group(people.session, ids, "Second wave")
    assert not panel.narrowing.isHidden()
    panel.narrowing.setCurrentIndex(panel.narrowing.findText("Second wave"))
    assert sorted(panel.listed()) == sorted(ids)
    many.group(people.session, ids[:1], "Second wave", out=True)
    assert panel.listed() == ids[1:]
    many.group(people.session, ids[1:], "Second wave", out=True)
    assert len(panel.listed()) == 7
