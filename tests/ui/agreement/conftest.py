"""The Agreement workspace on two documents that Ana and Murat have completed, and what they coded there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.rounds.actions import complete_document
from app.ui import jobs
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.session import ProjectSession
from tests.prepared import PreparedFiles
from tests.study import Study

DRIVER = (
    "INTERVIEWER: What did you drive?\n"
    "DRIVER: Cement and vegetables, so that we were never empty.\n"
    "INTERVIEWER: And then?\n"
    "DRIVER: Then the road was cut.\n"
)


def code_driver(study: Study, words: str, code_id: int, coder_id: int) -> None:
    """Apply a code to words of the second document."""
    start = DRIVER.index(words)
    place = {"document_id": 2, "start": start, "end": start + len(words)}
    study.project.do("Apply", apply_code, code_id=code_id, coder_id=coder_id, **place)


def complete(study: Study, document_id: int) -> None:
    """Both coders complete a document."""
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=document_id, coder_id=coder)


def fill(study: Study) -> None:
    do = study.project.do
    do("Import", add_document, name="Driver", text=DRIVER)
    do("Add", add_code, name="Boredom")
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)
    code_driver(study, "Then the road was cut", study.corruption, study.ana)
    code_driver(study, "Then the road was cut", study.corruption, study.murat)
    study.code("We queued from four in the morning", code_id=study.hard_life)


@pytest.fixture
def study(prepared: PreparedFiles, tmp_path: Path) -> Iterator[Study]:
    """Corruption: another boundary once, the same once. Hard life: missed by Murat. Boredom: not used."""
    with prepared.study(tmp_path, fill) as study:
        yield study


@pytest.fixture
def session(study: Study) -> Iterator[ProjectSession]:
    """The study as the window sees it, with Ana at work."""
    session = ProjectSession(study.project)
    session.coder_id = study.ana
    session.look()
    yield session
    session._timer.stop()


@pytest.fixture
def workspace(session: ProjectSession, qtbot: QtBot) -> Iterator[AgreementWorkspace]:
    """The workspace, shown."""
    workspace = AgreementWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 740)
    workspace.show()
    qtbot.waitExposed(workspace)
    workspace.activateWindow()
    yield workspace
    jobs.cancel_all(workspace)
    QApplication.clipboard().clear()
