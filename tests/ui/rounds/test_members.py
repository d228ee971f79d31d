"""A lead changes who codes in an open round; its coders propose codes where it locks the codebook."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.codebook.actions import add_code
from app.codebook.proposals import proposals
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.rounds.actions import change_round, create_round
from app.rounds.membership import members
from app.rounds.queries import rounds
from app.store.history import history
from app.ui import opening
from app.ui.codebook.revising.proposals_dialog import ProposalsDialog
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.dialog import RoundsDialog
from app.ui.rounds.members import MembersDialog
from tests.ui.pages import select


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    """Ana leads; Murat codes “Baker” in a round."""
    window.resize(1200, 720)
    session = opening.new_project(tmp_path / "study.intercoder", "Ana")
    for name in ("Baker", "Driver"):
        session.do("Import", add_document, name=name, text="They took the flour and left.")
    murat = session.do("Add", add_coder, name="Murat")
    session.do("Add", add_coder, name="Zoe")
    session.do("Add", add_code, name="Faith")
    session.do("Plan", create_round, name="One", document_ids=[1], coder_ids=[murat])
    window.enter(session)
    page = window.project_page()
    page.open_document(1)
    return page


def form_of(page: ProjectPage) -> MembersDialog:
    dialog = RoundsDialog(page.window(), page.session)
    dialog.show()
    QTest.mouseClick(dialog.members, Qt.MouseButton.LeftButton)
    form = dialog.findChild(MembersDialog)
    assert form is not None
    return form


def tick(form: MembersDialog, which: str, name: str) -> None:
    model = getattr(form, which).list._model
    item = next(model.item(row) for row in range(model.rowCount()) if model.item(row).text() == name)
    item.setCheckState(Qt.CheckState.Checked)


def test_an_open_round_gains_a_coder_and_a_document_in_its_window(page: ProjectPage) -> None:
    form = form_of(page)
    tick(form, "coders", "Zoe")
    tick(form, "documents", "Driver")
    form.lock.setChecked(True)
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    with page.session.project.read() as reading:
        now = members(reading, 1)
        assert (now.coder_ids, now.document_ids) == (frozenset({2, 3}), frozenset({1, 2}))
        assert rounds(reading)[0].codebook_locked
        assert history(reading, limit=1)[0].label == "Change round “One”: + Zoe, Driver"


def test_a_new_code_becomes_a_proposal_where_the_round_locks_the_codebook(page: ProjectPage) -> None:
    form = form_of(page)
    form.lock.setChecked(True)
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    page.session.coder_id = 2
    select(page, "flour")
    told: list[str] = []
    page.code.coding.stepped.connect(told.append)
    page.code.coding.apply_new_code("Hunger")
    with page.session.project.read() as reading:
        assert [code.name for code in codebook(reading)] == ["Faith"]
        (one,) = proposals(reading)
        assert (one.kind, one.text, one.document_id, one.coder_id) == ("new", "Hunger", 1, 2)
    assert told == ["“One” locks the codebook: the code “Hunger” was proposed, and waits for the lead."]
    with pytest.raises(UserError, match="“One” locks the codebook until it is closed"):
        page.code.codebook.editing.rename_to(1, "Trust", "Faith")
    page.session.coder_id = 1
    page.code.codebook.editing.rename_to(1, "Trust", "Faith")
    with page.session.project.read() as reading:
        assert [code.name for code in codebook(reading)] == ["Trust"]
    page.session.do("Open", change_round, round_id=1, blind=False)  # what others propose blind waits
    page.code.codebook.editing.revising.show_proposals()
    dialog = page.window().findChild(ProposalsDialog)
    assert dialog.list.item(0).text() == "A new code\nHunger"
    QTest.mouseClick(dialog.accept_it, Qt.MouseButton.LeftButton)
    with page.session.project.read() as reading:
        assert [code.name for code in codebook(reading)] == ["Trust", "Hunger"]
        assert proposals(reading)[0].state == "accepted"
    assert page.session.undo() == "Accept a proposal: A new code “Hunger”"
    with page.session.project.read() as reading:
        assert [code.name for code in codebook(reading)] == ["Trust"]
        assert proposals(reading)[0].state == "open"
    dialog.close()
