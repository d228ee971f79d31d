"""The codebook goes out as a spreadsheet and comes back in, after its changes were shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.ui import jobs
from app.ui.codebook import CodebookPanel
from app.ui.codebook.spreadsheets.actions import CodebookSpreadsheets
from app.ui.codebook.spreadsheets.plan_dialog import PlanDialog
from app.ui.session import ProjectSession
from tests.ui.codebook.outline import outline


@pytest.fixture
def spreadsheets(panel: CodebookPanel) -> Iterator[CodebookSpreadsheets]:
    """What the panel exports and imports with; the work has ended when the test has."""
    yield panel.editing.spreadsheets
    jobs.cancel_all(panel)


def planned(panel: CodebookPanel, qtbot: QtBot) -> PlanDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in panel.findChildren(PlanDialog)))
    return next(one for one in panel.findChildren(PlanDialog) if one.isVisible())


def test_what_was_exported_changes_nothing_when_it_comes_back(
    panel: CodebookPanel, spreadsheets: CodebookSpreadsheets, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "codes.csv"
    with qtbot.waitSignal(panel.news) as told:
        spreadsheets.export(path)
    assert "6 codes" in told.args[0]
    spreadsheets.plan_import(path)
    dialog = planned(panel, qtbot)
    assert dialog.words.text() == "Nothing: the codebook says all of this already."
    assert not dialog.ok.isEnabled()


def test_the_changes_of_an_import_are_shown_and_then_made_as_one_action(
    panel: CodebookPanel,
    spreadsheets: CodebookSpreadsheets,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code,parent,use_when\nFaith,Joining,Belief draws him in.\nFear,Joining,\n", "utf-8")
    before = outline(panel)
    spreadsheets.plan_import(path)
    dialog = planned(panel, qtbot)
    assert "Codes added: 1. Codes changed: 1." in dialog.words.text()
    assert "stay as they are: 5" in dialog.words.text()
    assert outline(panel) == before
    with qtbot.waitSignal(panel.news):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert outline(panel) == [*before, "- Fear"]
    session.undo()
    assert outline(panel) == before


def test_an_import_that_came_too_late_is_refused_in_its_window_which_stays(
    panel: CodebookPanel,
    spreadsheets: CodebookSpreadsheets,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code,parent,use_when\nFear,Joining,\n", "utf-8")
    spreadsheets.plan_import(path)
    dialog = planned(panel, qtbot)
    session.project.do("Add", add_code, name="Fear")  # a colleague, just before
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "changed" in dialog.problem.text()
    dialog.reject()
