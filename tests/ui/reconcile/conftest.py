"""The Reconcile workspace on a document that Ana and Murat have completed in different ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models import Code, Coder, Coding
from app.rounds.actions import complete_document
from app.store import Project
from app.ui import jobs
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.session import ProjectSession
from tests.prepared import PreparedFiles
from tests.study import Study


def complete(study: Study, document_id: int) -> None:
    """Both coders complete a document."""
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=document_id, coder_id=coder)


def consensus(project: Project) -> list[tuple[str, int, int]]:
    """What the consensus has: (code, start, end) in the order of the text."""
    statement = (
        select(Code.name, Coding.start, Coding.end)
        .select_from(Coding)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .where(Coder.role == "consensus")
        .order_by(Coding.document_id, Coding.start)
    )
    with project.read() as session:
        return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def fill(study: Study) -> None:
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)
    study.code("We queued from four in the morning", code_id=study.hard_life)
    study.code("He stayed")
    study.code("He stayed", coder_id=study.murat)
    complete(study, study.baker)


@pytest.fixture
def study(prepared: PreparedFiles, tmp_path: Path) -> Iterator[Study]:
    """The flour: another boundary. The queue: missed by Murat. He stayed: the same by both."""
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


def shown_workspace(session: ProjectSession, qtbot: QtBot) -> ReconcileWorkspace:
    """The workspace, shown and loaded."""
    workspace = ReconcileWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 740)
    workspace.show()
    qtbot.waitExposed(workspace)
    workspace.activateWindow()
    qtbot.waitUntil(lambda: workspace.loaded is not None, timeout=20_000)
    return workspace


@pytest.fixture
def workspace(session: ProjectSession, qtbot: QtBot) -> Iterator[ReconcileWorkspace]:
    """The workspace, shown and loaded."""
    workspace = shown_workspace(session, qtbot)
    yield workspace
    jobs.cancel_all(workspace)
    QApplication.clipboard().clear()
