"""What changes very many rows goes on in the background: merged, deleted, taken back, cancelled."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coders.queries import coders
from app.coding.queries import number_of_passages
from app.documents.actions import add_document
from app.errors import Cancelled
from app.jobs import Job
from app.models import Coding
from app.store import Project
from app.store import journal as journals
from app.store.check import problems
from app.store.history import history
from app.store.journal import add_many, delete_many
from app.ui import jobs, opening
from app.ui import session as sessions
from app.ui.codebook.editing.gestures import CodebookGestures
from app.ui.main_window import MainWindow

CODINGS = 60


@pytest.fixture
def gestures(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CodebookGestures:
    """A project of codes 1 and 2, the first with codings; 10 rows are much."""
    monkeypatch.setattr(sessions, "AT_ONCE", 10)
    monkeypatch.setattr(journals, "PORTION", 7)
    window.enter(opening.new_project(tmp_path / "study.intercoder", "Ana"))
    session = window.session
    assert session is not None
    for name in ("Bread", "Flour"):
        session.do("Add", add_code, name=name)
    session.do("Import", add_document, name="Long", text="word " * 200)
    rows = [
        {"document_id": 1, "code_id": 1, "coder_id": 1, "start": start, "end": start + 4}
        for start in range(CODINGS)
    ]
    session.do("Code", add_many, Coding, rows)
    return CodebookGestures(session)


def state(project: Project) -> tuple[list[str], int]:
    with project.read() as session:
        return [code.name for code in codebook(session)], number_of_passages(session, [1])


def test_a_large_merge_goes_on_in_the_background_and_is_undone_and_redone_there(
    window: MainWindow, qtbot: QtBot, gestures: CodebookGestures
) -> None:
    session, coding = window.session, window.project_page().code.coding
    assert session is not None
    shown: list[str] = []
    coding.stepped.connect(shown.append)
    gestures.merge((1, "Bread"), (2, "Flour"))
    assert jobs.running(window)
    qtbot.waitUntil(lambda: state(session.project) == (["Flour"], 0), timeout=60_000)
    qtbot.waitUntil(lambda: not jobs.running(window), timeout=60_000)
    assert coding.undo() is None
    assert jobs.running(window)
    qtbot.waitUntil(lambda: shown == ["Undone: Merge “Bread” into “Flour”"], timeout=60_000)
    assert state(session.project) == (["Bread", "Flour"], CODINGS)
    coding.redo()
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=60_000)
    assert state(session.project) == (["Flour"], 0)
    assert problems(session.project) == []


def test_a_large_step_that_a_colleague_stands_on_is_refused_in_the_window(
    window: MainWindow, qtbot: QtBot, gestures: CodebookGestures
) -> None:
    session = window.session
    assert session is not None
    gestures.merge((1, "Bread"), (2, "Flour"))
    qtbot.waitUntil(lambda: not jobs.running(window), timeout=60_000)
    with Project.open(session.project.location, station="elsewhere") as colleague:
        colleague.do("Hers", delete_many, Coding, [1])
    window.project_page().code.coding.undo()
    qtbot.waitUntil(lambda: "can't be taken back" in window.messages.text(), timeout=60_000)
    assert session.project.undo_label() == "Code"


def test_whoever_began_a_long_change_stands_in_the_history(
    window: MainWindow, qtbot: QtBot, gestures: CodebookGestures
) -> None:
    session = window.session
    assert session is not None
    gestures.delete(1, "Bread")
    session.coder_id = None
    qtbot.waitUntil(lambda: not jobs.running(window), timeout=60_000)
    with session.project.read() as reading:
        assert history(reading)[0].coder == coders(reading)[0].name
    assert state(session.project)[0] == ["Flour"]


def test_a_long_change_that_is_cancelled_changes_nothing(
    gestures: CodebookGestures, window: MainWindow
) -> None:
    session = window.session
    assert session is not None
    steps: list[int] = []
    job = Job(lambda done, _of, _what: steps.append(done) or (job.cancel() if len(steps) == 4 else None))
    before = state(session.project)
    with pytest.raises(Cancelled):
        session.project.later("Delete", delete_many, Coding, range(1, CODINGS + 1))(job)
    assert len(steps) == 4
    assert state(session.project) == before
    assert session.project.undo_label() == "Code"
