"""A lead plans a round in the window, coders see how far they are, and the lead closes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coders.actions import add_coder, change_coder
from app.coders.queries import coders
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.rounds.actions import complete_document
from app.rounds.queries import rounds
from app.rounds.snapshot import frozen
from app.store.journal import WriteSession
from app.ui import opening
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog
from app.ui.rounds.new_round import NewRoundDialog
from app.ui.rounds.steps import NameDialog

TEXT = "They took the flour for themselves. We queued from four in the morning."


def fill(session: WriteSession) -> None:
    add_coder(session, name="Murat")
    add_code(session, name="Corruption")
    for name in ("Baker", "Driver", "Nurse", "Teacher"):
        add_document(session, name=name, text=f"{name}. {TEXT}")


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    page = window.project_page()
    page.session.do("Fill", fill)
    return page


@pytest.fixture
def dialog(window: MainWindow, page: ProjectPage, qtbot: QtBot) -> Iterator[RoundsDialog]:
    dialog = RoundsDialog(window, page.session)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


def make(dialog: RoundsDialog, **wished: int) -> NewRoundDialog:
    """Make a round as a person does: open the dialog, choose, press the button."""
    dialog.new.click()
    (new,) = dialog.findChildren(NewRoundDialog)
    for name, value in wished.items():
        getattr(new, name).setValue(value)
    new.ok.click()
    new.deleteLater()
    return new


def answer(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Press the button with these words in every question; returns what was asked."""
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(f"{box.text()}\n{box.informativeText()}")
        next(button for button in box.buttons() if words in button.text()).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def test_an_empty_project_says_what_a_round_is(dialog: RoundsDialog) -> None:
    assert dialog.right.currentIndex() == 1
    assert dialog.chosen() is None


def test_a_new_round_is_listed_with_who_codes_what(dialog: RoundsDialog) -> None:
    make(dialog)
    chosen = dialog.chosen()
    assert chosen is not None
    assert (chosen.name, chosen.kind, chosen.blind, chosen.assigned) == ("Round 1", "pilot", True, 8)
    assert chosen.drawn == "All 4 documents"
    assert dialog.plan.rowCount() == 4
    assert [dialog.plan.headerData(n, Qt.Orientation.Horizontal) for n in (1, 2)] == ["AN  0/4", "MU  0/4"]
    assert dialog.plan.data(dialog.plan.index(0, 1)) == "not started"


def test_documents_are_drawn_and_shared_out_as_the_dialog_says(
    dialog: RoundsDialog, page: ProjectPage
) -> None:
    dialog.new.click()
    (new,) = dialog.findChildren(NewRoundDialog)
    new.which.setCurrentIndex(new.which.findData("drawn"))
    new.number.setValue(2)
    new.seed.setValue(7)
    new.everyone.setChecked(False)
    assert "Documents: 2. Coders for each: 1. Assignments: 2." in new.sentence.text()
    assert "Agreement needs two coders" in new.sentence.text()
    drawn = {one.id for one in new.drawn()}
    new.ok.click()
    with page.session.project.read() as reading:
        (row,) = rounds(reading)
    assert (row.documents, row.assigned, row.seed) == (2, 2, 7)
    assert row.drawn == "2 of 4 documents, drawn at random with seed 7"
    assert {dialog.plan.row(line).id for line in range(2)} == drawn


def test_the_coder_at_work_sees_the_round_and_can_list_only_what_is_assigned(
    dialog: RoundsDialog, page: ProjectPage
) -> None:
    dialog.new.click()
    (new,) = dialog.findChildren(NewRoundDialog)
    new.which.setCurrentIndex(new.which.findData("drawn"))
    new.number.setValue(2)
    new.ok.click()
    assert page.bar.progress.text() == "Round 1, blind: 0 of 2 done"
    panel = page.code.documents
    assert panel.assigned.isVisible()
    panel.assigned.click()
    assert panel.view.model().rowCount() == 2
    document_id = dialog.plan.row(0).id
    page.session.do("Complete", complete_document, document_id=document_id, coder_id=1)
    assert page.bar.progress.text() == "Round 1, blind: 1 of 2 done"
    page.session.undo()
    page.session.undo()
    assert page.bar.progress.text() == "0 of 4 done"
    assert not panel.assigned.isVisible()
    assert panel.view.model().rowCount() == 4


def test_closing_says_what_is_not_completed_and_leaves_it_out(
    dialog: RoundsDialog, page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(dialog)
    document_id = dialog.plan.row(0).id
    page.session.do("Code", apply_code, document_id=document_id, code_id=1, coder_id=1, start=0, end=5)
    page.session.do("Complete", complete_document, document_id=document_id, coder_id=1)
    asked = answer(monkeypatch, "Close and leave them out")
    dialog.close_round.click()
    assert "7 of 8 assignments aren’t completed" in asked[0]
    with page.session.project.read() as reading:
        first, second = (coder.name for coder in coders(reading))
    assert {f"{first} 3", f"{second} 4"} <= set(asked[0].replace("\n", ", ").split(", "))
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.closed_at is not None
    assert not dialog.close_round.isVisible()
    with page.session.project.read() as reading:
        kept = frozen(reading, chosen.id)
    assert kept is not None
    assert kept.completed == {(document_id, 1)}
    assert page.session.undo() == "Close round “Round 1”"
    assert dialog.close_round.isVisible()


def test_a_round_that_nobody_has_completed_is_not_closed_empty_by_mistake(
    dialog: RoundsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(dialog)
    asked = answer(monkeypatch, "Close it empty")
    dialog.close_round.click()
    assert "Nobody has completed a document" in asked[0]
    assert "aren’t completed" not in asked[0]
    assert not dialog.close_round.isVisible()


def test_asked_again_the_person_can_leave_the_round_open(
    dialog: RoundsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(dialog)
    for button, words in ((dialog.close_round, "Cancel"), (dialog.unblind, "Cancel")):
        answer(monkeypatch, words)
        button.click()
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.blind
    assert chosen.closed_at is None


def test_where_there_is_a_lead_nobody_else_plans_or_closes_rounds(
    dialog: RoundsDialog, page: ProjectPage
) -> None:
    make(dialog)
    page.session.do("Lead", change_coder, coder_id=2, role="lead")
    page.session.do("Coder", change_coder, coder_id=1, role="coder")
    dialog.close_round.click()
    QApplication.processEvents()
    (refusal,) = dialog.findChildren(QMessageBox)
    assert "planned and closed by the lead, Murat" in refusal.text()
    refusal.close()
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.closed_at is None
    page.session.coder_id = 2
    dialog.rename.click()
    assert dialog.findChildren(NameDialog)


def test_what_is_being_coded_in_an_open_round_is_not_planned_again(dialog: RoundsDialog) -> None:
    make(dialog)
    dialog.new.click()
    new = dialog.findChildren(NewRoundDialog)[-1]
    assert "Ana codes “Baker” in “Round 1”, which is open." in new.sentence.text()
    assert not new.ok.isEnabled()
    new.reject()


def test_a_round_that_nobody_began_can_be_removed_and_brought_back(
    dialog: RoundsDialog, page: ProjectPage
) -> None:
    make(dialog)
    dialog.remove.click()
    assert dialog.rounds.rowCount() == 0
    page.session.undo()
    assert dialog.rounds.rowCount() == 1
