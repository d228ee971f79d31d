"""A codebook panel on a small study: two groups, the second exclusive, and a few codings of two coders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code, change_code
from app.ui.codebook import CodebookPanel
from app.ui.session import ProjectSession
from tests.prepared import PreparedFiles
from tests.study import Study


def fill(study: Study) -> None:
    do = study.project.do
    joining = do("Add", add_code, name="Joining")
    do("Add", add_code, name="Money", parent_id=joining, shortcut="1", brief_definition="Pay as a reason.")
    do("Add", add_code, name="Faith", parent_id=joining)
    do("Exclusive", change_code, code_id=study.corruption, exclusive=True)
    do("Add", add_code, name="Bribes", parent_id=study.corruption, use_when="Officers are paid.")
    study.code("They took the flour")
    study.code("for themselves")
    study.code("He stayed", coder_id=study.murat)


@pytest.fixture
def study(prepared: PreparedFiles, tmp_path: Path) -> Iterator[Study]:
    """Two groups, the second exclusive, and a few codings of two coders."""
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
def panel(session: ProjectSession, qtbot: QtBot) -> CodebookPanel:
    """The panel, shown."""
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    return panel
