"""The workbook and study folders from the File menu, with the answers that a person would give."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.ui.exchange.study_folders import export_study_folder, import_study_folder
from app.ui.exchange.workbook import export_workbook
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
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def test_the_workbook_is_written_where_the_person_said_and_can_be_opened(
    window: MainWindow,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    answer(monkeypatch, tmp_path / "for co-authors")
    export_workbook(window, session, window.messages)
    qtbot.waitUntil(lambda: "written" in window.messages.text(), timeout=30_000)
    assert (tmp_path / "for co-authors.xlsx").exists()
    assert "Codings in it: 1." in window.messages.text()
    for offer in window.messages.offers:
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "for co-authors.xlsx", tmp_path]


def test_a_workbook_of_another_ending_is_refused_in_a_sentence(
    window: MainWindow,
    session: ProjectSession,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, tmp_path / "table.doc")
    export_workbook(window, session, window.messages)
    qtbot.waitUntil(lambda: "must end with .xlsx" in window.messages.text(), timeout=30_000)
    assert not window.messages.offers[0].isVisible()


def test_without_an_answer_nothing_is_written(
    window: MainWindow, session: ProjectSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    answer(monkeypatch, "")
    export_workbook(window, session, window.messages)
    export_study_folder(window, session, window.messages)
    import_study_folder(window, session, window.messages)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


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
