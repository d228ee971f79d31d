"""Work is given out, returned and taken in from the window."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from app.ui.packets.back import ask_and_return
from app.ui.packets.give import GiveOutDialog, ask_and_give_out
from app.ui.packets.list import PacketsDialog
from app.ui.packets.take import TakeInDialog
from tests.packets.conftest import given_out
from tests.packets.team import at_work, code, codings, complete, returned

__all__ = ["given_out"]  # the fixture
PATIENCE = 60_000  # milliseconds; a busy machine may take long


@pytest.fixture
def team(given_out: Path, tmp_path: Path) -> Path:
    shutil.copytree(given_out, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_work_is_given_out_into_a_new_folder(
    window: MainWindow, qtbot: QtBot, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_location(str(team / "lead.intercoder"))
    session = window.project_page().session
    session.coder_id = 1
    again = team / "again"
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_, **__: (str(again), ""))
    ask_and_give_out(window, session, window.messages)
    (dialog,) = window.findChildren(GiveOutDialog)
    assert dialog.shares.text() == "Ana Yılmaz: 1 document · Murat Kaya: 2 documents"
    dialog.ok.click()
    qtbot.waitUntil(lambda: "2 packets lie in" in window.messages.text(), timeout=PATIENCE)
    assert sorted(path.name for path in again.glob("*.intercoder")) == [
        "Ana Yılmaz.intercoder",
        "Murat Kaya.intercoder",
    ]


def test_dropped_returns_are_shown_before_they_are_taken_in(
    window: MainWindow, qtbot: QtBot, team: Path
) -> None:
    returns = []
    for name in ("Ana Yılmaz", "Murat Kaya"):
        with at_work(team / "out" / f"{name}.intercoder") as project:
            code(project, "Baker", "the flour", "Bribe")
            complete(project, "Baker")
        returns.append(returned(team / "out" / f"{name}.intercoder"))
    window.open_location(str(team / "lead.intercoder"))
    session = window.project_page().session
    session.coder_id = 1
    window.take_files(returns)
    qtbot.waitUntil(lambda: bool(window.findChildren(TakeInDialog)), timeout=PATIENCE)
    (dialog,) = window.findChildren(TakeInDialog)
    documents = dialog.tree.topLevelItem(1)
    lines = [documents.child(row) for row in range(documents.childCount())]
    assert [(line.text(0), line.text(1), line.text(2)) for line in lines] == [
        ("Baker", "Ana Yılmaz", "1 new, completed"),
        ("Baker", "Murat Kaya", "1 new, completed"),
    ]
    assert codings(session.project) == set()
    dialog.ok.click()
    qtbot.waitUntil(lambda: "2 new" in window.messages.text(), timeout=PATIENCE)
    assert len(codings(session.project)) == 2
    session.undo()
    assert codings(session.project) == set()


def test_a_packet_is_its_coders_and_goes_back_from_the_window(
    window: MainWindow, qtbot: QtBot, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_location(str(team / "out" / "Ana Yılmaz.intercoder"))
    session = window.project_page().session
    assert session.coder_id == 1
    target = team / "back.intercoder-return"
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_, **__: (str(target), ""))
    ask_and_return(window, session, window.messages)
    qtbot.waitUntil(lambda: "holds your work, sealed" in window.messages.text(), timeout=PATIENCE)
    assert target.exists()


def test_what_is_out_and_back_is_listed(window: MainWindow, qtbot: QtBot, team: Path) -> None:
    window.open_location(str(team / "lead.intercoder"))
    dialog = PacketsDialog(window, window.project_page().session)
    dialog.show()
    assert [dialog.packets.index(row, 0).data() for row in range(2)] == ["Murat Kaya", "Ana Yılmaz"]
    assert [dialog.packets.index(row, 4).data() for row in range(2)] == ["not yet", "not yet"]
    dialog.close()
