"""Memos: written in several lines with room, whatever lies on the passage, and never lost on the way."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.coders.actions import add_coder, change_coder
from app.coding.actions import apply_code, change_coding, remove_codings
from app.coding.queries import codings_in
from app.rounds.actions import create_round
from app.rounds.queries import rounds
from app.rounds.snapshot import frozen
from app.store import Project
from app.store.history import history
from app.ui.code.memo import MemoDialog
from app.ui.code.passage_line import CHIPS, MEMO_LEAST
from app.ui.documents.many import complete
from app.ui.kit.plain import MessageBox
from app.ui.main_window import MainWindow
from app.ui.project_page import ProjectPage
from app.ui.rounds.steps import ask_and_close
from app.ui.surface.tips import tip_text
from tests.study import make_study
from tests.ui.pages import open_memo, select

CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
NAMES = ["Corruption of those who lead", "الفساد والمحسوبية في القيادة", "Unzufriedenheit mit der Verwaltung"]


def memos(page: ProjectPage) -> list[str]:
    with page.session.project.read() as reading:
        return [row.memo for row in codings_in(reading, page.code.coding.document_id, 0, 9999)]


@pytest.fixture
def coded(page: ProjectPage, qtbot: QtBot) -> ProjectPage:
    """The flour is coded, and the coding is current."""
    select(page, "took the flour")
    QTest.keyClick(page.code.text, "1")
    page.code.coding.go_to_next()
    qtbot.waitUntil(page.code.passage.memo.isVisible)
    return page


def test_a_memo_has_several_lines_and_ctrl_enter_saves_it(coded: ProjectPage, qtbot: QtBot) -> None:
    dialog = open_memo(coded, qtbot)
    QTest.keyClicks(dialog.words, "Ask again")
    QTest.keyClick(dialog.words, RETURN)
    QTest.keyClicks(dialog.words, "who took it")
    QTest.keyClick(dialog.words, RETURN, CONTROL)
    assert memos(coded) == ["Ask again\nwho took it"]
    qtbot.waitUntil(lambda: coded.code.passage.memo.text() == "Ask again ⏎ who took it")
    coded.window().activateWindow()  # as every window system but the tests' does
    qtbot.waitUntil(coded.code.text.hasFocus)
    assert coded.session.undo() == "Memo on “Corruption”"
    assert memos(coded) == [""]


def test_a_click_on_the_memo_opens_it_and_so_do_enter_and_a_letter(coded: ProjectPage, qtbot: QtBot) -> None:
    memo = coded.code.passage.memo
    for opens in (
        lambda: QTest.mouseClick(memo, Qt.MouseButton.LeftButton),
        lambda: QTest.keyClick(memo, RETURN),
        lambda: QTest.keyClick(memo, "a"),
    ):
        opens()
        (dialog,) = [one for one in coded.findChildren(MemoDialog) if one.isVisible()]
        assert "took the flour" in "".join(
            label.text() for label in dialog.findChildren(type(dialog.problem))
        )
        QTest.keyClick(dialog.words, ESCAPE)
        qtbot.waitUntil(lambda: not coded.findChildren(MemoDialog))


def test_escape_stores_what_was_typed_for_its_coding_alone(coded: ProjectPage, qtbot: QtBot) -> None:
    first = open_memo(coded, qtbot)
    QTest.keyClicks(first.words, "half a th")
    QTest.keyClick(first.words, ESCAPE)
    assert not first.isVisible()
    assert memos(coded) == ["half a th"]
    select(coded, "queued from")
    QTest.keyClick(coded.code.text, "2")
    second = open_memo(coded, qtbot)
    assert second.words.toPlainText() == ""
    QTest.keyClick(second.words, ESCAPE)
    assert coded.session.project.undo_label() == "Apply “Hard life”"  # nothing was typed, nothing was done
    coded.code.coding.go_to_next()  # round to the first
    again = open_memo(coded, qtbot)
    assert again.words.toPlainText() == "half a th"
    QTest.keyClicks(again.words, "ought")
    QTest.keyClick(again.words, RETURN, CONTROL)
    assert memos(coded) == ["half a thought", ""]
    assert not coded.code.memos.drafts


def test_a_memo_is_stored_at_a_pause_while_it_is_open(coded: ProjectPage, qtbot: QtBot) -> None:
    dialog = open_memo(coded, qtbot)
    for words in ("an hour ", "of thought"):
        QTest.keyClicks(dialog.words, words)
        qtbot.waitUntil(lambda: memos(coded) == [dialog.words.toPlainText().strip()])
        assert dialog.isVisible()
    QTest.keyClick(dialog.words, ESCAPE)
    assert memos(coded) == ["an hour of thought"]
    assert [label for label, _ in written(coded.session.project)] == ["Memo on “Corruption”"] * 2


KILLED = """
import os, signal, sys
from PySide6.QtTest import QTest
from app.ui import application, opening
from app.ui.main_window import MainWindow

application.make_application()
window = MainWindow()
session = opening.open_project(sys.argv[1])
session.coder_id = 1
window.enter(session)
window.show()
page = window.project_page()
page.code.coding.go_to_next()
dialog = page.code.open_memo()
before = session.project.latest_action()
QTest.keyClicks(dialog.words, "an hour of thought")
for _ in range(400):
    if session.project.latest_action() != before:
        break
    QTest.qWait(50)
QTest.keyClicks(dialog.words, " and a word")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_memo_that_is_being_written_outlives_its_program(tmp_path: Path) -> None:
    study = make_study(str(tmp_path / "study.intercoder"))
    with study.project:
        study.code("the flour")
    command = [sys.executable, "-c", KILLED, study.project.location]
    killed = subprocess.run(
        command, cwd=Path(__file__).parents[3], capture_output=True, timeout=300, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with Project.open(study.project.location) as project, project.read() as reading:
        assert [row.memo for row in codings_in(reading, study.baker, 0, 9999)] == ["an hour of thought"]


def test_a_memo_that_is_open_is_in_the_round_that_is_closed(
    coded: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, document = coded.session, coded.code.coding.document_id
    session.do("Lead", change_coder, coder_id=session.coder(), role="lead")
    pair = {"document_ids": [document], "coder_ids": [session.coder()]}
    session.do("Plan", create_round, name="Pilot", blind=True, **pair)
    coded.code.set_completed(True)
    dialog = open_memo(coded, qtbot)
    QTest.keyClicks(dialog.words, "mine")
    with session.project.read() as reading:
        (row,) = rounds(reading)
    monkeypatch.setattr(MessageBox, "exec", lambda box: box.buttons()[0].click())
    ask_and_close(coded.window(), session, row)
    with session.project.read() as reading:
        snapshot = frozen(reading, row.id)
    assert snapshot is not None
    assert list(snapshot.documents[0].codings.memo) == ["mine"]


@pytest.mark.parametrize("told", [False, True], ids=["not told", "told"])
def test_a_draft_is_stored_when_the_project_is_closed_below_what_was_written_since(
    coded: ProjectPage, window: MainWindow, qtbot: QtBot, *, told: bool
) -> None:
    dialog = begin_memo(coded, qtbot, stays_open=True)
    location, coder_id = coded.session.project.location, coded.session.coder()
    with Project.open(location, station="elsewhere") as other:
        other.do("Memo", change_coding, coding_id=1, coder_id=coder_id, memo="hers")
    if told:
        dialog.keep()
        assert "hers" in dialog.problem.text()
    QTest.keyClick(dialog.words, ESCAPE)
    coded.session.look()
    qtbot.waitUntil(lambda: coded.code.passage.memo.text() == "Not saved: mine")
    window.close_project()
    with Project.open(location) as project, project.read() as reading:
        assert [row.memo for row in codings_in(reading, 1, 0, 9999)] == ["hers\nmine"]


def begin_memo(page: ProjectPage, qtbot: QtBot, *, stays_open: bool = False) -> MemoDialog:
    dialog = open_memo(page, qtbot)
    QTest.keyClicks(dialog.words, "mine")
    if not stays_open:
        QTest.keyClick(dialog.words, ESCAPE)
    return dialog


def written(project: Project) -> list[tuple[str, str]]:
    """What was done last, newest first, and by whom."""
    with project.read() as reading:
        return [(row.label, row.coder) for row in history(reading, limit=2)]


@pytest.mark.parametrize("stays_open", [False, True], ids=["left", "open"])
def test_a_draft_is_stored_as_its_coders_before_another_coder_goes_on(
    coded: ProjectPage, qtbot: QtBot, stays_open: bool
) -> None:
    murat = coded.session.do("Add", add_coder, name="Murat")
    dialog = begin_memo(coded, qtbot, stays_open=stays_open)
    coded.session.coder_id = murat
    assert not dialog.isVisible()
    assert written(coded.session.project)[0] == ("Memo on “Corruption”", "Ana")
    assert not coded.code.memos.drafts


def complete_from_the_list(page: ProjectPage) -> None:
    complete(page.session, [page.code.coding.document_id], completed=True)


@pytest.mark.parametrize(
    "go_on",
    [
        lambda page: page.code.set_completed(True),
        complete_from_the_list,
        lambda page: page.code.step(1),
        lambda page: page.code.open_passage(page.code.entries()[1].document.id, 0, 3),
    ],
    ids=["completed", "completed in the list", "next document", "passage elsewhere"],
)
def test_a_draft_is_stored_before_its_document_is_completed_or_another_one_opened(
    coded: ProjectPage, qtbot: QtBot, go_on: Callable[[ProjectPage], None]
) -> None:
    begin_memo(coded, qtbot)
    document_id = coded.code.coding.document_id
    go_on(coded)
    with coded.session.project.read() as reading:
        assert [row.memo for row in codings_in(reading, document_id, 0, 9999)] == ["mine"]
    done = [label for label, _ in written(coded.session.project)]
    assert "Memo on “Corruption”" in (done[0], done[1])
    assert done[0].startswith(("Memo", "Complete"))
    assert not coded.code.memos.drafts


def test_a_draft_that_cant_be_stored_stays_its_coders_and_is_never_written_as_anothers(
    coded: ProjectPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = coded.session
    location, ana = session.project.location, session.coder()
    murat = session.do("Add", add_coder, name="Murat")
    dialog = begin_memo(coded, qtbot, stays_open=True)
    session.do("Remove", remove_codings, coding_ids=[1], coder_id=ana)
    QTest.keyClick(dialog.words, ESCAPE)
    session.coder_id = murat
    assert coded.code.memos.drafts[1].coder_id == ana
    session.undo()
    coded.code.step(1)
    assert coded.code.memos.drafts[1].coder_id == ana
    window.close_project()
    with Project.open(location) as project:
        assert written(project)[0] == ("Memo on “Corruption”", "Ana")
        with project.read() as reading:
            assert [row.memo for row in codings_in(reading, 1, 0, 9999)] == ["mine"]


def test_a_memo_whose_coding_is_removed_meanwhile_stays_in_its_field(
    coded: ProjectPage, qtbot: QtBot
) -> None:
    dialog = open_memo(coded, qtbot)
    QTest.keyClicks(dialog.words, "an hour of thought")
    with Project.open(coded.session.project.location, station="elsewhere") as other:
        other.do("Remove", remove_codings, coding_ids=[1], coder_id=coded.session.coder())
    coded.session.look()
    dialog.ok.click()
    assert dialog.isVisible()
    assert "no longer there" in dialog.problem.text()
    assert dialog.words.toPlainText() == "an hour of thought"


def test_a_colleagues_memo_can_be_read_whole_and_not_changed(coded: ProjectPage, qtbot: QtBot) -> None:
    do = coded.session.do
    murat = do("Add", add_coder, name="Murat")
    document, code = coded.code.coding.document_id, coded.code.coding.codes[0].code_id
    do(
        "Apply",
        apply_code,
        document_id=document,
        code_id=code,
        coder_id=murat,
        start=0,
        end=11,
        memo="Line\nand line",
    )
    coded.code.shown.show_all()
    coded.code.text.setFocus()
    coded.code.coding.go_to_previous()
    dialog = open_memo(coded, qtbot)
    assert dialog.words.toPlainText() == "Line\nand line"
    assert dialog.words.isReadOnly()
    assert not dialog.ok.isVisible()
    QTest.keyClick(dialog.words, ESCAPE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_a_coding_with_a_memo_has_a_mark_in_the_margin_that_needs_no_colour(
    coded: ProjectPage, window: MainWindow, *, mirrored: bool, theme: str
) -> None:
    window.menu.change_look("theme", theme)
    margin = coded.code.text.margin
    margin.mirrored = mirrored
    coded.code.text.viewport().grab()
    before = margin.grab().toImage()
    coded.code.coding.set_memo(1, "Ask again\nwho took it")
    coded.code.text.viewport().grab()
    (stripe,) = margin._stripes
    assert stripe.has_memo
    after, place = margin.grab().toImage(), margin._note(stripe).toRect()
    ratio = after.devicePixelRatio()
    inside = [
        (int(x * ratio), int(y * ratio))
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    ]
    light = {after.pixelColor(x, y).lightness() // 64 for x, y in inside}
    assert len(light) >= 3  # paper and ink, in whatever colours
    assert any(before.pixel(x, y) != after.pixel(x, y) for x, y in inside)
    assert margin.codings_at(margin._note(stripe).center()) == [1]
    mark = coded.code.text.codings.mark(1)
    assert mark is not None
    assert "Ask again<br>who took it" in tip_text([mark])


@pytest.mark.parametrize("width", [900, 1024, 1280, 1920])
def test_the_memo_has_its_room_and_the_line_its_height_whatever_the_number_of_codings(
    coded: ProjectPage, qtbot: QtBot, width: int
) -> None:
    do, window = coded.session.do, coded.window()
    height = coded.code.passage.height()
    with coded.session.project.read() as reading:
        (row,) = codings_in(reading, coded.code.coding.document_id, 0, 9999)
    window.resize(width, 700)
    line = coded.code.passage
    for name in [*NAMES, "Four", "Five", "Six", "Seven"]:
        code = do("Add", add_code, name=name)
        do(
            "Apply",
            apply_code,
            document_id=row.document_id,
            code_id=code,
            coder_id=row.coder_id,
            start=row.start,
            end=row.end,
        )
        qtbot.wait(20)
        assert line.memo.width() >= MEMO_LEAST
        assert line.height() == height
        assert line.memo.geometry().right() <= line.rect().right()
        assert window.width() == width
    assert len(line._marks) > CHIPS
    for number in range(line._chips.count()):
        chip = line._chips.itemAt(number).widget()
        assert chip.mapTo(line, QPoint(chip.width(), 0)).x() <= line.unsure.x() + 1
