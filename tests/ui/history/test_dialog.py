"""The history in its window: narrowed by person, by what it was about, and by words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.models.journal import COMMAND_LINE
from app.store import Project
from app.ui.history.dialog import HistoryDialog
from app.ui.session import ProjectSession

ANA = 1


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ProjectSession]:
    with Project.create(str(tmp_path / "study.intercoder"), otherwise=COMMAND_LINE) as project:
        for name in ("Ana", "Murat"):
            project.do(f"Add {name}", add_coder, name=name)
        project.coder_id = ANA
        project.do("Add code “Hunger”", add_code, name="Hunger")
        project.do("Add code “Müdigkeit”", add_code, name="Müdigkeit")
        project.undo()
        session = ProjectSession(project)
        yield session
        session.deleteLater()


def opened(qtbot: QtBot, session: ProjectSession) -> HistoryDialog:
    dialog = HistoryDialog(None, session)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    return dialog


def column(dialog: HistoryDialog, number: int) -> list[str]:
    return [dialog.model.index(row, number).data() for row in range(dialog.model.rowCount())]


def choose(combo: QComboBox, name: str) -> None:
    combo.setCurrentIndex(combo.findText(name))
    combo.activated.emit(combo.currentIndex())  # as when a person chooses


def test_what_commands_did_is_called_command_line(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    assert column(dialog, 1) == ["Ana", "Ana", "Ana", "command line", "command line", "command line"]
    choose(dialog.filter.person, "command line")
    assert column(dialog, 2) == ["Add Murat", "Add Ana", "New project"]


def test_the_history_is_narrowed_by_kind_and_words(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    choose(dialog.filter.about, "the codebook")
    assert column(dialog, 2) == ["Undo: Add code “Müdigkeit”", "Add code “Müdigkeit”", "Add code “Hunger”"]
    dialog.filter.words.setText("MÜDIG")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    dialog.filter.words.setText("nowhere")
    qtbot.waitUntil(dialog.nothing.isVisible)
    QTest.mouseClick(dialog.filter.show_all, Qt.MouseButton.LeftButton)
    assert dialog.model.rowCount() == 6
    assert not dialog.nothing.isVisible()
    assert not dialog.filter.show_all.isEnabled()


def test_person_and_kind_are_remembered_and_words_are_not(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    choose(dialog.filter.person, "Ana")
    choose(dialog.filter.about, "undo and redo")
    dialog.filter.words.setText("Müdig")
    dialog.close()
    again = opened(qtbot, session)
    assert (again.filter.person.currentText(), again.filter.about.currentText()) == ("Ana", "undo and redo")
    assert again.filter.words.text() == ""
    assert column(again, 2) == ["Undo: Add code “Müdigkeit”"]


def test_the_line_where_one_is_stays_when_something_happens(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    dialog.table.setCurrentIndex(dialog.model.index(2, 0))
    session.do("Add code “Bribe”", add_code, name="Bribe")
    assert dialog.model.rowCount() == 7
    assert dialog.table.currentIndex().row() == 3
