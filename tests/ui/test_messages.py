"""What the message bar says goes when it no longer holds; times are those of the person's own clock."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.agreement.planning.sampling import Drawn
from app.coders.actions import add_coder
from app.store import Project
from app.ui import jobs
from app.ui.agreement.reports.planner_sample import _last
from app.ui.documents.importing import import_files
from app.ui.main_window import MainWindow
from app.ui.message_bar import MessageBar
from app.ui.project_page import ProjectPage
from app.ui.workspaces import Workspace
from tests.ui.pages import select

UI = Path(__file__).parents[2] / "app" / "ui"


@pytest.fixture
def messages(page: ProjectPage) -> MessageBar:
    """The bar, with what a key said that had no words to code."""
    page.code.text.setFocus()
    QTest.keyClick(page.code.text, "1")
    window = page.window()
    assert isinstance(window, MainWindow)
    assert "Select a passage" in window.messages.text()
    return window.messages


def test_a_refusal_goes_when_the_next_gesture_does_what_was_meant(
    page: ProjectPage, messages: MessageBar
) -> None:
    select(page, "took the flour")
    assert messages.text()
    QTest.keyClick(page.code.text, "1")
    assert messages.text() == ""


def places(window: MainWindow) -> dict[str, QRect]:
    """Where everything is that can be seen, but for what says the sentence."""
    return {
        f"{number} {type(widget).__name__}": QRect(widget.mapTo(window, QPoint()), widget.size())
        for number, widget in enumerate(window.findChildren(QWidget))
        if widget.isVisible() and widget is not window.messages and not window.messages.isAncestorOf(widget)
    }


@pytest.mark.parametrize("times", [1, 3, 9], ids=["a line", "lines", "many lines"])
@pytest.mark.parametrize("where", [None, *Workspace])
def test_nothing_moves_when_a_sentence_comes_or_goes(
    page: ProjectPage,
    messages: MessageBar,
    window: MainWindow,
    qtbot: QtBot,
    where: Workspace | None,
    times: int,
) -> None:
    if where is None:
        window.close_project()
    else:
        page.show_workspace(where)
    qtbot.waitUntil(lambda: not jobs.running(window), timeout=60_000)
    QTest.qWait(50)
    before = places(window)
    messages.show_error("Something was refused, and it is said here what is to be done next. " * times)
    QTest.qWait(50)
    assert messages.isVisible()
    assert messages.geometry().bottom() == messages.line.geometry().bottom()
    assert messages.height() >= messages.label.heightForWidth(messages.label.width())
    assert (messages.height() == messages.line.height()) == (times < 9)
    assert places(window) == before
    messages.hide()
    QTest.qWait(50)
    assert places(window) == before


def test_a_refusal_goes_when_another_document_is_opened(page: ProjectPage, messages: MessageBar) -> None:
    other = next(one.document.id for one in page.code.entries() if one.document.id != shown(page))
    page.open_document(shown(page))
    assert messages.text()
    page.open_document(other)
    assert messages.text() == ""


def test_a_refusal_goes_when_another_coder_sits_down(page: ProjectPage, messages: MessageBar) -> None:
    page.session.coder_id = page.session.project.do("Add", add_coder, name="Ben")
    assert messages.text() == ""


def test_a_refusal_stays_while_a_colleague_works(page: ProjectPage, messages: MessageBar) -> None:
    with Project.open(page.session.project.location, station="other") as other:
        other.do("Add", add_coder, name="Ben")
    page.session.look()
    assert messages.text()


def test_nothing_of_a_project_is_said_on_the_start_page(messages: MessageBar, window: MainWindow) -> None:
    messages.show_error("“Baker” is odd.", stays=True)
    window.close_project()
    assert messages.text() == ""


def test_a_refusal_goes_with_an_undo(page: ProjectPage, messages: MessageBar) -> None:
    page.code.coding.undo()
    assert messages.text() == ""


def test_what_an_import_left_out_stays_until_it_is_closed(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "Empty.txt"
    empty.write_text("")
    window.files_dropped.emit([empty])
    qtbot.waitUntil(lambda: "Empty.txt" in window.messages.text())
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    assert "Empty.txt" in window.messages.text()
    QTest.keyClick(window.messages, Qt.Key.Key_Escape)
    assert window.messages.text() == ""


def test_what_an_import_brought_is_said_until_the_import_is_taken_back(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.txt" for name in ("Nurse", "Teacher", "Imam", "Empty")]
    for file in files[:3]:
        file.write_text(f"{file.stem} stayed.\n", encoding="utf-8")
    files[3].write_text("")
    for chosen in (files[:3], files):
        import_files(window, page.session, window.messages, chosen, page.shows_document())
        qtbot.waitUntil(lambda: "3 documents were imported" in window.messages.text(), timeout=20_000)
        window.activateWindow()
        page.code.text.setFocus()
        qtbot.waitUntil(page.code.text.hasFocus)
        for key, held in ((Qt.Key.Key_Z, False), (Qt.Key.Key_Y, True), (Qt.Key.Key_Z, False)):
            before = page.session.project.latest_action()
            QTest.keyClick(page.code.text, key, Qt.KeyboardModifier.ControlModifier)
            assert page.session.project.latest_action() == before + 1
            assert page.session.project.redo_label() == (None if held else "Import 3 documents")
            assert window.messages.text() == ""


def shown(page: ProjectPage) -> int:
    """The document in the text."""
    return page.code.coding.document_id


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock an hour before that of the stored times."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's clock can't be set for one program")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_berlin")
def test_a_sample_drawn_at_night_was_drawn_on_the_day_of_the_own_clock() -> None:
    drawn = Drawn("2026-11-29T23:30:00Z", "documents", 2, 5, 7, "", ())
    assert "with seed 7, 2026-11-30." in _last([drawn])


def test_no_stored_time_is_cut_where_the_own_clock_is_meant() -> None:
    cut = re.compile(r"(\bat|_at|now\(\))\[:")
    lines = [path.name for path in sorted(UI.rglob("*.py")) if cut.search(path.read_text(encoding="utf-8"))]
    assert not lines
