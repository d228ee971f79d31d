"""The text never moves under a pressed button, whatever goes on around it: the words coded are those seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.queries import text as text_of
from app.store import Project
from app.ui.documents.importing import import_files
from app.ui.project_page import ProjectPage
from tests.ui.pages import quotes
from tests.ui.surface.desk import move

LINES = [f"BAKER: In week {n} they took the flour of the street number {n}." for n in range(1, 90)]


@pytest.fixture
def last_screen(page: ProjectPage, qtbot: QtBot, tmp_path: Path) -> ProjectPage:
    """A long interview at its end, with a coding at its last words."""
    file = tmp_path / "Long.txt"
    file.write_text("\n\n".join(LINES), encoding="utf-8")
    import_files(page.window(), page.session, page.window().messages, [file], page.shows_document())
    qtbot.waitUntil(lambda: len(page.code.entries()) == 3)
    page.window().messages.hide()
    page.open_document(page.code.entries()[-1].document.id)
    view = page.code.text
    qtbot.wait(200)  # the rest is laid out ahead
    code(page, "street number 89", page.session.coder())
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.wait(50)
    return page


def code(page: ProjectPage, words: str, coder_id: int, project: Project | None = None) -> None:
    with page.session.project.read() as reading:
        document_id = page.code.coding.document_id
        start = text_of(reading, document_id).index(words)
        code_id = codebook(reading)[0].id
    door = project or page.session
    door.do(
        "Apply",
        apply_code,
        document_id=document_id,
        code_id=code_id,
        coder_id=coder_id,
        start=start,
        end=start + len(words),
    )


def point(page: ProjectPage, words: str) -> QPoint:
    with page.session.project.read() as reading:
        start = text_of(reading, page.code.coding.document_id).index(words)
    return page.code.text.rect_of(start).center().toPoint()


def seen(page: ProjectPage) -> list[tuple[float, int, int]]:
    """Every line on screen: its height on the screen, and its words."""
    view = page.code.text
    top = view.viewport().mapTo(view.window(), QPoint(0, 0)).y()
    return [(round(top + line.top, 1), line.start, line.end) for line in view.lines_on_screen()]


def colleague(page: ProjectPage) -> None:
    """Another coder codes the same words many times over, seen at the next look."""
    murat = page.session.project.do("Add", add_coder, name="Murat")
    with Project.open(page.session.project.location, station="elsewhere") as other:
        for number in range(80, 89):
            for words in (f"street number {number}", f"week {number} they took the flour of the street"):
                code(page, words, murat, other)


@pytest.mark.parametrize(
    "happens",
    [
        lambda page: page.code.passage.show_place((), None, "", may_change=False),
        lambda page: page.window().messages.show_error("Something\nwent\nwrong\nof\nmany\nlines"),
        lambda page: page.code.text.columns.make_room(6),
        lambda page: page.code.documents.setVisible(False),
        lambda page: page.code.codebook.setVisible(False),
        lambda page: page.code.passage.setVisible(False),
        colleague,
    ],
    ids=[
        "nothing coded",
        "a message",
        "more lanes",
        "no documents",
        "no codebook",
        "no line below",
        "colleague",
    ],
)
def test_nothing_moves_the_words_between_press_and_release(
    last_screen: ProjectPage, qtbot: QtBot, happens: Callable[[ProjectPage], object]
) -> None:
    page, view = last_screen, last_screen.code.text
    page.code.shown.show_all()
    place, end = point(page, "week 87"), point(page, "street number 88") + QPoint(150, 0)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=point(page, "street number 89") + QPoint(9, 0)
    )
    qtbot.waitUntil(page.code.passage.memo.isVisible)
    before = seen(page)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    move(view, place + QPoint(20, 0))
    happens(page)
    qtbot.wait(120)
    assert [line for line in seen(page) if line in before] == before
    move(view, end)
    qtbot.wait(120)
    assert [line for line in seen(page) if line in before] == before
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert view.words().startswith("week 87 they")
    assert "In week 88 they took the flour of the street" in view.words()
    QTest.keyClick(view, "2")
    assert any(words.startswith("week 87 they") for words in quotes(page))


def test_a_message_waits_until_the_button_is_up_and_good_news_stays_as_long(
    last_screen: ProjectPage, qtbot: QtBot
) -> None:
    page, messages = last_screen, last_screen.window().messages
    viewport, place = page.code.text.viewport(), point(last_screen, "week 87")
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    messages.show_error("Something went wrong.")
    qtbot.wait(80)
    assert messages.text() == ""
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: messages.text() == "Something went wrong.")
    messages.show_news("Done.")
    messages._passing.setInterval(10)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    messages._passing.start()
    qtbot.wait(80)
    assert messages.text() == "Done."
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: messages.text() == "")


def test_what_a_colleague_changed_is_looked_for_again_when_the_button_is_up(
    last_screen: ProjectPage, qtbot: QtBot
) -> None:
    page, viewport, place = last_screen, last_screen.code.text.viewport(), point(last_screen, "week 87")
    page.session._timer.setInterval(20)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    with Project.open(page.session.project.location, station="elsewhere") as other:
        other.do("Add", add_coder, name="Murat")
    with qtbot.assertNotEmitted(page.session.changed, wait=150):
        pass
    with qtbot.waitSignal(page.session.changed):
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)


def test_after_the_release_the_last_screen_is_full_again(last_screen: ProjectPage, qtbot: QtBot) -> None:
    page, view = last_screen, last_screen.code.text
    place = point(page, "week 87")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.code.passage.hide()
    qtbot.wait(50)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.wait(50)
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert view.lines_on_screen()[-1].bottom > view.viewport().height() - 60


@pytest.mark.parametrize("height", range(700, 736, 6))
def test_a_press_away_from_a_coding_moves_no_line_in_a_window_of_any_height(
    last_screen: ProjectPage, qtbot: QtBot, height: int
) -> None:
    page, view = last_screen, last_screen.code.text
    page.window().resize(1280, height)
    qtbot.wait(50)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    coded = point(page, "street number 89") + QPoint(9, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=coded)
    qtbot.waitUntil(page.code.passage.memo.isVisible)
    before, place = seen(page), point(page, "week 87")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.wait(50)
    assert seen(page) == before
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
