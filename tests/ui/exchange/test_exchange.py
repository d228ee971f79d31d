"""Study folders from the File menu, with the answers that a person would give."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder
from app.coders.here import remember_here, who_is_here
from app.exchange.study_folder import export_study
from app.jobs import Job
from app.store import Project
from app.ui.exchange.study_folders import export_study_folder, import_study_folder
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder
from app.ui.main_window import MainWindow
from app.ui.session import ProjectSession
from tests.study import make_study


@pytest.fixture
def session(window: MainWindow, tmp_path: Path) -> ProjectSession:
    """The window with a small study open."""
    made = make_study(str(tmp_path / "study.intercoder"))
    made.code("They took the flour")
    made.project.close()
    window.open_location(made.project.location)
    return window.project_page().session


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Choose this path in the next file dialog."""
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_: (str(path), ""))
    monkeypatch.setattr(FileDialog, "folder_to_open", lambda *_: str(path))


def test_without_an_answer_nothing_is_written(
    window: MainWindow, session: ProjectSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    answer(monkeypatch, "")
    export_study_folder(window, session, window.messages)
    import_study_folder(window, session, window.messages)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_texts_and_tables_alone_are_a_kind_of_study_folder(
    window: MainWindow,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds: list[str] = []

    def choose(_window: MainWindow, _title: str, _folder: str, offered: str) -> tuple[str, str]:
        kinds.extend(offered.split(";;"))
        return str(tmp_path / "out"), kinds[-1]

    monkeypatch.setattr(FileDialog, "file_to_write", choose)
    export_study_folder(window, session, window.messages)
    qtbot.waitUntil(lambda: "written into" in window.messages.text(), timeout=30_000)
    assert [kind.split(",")[0] for kind in kinds] == [
        "Everything of the study (*)",
        "Texts and tables alone",
    ]
    assert not (tmp_path / "out" / "project").exists()
    assert (tmp_path / "out" / "codings.csv").exists()


def test_a_study_folder_goes_out_and_comes_into_another_project(
    window: MainWindow,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "out"
    answer(monkeypatch, folder)
    export_study_folder(window, session, window.messages)
    qtbot.waitUntil(lambda: "written into" in window.messages.text(), timeout=30_000)
    assert window.messages.offers[0].isVisible()
    import_study_folder(window, session, window.messages)
    qtbot.waitUntil(lambda: "were added" in window.messages.text(), timeout=30_000)
    assert not window.messages.offers[0].isVisible()


def test_files_are_looked_for_at_home_where_there_is_no_folder_of_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Documents"))
    assert last_folder() == str(Path.home())
    (tmp_path / "Documents").mkdir()
    assert last_folder() == str(tmp_path / "Documents")


def test_who_codes_here_is_remembered_when_a_whole_study_brings_its_own_guid(
    window: MainWindow,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    export_study(session.project, tmp_path / "out", Job())
    with Project.create(str(tmp_path / "new.intercoder")) as project:
        coder_id = project.do("Add", add_coder, name="Ana Yilmaz")
        remember_here(project, coder_id)
    window.open_location(str(tmp_path / "new.intercoder"))
    opened = window.project_page().session
    assert opened.coder_id == coder_id
    answer(monkeypatch, tmp_path / "out")
    import_study_folder(window, opened, window.messages)
    qtbot.waitUntil(lambda: "were added" in window.messages.text(), timeout=30_000)
    here = who_is_here(opened.project)
    assert here is not None
    assert here.id == coder_id
