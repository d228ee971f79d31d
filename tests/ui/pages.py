"""A project as a new user has it, and what a person does on its text."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import settings
from app.codebook.actions import add_code
from app.coders.here import remember_here
from app.coding.queries import spans
from app.documents.queries import text as text_of
from app.exchange.import_documents import import_documents
from app.jobs import Job
from app.recent_projects import FOLDER_KEY, NAME_KEY
from app.store import Project
from app.ui import opening
from app.ui.code.memo import MemoDialog
from app.ui.documents.import_preview import ImportPreviewDialog
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.start.new_project import NewProjectDialog

STATION, ANA = "0123456789abcdef", 1


def accept_preview(window: MainWindow, qtbot: QtBot) -> None:
    """Import as it is proposed, where who speaks in files is shown before."""

    def shown() -> list[ImportPreviewDialog]:
        return [dialog for dialog in window.findChildren(ImportPreviewDialog) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    shown()[0].ok.click()


def make_project(window: MainWindow, folder: Path) -> None:
    QTest.mouseClick(window.start.new, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewProjectDialog)
    dialog.folder.setText(str(folder))
    QTest.keyClicks(dialog.name, "Pilot")
    QTest.keyClicks(dialog.coder, "Ana")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


INTERVIEWS = {
    "Baker": "INTERVIEWER: Why did you leave?\n\nBAKER: They took the flour for themselves. "
    "We queued from four in the morning.\n\nINTERVIEWER: And your brother?\n\nBAKER: He stayed.\n",
    "Driver": "INTERVIEWER: What did you drive?\n\nDRIVER: Cement and vegetables, so that we were "
    "never empty.\n\nINTERVIEWER: And then?\n\nDRIVER: Then the road was cut.\n",
}


def write_interviews(folder: Path) -> list[Path]:
    """Two small transcripts."""
    paths = [folder / f"{name}.txt" for name in INTERVIEWS]
    for path in paths:
        path.write_text(INTERVIEWS[path.stem], encoding="utf-8")
    return paths


def make_pilot(path: Path) -> None:
    """What make_project makes, with both interviews and with two codes whose keys are 1 and 2."""
    settings.write("station", STATION)
    opening.make(str(path), "Ana", path.stem)
    with Project.open(str(path), station=STATION) as project:
        project.coder_id = ANA
        import_documents(project, write_interviews(path.parent), Job())
        project.do("Add code", add_code, name="Corruption", shortcut="1")
        project.do("Add code", add_code, name="Hard life", shortcut="2")


def as_if_made_here(path: Path) -> None:
    """Tell the preferences what they know after make_project, so that it is Ana who opens the project."""
    settings.write("station", STATION)
    settings.write(FOLDER_KEY, str(path.parent))
    settings.write(NAME_KEY, "Ana")
    with Project.open(str(path), station=STATION) as project:
        remember_here(project, ANA)


def select(page: ProjectPage, words: str) -> None:
    """Select words by the keyboard, as a person does, from the caret at their start."""
    text = page.code.text
    with page.session.project.read() as session:
        start = text_of(session, page.code.coding.document_id).index(words)
    cursor = text.textCursor()
    cursor.setPosition(start)
    text.setTextCursor(cursor)
    text.setFocus()
    for _ in words:
        QTest.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)


def open_memo(page: ProjectPage, qtbot: QtBot) -> MemoDialog:
    """The memo of the coding at hand, opened by its key and ready to be typed into."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.waitUntil(page.code.passage.memo.isVisible)
    entries = page.window().menu.menus.entries()
    memo = next(entry.action for entry in entries if entry.action.shortcut() == QKeySequence("Ctrl+M"))
    qtbot.waitUntil(memo.isEnabled)  # after the gesture that comes before: menus follow between two events
    QTest.keyClick(page.window(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = next(one for one in page.findChildren(MemoDialog) if one.isVisible())
    qtbot.waitUntil(dialog.words.hasFocus)
    return dialog


def quotes(page: ProjectPage) -> list[str]:
    """The coded words of the open document, of all coders."""
    with page.session.project.read() as session:
        whole = text_of(session, page.code.coding.document_id)
        return [whole[start:end] for _, start, end, _, _ in spans(session, page.code.coding.document_id)]
