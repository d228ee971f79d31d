"""Drafts go when they are finished, and when the program that was at them was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import settings
from app.drafts import draft_folder, sweep
from app.exchange.drafts import new_folder
from app.store import Project

KILLED = """
import sys
from pathlib import Path
from app.{module} import {function}
with {function}(Path(sys.argv[1])) as draft:
    ((draft if draft.is_dir() else draft.parent) / "made" ).mkdir(exist_ok=True)
    print("ready", flush=True)
    input()
"""


def program(place: Path, module: str, function: str) -> subprocess.Popen[str]:
    """A program that is at a draft and waits."""
    code = KILLED.format(module=module, function=function)
    root = Path(__file__).parents[1]
    started = subprocess.Popen(
        [sys.executable, "-c", code, str(place)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def end(started: subprocess.Popen[str]) -> None:
    started.kill()
    started.communicate()


@pytest.mark.parametrize(
    ("module", "function", "name"),
    [
        ("drafts", "draft_folder", ""),
        ("exchange.drafts", "new_folder", "out"),
        ("exchange.drafts", "new_file", "out.sav"),
    ],
)
def test_what_a_killed_program_left_goes_at_the_next_export_and_what_a_living_one_is_at_stays(
    tmp_path: Path, module: str, function: str, name: str
) -> None:
    started = program(tmp_path / name, module, function)
    sweep(tmp_path)
    assert len(list(tmp_path.glob(".unfinished-*"))) == 1
    end(started)
    with new_folder(tmp_path / "other"):
        assert len(list(tmp_path.glob(".unfinished-*"))) == 1  # its own
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_they_go_when_a_project_beside_them_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    end(program(tmp_path, "drafts", "draft_folder"))
    Project.open(str(path)).close()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows ends programs without a word")
def test_a_command_that_is_ended_leaves_none(tmp_path: Path) -> None:
    started = program(tmp_path, "drafts", "draft_folder")
    started.send_signal(signal.SIGINT)
    started.communicate()
    assert list(tmp_path.iterdir()) == []


def test_what_versions_before_the_mark_left_goes_when_it_is_old_and_nothing_else_does(
    tmp_path: Path,
) -> None:
    for name, part in ((".out-abcdefgh", "unfinished.xlsx"), (".unfinished-12345678", "made")):
        (tmp_path / name / part).mkdir(parents=True)
    mine = {".notes-abcdefgh": "unfinished.xlsx", ".config-abcdefgh": "x", ".git": "HEAD"}
    for name, part in mine.items():
        (tmp_path / name / part).mkdir(parents=True)
    (tmp_path / ".notes-abcdefgh" / "mine.txt").touch()
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 5
    old = time.time() - 7200
    for path in (*tmp_path.glob("*/*"), *tmp_path.iterdir()):
        os.utime(path, (old, old))
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(mine)


def test_drafts_in_one_folder_do_not_remove_one_another(tmp_path: Path) -> None:
    with draft_folder(tmp_path) as first, draft_folder(tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()


def test_preferences_that_a_killed_program_wrote_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path))
    left = tmp_path / "settings-abc.new"
    left.write_text("{}")
    os.utime(left, (1, 1))
    settings.write("font size", 12)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
