"""Two windows with one form: the second to save is told what the first wrote, and loses nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code
from app.codebook.queries import codebook
from app.coding.actions import apply_code, change_coding
from app.coding.queries import passages
from app.documents.actions import add_document
from app.errors import Conflict
from app.store import Project
from app.ui import opening
from app.ui.codebook.editing.colours import ColourGrid
from app.ui.codebook.tree.delegate import NameField
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from tests.ui.pages import open_memo


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    window.resize(1200, 720)
    session = opening.new_project(tmp_path / "study.intercoder", "Ana")
    document = session.do("Import", add_document, name="Baker", text="They took the flour and left.")
    code = session.do("Add", add_code, name="Faith")
    where = {"document_id": document, "code_id": code, "coder_id": session.coder(), "start": 14, "end": 19}
    session.do("Apply", apply_code, **where)  # type: ignore[arg-type]  # ids
    window.enter(session)
    found = window.project_page()
    found.open_document(document)
    return found


@pytest.fixture
def colleague(page: ProjectPage) -> Iterator[Project]:
    with Project.open(page.session.project.location, station="elsewhere") as project:
        yield project


def definition(page: ProjectPage) -> str:
    with page.session.project.read() as session:
        return codebook(session)[0].full_definition


def test_a_definition_that_a_colleague_wrote_meanwhile_is_not_stored_over_unseen(
    page: ProjectPage, colleague: Project
) -> None:
    panel = page.code.codebook
    panel.select_code(1)
    dialog = panel.editing.edit()
    field = dialog.texts["full_definition"]
    QTest.keyClicks(field, "mine")
    colleague.do("Define", change_code, code_id=1, full_definition="What she wrote for an hour")
    page.session.look()
    dialog.ok.click()
    assert dialog.isVisible()
    assert "What she wrote for an hour" in dialog.problem.text()
    assert "“mine”" in dialog.problem.text()
    assert definition(page) == "What she wrote for an hour"
    assert field.toPlainText() == "mine"
    QTest.keyClicks(field, " and hers")
    dialog.ok.click()
    assert definition(page) == "mine and hers"


def name_field(page: ProjectPage, qtbot: QtBot) -> NameField:
    tree = page.code.codebook.tree
    qtbot.waitUntil(lambda: tree.indexWidget(tree.currentIndex()) is not None)
    field = tree.indexWidget(tree.currentIndex())
    assert isinstance(field, NameField)
    qtbot.waitUntil(field.hasFocus)
    return field


@pytest.mark.parametrize("looks", [False, True], ids=["unseen", "read anew while typing"])
def test_a_name_that_a_colleague_gave_meanwhile_is_not_replaced_unseen(
    page: ProjectPage, colleague: Project, qtbot: QtBot, *, looks: bool
) -> None:
    tree = page.code.codebook.tree
    tree.select(1)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_F2)
    QTest.keyClicks(name_field(page, qtbot), "Belief")
    colleague.do("Rename", change_code, code_id=1, name="Religion")
    if looks:
        colleague.do("Add", add_code, name="Work")
        page.session.look()
    QTest.keyClick(name_field(page, qtbot), Qt.Key.Key_Return)
    messages = page.window().messages
    qtbot.waitUntil(lambda: "Religion" in messages.text())
    told = messages.text()
    assert "“Belief”" in told
    with page.session.project.read() as session:
        assert codebook(session)[0].name == "Religion"
    field = name_field(page, qtbot)
    assert field.text() == "Belief"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.code.codebook.model.rows()[0].name == "Belief")


def test_a_colour_that_a_colleague_gave_meanwhile_is_not_replaced_unseen(
    page: ProjectPage, colleague: Project
) -> None:
    panel = page.code.codebook
    panel.select_code(1)
    menu = panel.editing.menu()
    grid = menu.findChild(ColourGrid)
    other = next(button for button in grid.buttons.values() if not button.isChecked())
    colleague.do("Recolour", change_code, code_id=1, colour="#123456")
    with pytest.raises(Conflict, match="#123456"):
        panel.editing.recolour(panel.model.rows()[0], "#654321")
    page.session.look()
    other.click()
    assert "#123456" in page.window().messages.text()
    with page.session.project.read() as session:
        assert codebook(session)[0].colour == "#123456"
    panel.editing.recolour(panel.model.rows()[0], "#654321")
    with page.session.project.read() as session:
        assert codebook(session)[0].colour == "#654321"


def test_a_memo_that_was_written_in_another_window_is_not_stored_over_unseen(
    page: ProjectPage, colleague: Project, qtbot: QtBot
) -> None:
    page.code.coding.go_to_next()
    dialog = open_memo(page, qtbot)
    QTest.keyClicks(dialog.words, "mine")
    colleague.do("Memo", change_coding, coding_id=1, coder_id=page.session.coder(), memo="hers")
    page.session.look()
    dialog.ok.click()
    assert dialog.isVisible()
    assert "hers" in dialog.problem.text()
    assert dialog.words.toPlainText() == "mine"
    dialog.ok.click()
    with page.session.project.read() as session:
        assert passages(session)[0].coding.memo == "mine"
