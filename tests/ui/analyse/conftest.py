"""The passages of a small study, shown."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.ui import jobs
from app.ui.analyse import AnalyseWorkspace
from app.ui.analyse.passages_view import PassagesView
from app.ui.session import ProjectSession
from tests.study import Study


@pytest.fixture
def session(study: Study) -> Iterator[ProjectSession]:
    """The study as the window sees it: four codings of two coders, Ana at work."""
    bribes = study.project.do("Add", add_code, name="Bribes", parent_id=study.corruption)
    study.code("They took the flour for themselves")
    study.code("for themselves", coder_id=study.murat, memo="=who?", sure=False)
    study.code("We queued", code_id=study.hard_life)
    study.code("He stayed", code_id=bribes)
    session = ProjectSession(study.project)
    session.coder_id = study.ana
    session.look()
    yield session
    session._timer.stop()


@pytest.fixture
def workspace(session: ProjectSession, qtbot: QtBot) -> Iterator[AnalyseWorkspace]:
    """The workspace, with all passages found."""
    workspace = AnalyseWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1000, 700)
    with qtbot.waitSignal(workspace.passages.found):
        workspace.show()
    yield workspace
    jobs.cancel_all(workspace)


@pytest.fixture
def view(workspace: AnalyseWorkspace) -> PassagesView:
    """The passages in the workspace."""
    return workspace.passages
