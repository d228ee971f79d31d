"""Questions for files: they open none, so that a project that is open here keeps its locks."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store import Project
from app.ui.kit.file_dialog import FileDialog

LOOK = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("select count(*) from coder").fetchall()
file.close()
"""


def shown(qtbot: QtBot, folder: Path) -> FileDialog:
    dialog = FileDialog(None, "Open", str(folder), "Projects (*.intercoder)")
    qtbot.addWidget(dialog)
    dialog.show()
    model = dialog.findChildren(object, "qt_filesystem_model")[0]
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(folder))) > 0)
    qtbot.wait(200)  # the files' signs are looked for in a thread of Qt's
    return dialog


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps locks by handle")
def test_a_project_keeps_its_log_when_a_dialog_lists_its_folder_and_another_program_looks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)) as project:
        with project.read() as session:
            assert not session.new
        shown(qtbot, tmp_path).reject()
        subprocess.run([sys.executable, "-c", LOOK, str(path)], check=True)
        assert path.with_name(path.name + "-wal").exists()
    with sqlite3.connect(path) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_name_and_a_pattern_are_proposed_and_answered(qtbot: QtBot, tmp_path: Path) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FileDialog)
        assert Path(dialog.selectedFiles()[0]).name == "Codebook.xlsx"
        dialog.accept()

    QTimer.singleShot(300, answer)
    start = str(tmp_path / "Codebook.xlsx")
    patterns = "Excel workbook (*.xlsx);;CSV table (*.csv)"
    assert FileDialog.file_to_write(None, "Export", start, patterns) == (start, "Excel workbook (*.xlsx)")


def test_what_is_cancelled_names_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    def cancel() -> None:
        QApplication.activeModalWidget().reject()

    for ask, nothing in (
        (lambda: FileDialog.file_to_open(None, "Open", str(tmp_path), "All (*)"), ""),
        (lambda: FileDialog.files_to_open(None, "Open", str(tmp_path), "All (*)"), []),
        (lambda: FileDialog.file_to_write(None, "Save", str(tmp_path), "All (*)"), ("", "")),
        (lambda: FileDialog.folder_to_open(None, "Open", str(tmp_path)), ""),
    ):
        QTimer.singleShot(200, cancel)
        assert ask() == nothing
