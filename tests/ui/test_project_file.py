"""What the window says of a project whose file is lost, only to look at, or a copy; and how it ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.codebook.actions import add_code
from app.store import Project
from app.store.check import problems
from app.store.mark import mark_of_file
from app.ui import opening
from app.ui.kit.file_dialog import FileDialog
from app.ui.main_window import MainWindow
from tests.store.files import codes_of_file_alone as codes

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file")


def start(window: MainWindow, path: Path) -> None:
    window.enter(opening.new_project(path, "Ana"))
    assert window.session is not None
    window.session.do("Add", add_code, name="Own")


def offers(window: MainWindow) -> list[str]:
    return [button.text() for button in window.messages.offers if not button.isHidden()]


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(FileDialog, "file_to_write", lambda *_, **__: (str(path), ""))


@posix
def test_a_lost_file_is_said_while_the_window_is_there_and_a_copy_is_offered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "study.intercoder", tmp_path / "copy.intercoder"
    start(window, path)
    path.unlink()
    qtbot.waitUntil(lambda: "no longer where it was opened" in window.messages.text(), timeout=60_000)
    assert offers(window) == ["Save a copy…"]
    window.messages.hide()
    qtbot.wait(50)
    assert window.session is not None
    window.session.look()
    assert window.messages.text() == ""  # said once
    choose(monkeypatch, copy)
    window.messages.offers[0].click()
    qtbot.waitUntil(copy.exists, timeout=60_000)
    qtbot.waitUntil(lambda: "was saved as “copy.intercoder”" in window.messages.text(), timeout=60_000)
    assert codes(copy) == ["Own"]
    window.close_project()
    assert not list(tmp_path.glob("study saved*"))


@posix
def test_work_in_a_lost_file_is_saved_beside_it_when_the_window_lets_it_go(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "study.intercoder"
    start(window, path)
    path.unlink()
    window.close_project()
    (saved,) = tmp_path.glob("study saved*.intercoder")
    assert codes(saved) == ["Own"]
    assert saved.name in window.messages.text()
    window.messages.offers[0].click()
    assert window.session is not None and window.session.project.location == str(saved)


@posix
def test_work_that_can_be_saved_nowhere_keeps_the_window_open_once(
    window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    start(window, folder / "study.intercoder")
    shutil.rmtree(folder)
    assert not window.close()
    assert "close once more" in window.messages.text()
    assert window.session is not None
    assert window.close()
    assert window.session is None


@posix
def test_a_write_protected_project_is_shown_and_everything_that_changes_is_off(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "study.intercoder"
    start(window, path)
    window.close_project()
    path.chmod(0o444)
    window.open_location(str(path))
    assert "open to look only" in window.messages.text()
    assert offers(window) == ["Save a copy…"]
    assert window.windowTitle().endswith("(to look only)")
    enabled = {entry.action.text() for entry in window.menu.menus.entries() if entry.action.isEnabled()}
    assert {"Save a co&py…", "&History…", "&Rounds…"} <= enabled
    off = {"&Import documents…", "&Add a coder…", "&Undo: Add", "Import a study &folder…"}
    assert not off & enabled
    window.messages.hide()
    window.project_page().session.coder()
    window.close_project()


def test_a_copy_that_may_lack_work_says_so_when_it_is_opened(window: MainWindow, tmp_path: Path) -> None:
    path, copy = tmp_path / "study.intercoder", tmp_path / "copy.intercoder"
    start(window, path)
    assert mark_of_file(path).more
    shutil.copy(path, copy)
    window.open_location(str(copy))
    assert "may be missing" in window.messages.text()


RUN = """
import sys
from app.codebook.actions import add_code
from app.ui import application, main_window
entered = main_window.MainWindow.enter
def enter(window, session):
    entered(window, session)
    session.do("Add", add_code, name="Last")
    print("there", flush=True)
main_window.MainWindow.enter = enter
sys.exit(application.run(sys.argv[1]))
"""


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_window_that_is_asked_to_end_leaves_one_tidy_file(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as window:
        assert window.stdout is not None and window.stdout.readline() == "there\n"
        window.send_signal(number)
        assert window.wait(60) == 0
    assert codes(path) == ["Last"]
    assert not mark_of_file(path).more
    assert [file for file in tmp_path.iterdir() if file.name != "settings"] == [path]
    with Project.open(str(path)) as project:
        assert problems(project) == []


@posix
def test_a_command_that_is_asked_to_end_leaves_one_tidy_file(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    script = (
        "import sys, time; from app import commands; from app.commands import import_documents\n"
        "from app.codebook.actions import add_code; from app.commands import projects\n"
        "def run(chosen, job):\n"
        "    with projects.open_to_change(chosen) as project:\n"
        "        project.do('Add', add_code, name='Last')\n"
        "        print('there', flush=True)\n"
        "        time.sleep(600)\n"
        "import_documents.run = run\n"
        "sys.exit(commands.main(['import', sys.argv[1], 'x.txt']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    ) as command:
        assert command.stdout is not None and command.stdout.readline() == "there\n"
        time.sleep(0.1)
        command.terminate()
        assert command.wait(60) == 128 + signal.SIGTERM
    assert codes(path) == ["Last"]
    assert [file for file in tmp_path.iterdir() if file.name != "settings"] == [path]
