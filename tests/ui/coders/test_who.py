"""Who codes is asked once on each computer; adding a coder or a lead changes nobody's place."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import settings
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.documents.actions import add_document
from app.errors import UserError
from app.store import Project
from app.store.leading import NO_LEAD, without_lead
from app.ui import opening
from app.ui.coders import dialog as coder_dialog
from app.ui.coders.who import WhoDialog
from app.ui.main_window import MainWindow
from app.ui.rounds.dialog import RoundsDialog
from app.ui.session import ProjectSession
from tests.ui.pages import make_project, select


@pytest.fixture
def mailed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that Ana made on her computer and mailed; this one belongs to somebody else."""
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path / "of Ana"))
    opening.new_project(tmp_path / "study.intercoder", "Ana").close()
    copy = tmp_path / "mail" / "study.intercoder"
    copy.parent.mkdir()
    shutil.copyfile(tmp_path / "study.intercoder", copy)
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path / "of Murat"))
    return copy


def asked(window: MainWindow) -> WhoDialog | None:
    found = [one for one in window.findChildren(WhoDialog) if one.isVisible()]
    return found[0] if found else None


def name_at_work(window: MainWindow) -> str:
    session = window.project_page().session
    with session.project.read() as reading:
        return next((one.name for one in coders(reading) if one.id == session.coder_id), "")


def test_a_mailed_project_asks_once_who_is_coding_and_remembers_it(window: MainWindow, mailed: Path) -> None:
    window.open_location(str(mailed))
    dialog = asked(window)
    assert dialog is not None
    assert name_at_work(window) == ""
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.name, "Murat")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert name_at_work(window) == "Murat"
    window.close_project()
    moved = mailed.rename(mailed.with_name("moved.intercoder"))
    window.open_location(str(moved))
    assert asked(window) is None
    assert name_at_work(window) == "Murat"


def test_who_leaves_the_question_only_looks_and_is_asked_again(window: MainWindow, mailed: Path) -> None:
    window.open_location(str(mailed))
    dialog = asked(window)
    assert dialog is not None
    dialog.reject()
    with pytest.raises(UserError, match="Nobody is coding yet"):
        window.project_page().session.coder()
    window.close_project()
    window.open_location(str(mailed))
    again = asked(window)
    assert again is not None
    again.people.buttons()[0].click()
    QTest.mouseClick(again.ok, Qt.MouseButton.LeftButton)
    assert name_at_work(window) == "Ana"


def test_a_name_that_is_taken_is_refused_and_stays_typed(window: MainWindow, mailed: Path) -> None:
    window.open_location(str(mailed))
    dialog = asked(window)
    assert dialog is not None
    QTest.keyClicks(dialog.name, "ana")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "There is a coder “ana” already" in dialog.problem.text()
    assert dialog.name.text() == "ana"


def test_the_maker_is_the_lead_and_is_told_and_never_asked(window: MainWindow, tmp_path: Path) -> None:
    make_project(window, tmp_path)
    assert asked(window) is None
    assert name_at_work(window) == "Ana"
    assert "Ana, you are the lead of this project" in window.messages.text()


@pytest.fixture
def session(window: MainWindow, tmp_path: Path) -> Iterator[ProjectSession]:
    window.enter(opening.new_project(tmp_path / "new.intercoder", "Ana"))
    return window.project_page().session


def test_who_adds_a_coder_stays_who_he_is(session: ProjectSession) -> None:
    before = session.coder_id
    told = coder_dialog.add(session, coder_dialog.CoderEntry("Murat", "", "", "coder"))
    assert session.coder_id == before
    assert told.startswith("Murat was added. At work: Ana.")


def test_only_a_lead_says_who_leads(session: ProjectSession) -> None:
    coder_dialog.add(session, coder_dialog.CoderEntry("Murat", "", "", "coder"))
    with session.project.read() as reading:
        ana, murat = (one.id for one in coders(reading))
    session.coder_id = murat
    lead, coder = (coder_dialog.CoderEntry("Murat", "", "", role) for role in ("lead", "coder"))
    with pytest.raises(UserError, match="said by the lead, Ana"):
        coder_dialog.change(session, murat, lead)
    with pytest.raises(UserError, match="said by the lead, Ana"):
        coder_dialog.add(session, coder_dialog.CoderEntry("Zoe", "", "", "lead"))
    with pytest.raises(UserError, match="said by the lead, Ana"):
        coder_dialog.change(session, ana, coder_dialog.CoderEntry("Ana", "", "", "coder"))
    coder_dialog.change(session, murat, coder)
    session.coder_id = ana
    coder_dialog.change(session, murat, lead)


def test_a_project_without_a_lead_says_so_where_rounds_are(window: MainWindow, tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "old.intercoder")) as project:
        project.do("Add", add_coder, name="Ana")
    window.open_location(str(tmp_path / "old.intercoder"))
    page = window.project_page()
    dialog = RoundsDialog(window, page.session)
    dialog.show()
    assert dialog.no_lead.isVisible()
    assert dialog.no_lead.text() == NO_LEAD
    page.session.do("Add", add_coder, name="Lena", role="lead")
    assert not dialog.no_lead.isVisible()
    with page.session.project.read() as reading:
        assert without_lead(reading) == ""


def test_what_one_coder_used_last_is_not_offered_to_another(
    session: ProjectSession, window: MainWindow
) -> None:
    page = window.project_page()
    document = session.do("Import", add_document, name="Baker", text="They took the flour and left.")
    code = session.do("Add", add_code, name="Faith")
    murat = session.do("Add", add_coder, name="Murat")
    ana = session.coder_id
    page.open_document(document)
    bar = page.code.text.selection_bar
    select(page, "flour")
    page.code.coding.apply(code)
    assert [one.code_id for one in bar._recent] == [code]
    session.coder_id = murat
    assert list(bar._recent) == []
    session.coder_id = ana
    assert [one.code_id for one in bar._recent] == [code]
