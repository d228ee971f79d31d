"""Who removes a coder or a document is told what goes with it, and can take that back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import func, select

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.models import Assignment, Coder, Coding, Document, SnapshotDocument
from app.rounds.actions import close_round, complete_document, create_round
from app.store.journal import WriteSession
from app.ui import opening
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage

ANA, MURAT = 1, 2
BAKER, DRIVER = 1, 2


def fill(session: WriteSession) -> None:
    add_coder(session, name="Murat")
    add_code(session, name="Corruption")
    for name in ("Baker", "Driver"):
        add_document(session, name=name, text="They took the flour for themselves.")


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> ProjectPage:
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    page = window.project_page()
    page.session.do("Fill", fill)
    return page


def plan(page: ProjectPage, name: str, *document_ids: int) -> int:
    do = page.session.do
    round_id = do("Plan", create_round, name=name, document_ids=document_ids, coder_ids=[ANA, MURAT])
    for document_id in document_ids:
        for coder_id in (ANA, MURAT):
            do("Code", apply_code, document_id=document_id, code_id=1, coder_id=coder_id, start=0, end=9)
    return round_id


def close(page: ProjectPage, round_id: int, document_id: int) -> None:
    for coder_id in (ANA, MURAT):
        page.session.do("Complete", complete_document, document_id=document_id, coder_id=coder_id)
    page.session.do("Close", close_round, round_id=round_id)


def there_are(page: ProjectPage) -> list[int]:
    models = (Coder, Document, Coding, Assignment, SnapshotDocument)
    with page.session.project.read() as reading:
        return [
            reading.scalar(select(func.count(model.id)).execution_options(everything=True)) or 0
            for model in models
        ]


def answer(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Press the button with these words in every question; returns what was asked."""
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(f"{box.text()}\n{box.informativeText()}")
        next(button for button in box.buttons() if button.text().replace("&", "") == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def test_a_document_of_closed_and_open_rounds_goes_all_the_same_and_comes_back(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(page, plan(page, "First", BAKER), BAKER)
    plan(page, "Second", BAKER)
    before = there_are(page)
    asked = answer(monkeypatch, "Remove all the same")
    page.code.documents.remove_wanted.emit(BAKER)
    assert "Its part in closed rounds, whose agreement changes: First" in asked[0]
    assert "Its place in open rounds: Second" in asked[0]
    assert "Assignments and completed marks: 2" in asked[0]
    assert there_are(page) == [2, 1, 0, 0, 0]
    assert page.session.undo() == "Remove “Baker”"
    assert there_are(page) == before


def test_what_is_blind_is_not_counted_before_a_document_goes(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(page, "Blind", DRIVER)
    asked = answer(monkeypatch, "Cancel")
    before = there_are(page)
    page.code.documents.remove_wanted.emit(DRIVER)
    assert "Codings, of all coders: 1\n" in asked[0]
    assert "Codings that you can't see while a round is blind go, too." in asked[0]
    assert there_are(page) == before


def test_a_document_that_nothing_hangs_on_just_goes(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "Remove")
    page.code.documents.remove_wanted.emit(DRIVER)
    assert "With it goes" not in asked[0]
    assert there_are(page)[1] == 1


def test_a_coder_in_the_middle_of_a_round_goes_all_the_same_and_comes_back(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(page, plan(page, "First", BAKER), BAKER)
    plan(page, "Second", DRIVER)
    before = there_are(page)
    asked = answer(monkeypatch, "Remove all the same")
    page.bar.coder.remove_wanted.emit(ANA)
    assert "Codings that go: 2\n" in asked[0]
    assert "Place in open rounds that goes: Second" in asked[0]
    assert "Closed rounds, which stay as they were: First" in asked[0]
    assert page.session.coder_id == MURAT
    assert there_are(page) == [1, 2, 2, 2, 1]
    assert page.session.undo() == "Remove coder “Ana”"
    assert there_are(page) == before


def test_a_coder_stays_where_the_person_thinks_better_of_it(
    page: ProjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(page, "Second", DRIVER)
    before = there_are(page)
    answer(monkeypatch, "Cancel")
    page.bar.coder.remove_wanted.emit(MURAT)
    assert there_are(page) == before
    assert page.session.coder_id == ANA
