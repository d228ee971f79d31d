"""Projects of other programs from the File menu and by drag and drop, with what a person chooses."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.exchange.foreign.kinds import read_foreign
from app.jobs import Job
from app.store import Project
from app.ui.exchange.other_program_dialog import OtherProgramDialog
from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from app.ui.menus.file import take_other_program
from app.ui.start.new_project import NewProjectDialog
from tests.exchange.foreign.refi_files import (
    ANA,
    CREATOR,
    EMOJI,
    MURAT,
    project_xml,
    selections,
    source,
    write,
)
from tests.exchange.foreign.test_refi_in import nvivo
from tests.study import make_study
from tests.whole_project import taken_out


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file of NVivo's, in which the two readings of who coded differ."""
    users = {ANA: "Ana", MURAT: "مراد", CREATOR: "Lead"}
    xml = project_xml(source(21, "Baker's", selections(EMOJI, nvivo())), users=users)
    return write(tmp_path / "other.qdpx", xml, {21: EMOJI})


def dialog_of(window: MainWindow, qtbot: QtBot) -> OtherProgramDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(OtherProgramDialog)), timeout=20_000)
    return window.findChildren(OtherProgramDialog)[0]


@pytest.fixture
def project(window: MainWindow, tmp_path: Path) -> Project:
    study = make_study(str(tmp_path / "study.intercoder"))
    study.project.close()
    window.open_location(study.project.location)
    return window.project_page().session.project


def test_a_dropped_project_is_shown_and_goes_into_the_open_one(
    window: MainWindow, project: Project, other: Path, qtbot: QtBot
) -> None:
    before = taken_out(project)
    window.take_files([other])
    dialog = dialog_of(window, qtbot)
    assert dialog.into_this()
    assert taken_out(project) == before
    box = dialog._people["Ana"]
    box.setEditText("Ana Yilmaz")  # who is in the project
    assert "Ana Yilmaz: Bribe" in dialog._passages.text()
    dialog.save()
    qtbot.waitUntil(lambda: len(taken_out(project).codings) == 4, timeout=20_000)
    study = taken_out(project)
    assert [coder.name for coder in study.coders] == ["Ana Yilmaz", "Murat Kaya", "مراد"]
    qtbot.waitUntil(lambda: "Came in: 1 document" in window.messages.text(), timeout=20_000)
    window.project_page().session.undo()
    assert taken_out(project) == before


def test_who_coded_can_be_read_otherwise(
    window: MainWindow, project: Project, other: Path, qtbot: QtBot
) -> None:
    take_other_program(window, other)
    dialog = dialog_of(window, qtbot)
    assert dialog.choices().reading is None
    dialog._readings["coding"].setChecked(True)
    assert dialog.choices().reading == "coding"
    assert "Lead: Bribe" in dialog._passages.text()
    dialog.save()
    qtbot.waitUntil(lambda: "Lead" in {coder.name for coder in taken_out(project).coders}, timeout=20_000)


def test_without_an_open_project_it_goes_into_a_new_one(
    window: MainWindow, other: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    take_other_program(window, other)
    dialog = dialog_of(window, qtbot)
    assert not dialog.into_this()
    dialog.save()
    qtbot.waitUntil(lambda: bool(window.findChildren(NewProjectDialog)), timeout=20_000)
    new = window.findChildren(NewProjectDialog)[0]
    new.name.setText("Fresh")
    new.folder.setText(str(tmp_path))
    new.coder.setText("Ana")
    new.save()
    page = window.project_page()
    qtbot.waitUntil(lambda: len(taken_out(page.session.project).codings) == 4, timeout=20_000)
    assert {coder.name for coder in taken_out(page.session.project).coders} == {"Ana", "مراد"}


def test_a_file_that_is_none_is_named_and_nothing_opens(
    window: MainWindow, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "page.qdpx"
    path.write_text("<html>")
    take_other_program(window, path)

    def boxes() -> list[QMessageBox]:  # over the question who is coding
        return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]

    qtbot.waitUntil(lambda: any("a saved web page" in box.text() for box in boxes()), timeout=20_000)
    for box in boxes():
        box.close()
    assert window.findChildren(OtherProgramDialog) == []


def test_a_project_goes_out_for_others(
    window: MainWindow, project: Project, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.exchange.other_programs import export_for_others

    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_: (str(tmp_path / "out"), ""))
    export_for_others(window, window.project_page().session, window.messages)
    qtbot.waitUntil(lambda: "Written into" in window.messages.text(), timeout=20_000)
    QApplication.processEvents()
    assert len(read_foreign(tmp_path / "out.qdpx", Job()).documents) == 1
