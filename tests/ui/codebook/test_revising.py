"""The dialogs about the codebook's growth in the main window: one of a kind, gone with the project."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.codebook.proposals import EvidencePassage, proposals
from app.ui import opening
from app.ui.codebook.revising.propose_dialog import ProposeDialog
from app.ui.codebook.revising.versions_dialog import VersionsDialog
from app.ui.main_window import MainWindow
from tests.ui.pages import accept_preview


def entered(window: MainWindow, folder: Path) -> None:
    window.enter(opening.new_project(folder / "Pilot.intercoder", "Ana"))
    window.project_page().session.do("Add", add_code, name="Corruption")


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # the display-less platform says it
def test_dialogs_are_open_once_and_close_with_the_project(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    entered(window, tmp_path)
    revising = window.project_page().code.codebook.editing.revising
    for _ in range(2):
        for action in (revising.versions, revising.worklist, revising.proposals):
            action.trigger()
    assert len(window.findChildren(VersionsDialog)) == 1
    assert len(window.findChildren(QDialog)) == 3
    window.close_project()
    del revising, action
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))


def test_the_words_that_are_selected_in_the_text_are_the_evidence_of_a_proposal(
    window: MainWindow, tmp_path: Path, interviews: list[Path], qtbot: QtBot
) -> None:
    entered(window, tmp_path)
    window.take_files(interviews[:1])
    accept_preview(window, qtbot)
    page = window.project_page()
    qtbot.waitUntil(window.has_document)
    page.code.text.setFocus()
    start = page.code.text.toPlainText().index("They took the flour")
    page.open_passage(page.code.coding.document_id, start, start + 19)
    cursor = page.code.text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + 19, cursor.MoveMode.KeepAnchor)
    page.code.text.setTextCursor(cursor)
    page.code.codebook.select_code(1)
    page.code.codebook.editing.revising.propose.trigger()
    dialog = window.findChild(ProposeDialog)
    dialog.text.setPlainText("Not for thieves.")
    dialog.save()
    with page.session.project.read() as reading:
        (one,) = proposals(reading)
    assert (one.code, one.start, one.end) == ("Corruption", start, start + 19)


def test_a_proposal_that_begins_elsewhere_is_told_of_when_it_is_made(
    window: MainWindow, tmp_path: Path, interviews: list[Path], qtbot: QtBot
) -> None:
    entered(window, tmp_path)
    window.take_files(interviews[:1])
    accept_preview(window, qtbot)
    page = window.project_page()
    qtbot.waitUntil(window.has_document)
    passage = EvidencePassage(page.code.coding.document_id, 3, 8, "words")
    page.reconcile.bulk.proposal_wanted.emit(passage, "exclusion", 1, None)
    dialog = window.findChild(ProposeDialog)
    dialog.text.setPlainText("Not where nobody gains by it.")
    with qtbot.waitSignal(page.news):
        dialog.save()
    with page.session.project.read() as reading:
        (one,) = proposals(reading)
    assert (one.kind, one.code, one.text) == ("exclusion", "Corruption", "Not where nobody gains by it.")
    assert (one.document_id, one.start, one.end) == (passage.document_id, 3, 8)
