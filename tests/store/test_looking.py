"""Looking where nothing can be written; copies, backups and new files are private; making and names."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.errors import StoreError, UserError
from app.store import Project, looking, presence, upgrade
from app.store import engine as engines
from app.store.check import problems
from app.store.mark import mark_of_file, states_in_log
from app.store.migrations import HEAD
from app.store.project_file import ProjectFile
from tests.store.files import codes

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file")


def protect_file(path: Path) -> None:
    path.chmod(0o444)


def protect_folder(path: Path) -> None:
    path.parent.chmod(0o555)


@posix
@pytest.mark.parametrize("protect", [protect_file, protect_folder])
@pytest.mark.parametrize("in_use", [False, True])
def test_a_write_protected_project_opens_to_look_and_is_left_as_it_is(
    path: Path, tmp_path: Path, protect: Callable[[Path], None], in_use: bool
) -> None:
    with Project.create(str(tmp_path / "first.intercoder"), station="here") as project:
        project.do("Add", add_code, name="Before")
        project.fold()
        if in_use:  # a copy of an open file
            shutil.copy(project.location, path)
    if not in_use:
        shutil.copy(project.location, path)
    target = tmp_path / "target"
    target.mkdir()
    protect(path)
    before, files = path.read_bytes(), sorted(path.parent.iterdir())
    with Project.open(str(path), station="here") as project:
        assert "look only" in project.only_to_look
        assert codes(project) == ["Before"]
        assert project.poll() is None
        assert problems(project) == []
        with pytest.raises(UserError, match="open to look only, because"):
            project.do("Add", add_code, name="After")
        with pytest.raises(UserError, match="open to look only"):
            project.undo()
        project.save_copy(target / "copy.intercoder")
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == files
    path.parent.chmod(0o755)
    with Project.open(str(target / "copy.intercoder")) as copied:
        copied.do("Add", add_code, name="After")
        assert codes(copied) == ["Before", "After"]


def test_a_project_on_a_full_disk_opens_to_look(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.create(str(path)) as project:
        project.do("Add", add_code, name="Before")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_text", full)
    with Project.open(str(path)) as project:
        assert codes(project) == ["Before"]
        with pytest.raises(UserError, match="because the disk is full.*Make room"):
            project.do("Add", add_code, name="After")


def test_a_disk_with_too_little_room_for_the_index_of_a_log_opens_to_look(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.create(str(path)) as project:
        project.do("Add", add_code, name="Before")

    def fail(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(engines, "use_write_ahead_log", fail)
    with pytest.raises(StoreError, match="the disk fails"):
        Project.open(str(path))
    monkeypatch.setattr(looking, "ROOM", 10**18)
    with Project.open(str(path)) as project:
        assert codes(project) == ["Before"]
        assert "disk is full" in project.only_to_look


@posix
def test_an_older_write_protected_project_is_not_upgraded(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(str(path)).close()
    monkeypatch.setattr(upgrade, "HEAD", "9998")
    monkeypatch.setattr(upgrade, "revisions", lambda: HEAD.split("+"))
    protect_file(path)
    with pytest.raises(UserError, match="can't be upgraded, because the file is write-protected"):
        Project.open(str(path))


def test_a_copy_is_whole_private_and_never_over_another_file(path: Path, open_here: Project) -> None:
    copy = path.with_name("copy.intercoder")
    open_here.do("Add", add_code, name="Unfolded")
    open_here.save_copy(copy)
    with pytest.raises(UserError, match="exists already"):
        open_here.save_copy(copy)
    with pytest.raises(StoreError, match="Choose another folder"):
        open_here.save_copy(path.parent / "nowhere" / "copy.intercoder")
    with Project.open(str(copy)) as copied:
        assert codes(copied) == ["Before", "Unfolded"]
        assert problems(copied) == []
    assert {file.name for file in path.parent.glob("*copy*")} == {"copy.intercoder"}
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@posix
@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_a_new_project_and_all_beside_it_can_be_read_by_its_owner_only(path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        with Project.create(str(path)) as project:
            project.do("Add", add_code, name="Before")
            modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == {0o600}


@posix
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o660, 0o664])
def test_an_upgrade_keeps_the_mode_and_its_backup_is_private(
    path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    Project.create(str(path)).close()
    monkeypatch.setattr(upgrade, "HEAD", "9998")
    monkeypatch.setattr(upgrade, "revisions", lambda: HEAD.split("+"))
    monkeypatch.setattr(upgrade, "_migrate", lambda location: None)
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, 12_345, 23_456)
    owner = path.stat().st_uid, path.stat().st_gid
    upgrade.prepare(str(path))
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert (path.stat().st_uid, path.stat().st_gid) == owner
    (backup,) = path.parent.glob("study backup*")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


MAKE = """
import os, sys, time
from app.store import Project
while time.time() < float(sys.argv[2]): pass
Project.create(sys.argv[1]).close()
"""


def test_a_project_made_twice_at_once_is_made_once(tmp_path: Path) -> None:
    for number in range(4):
        path = tmp_path / f"{number}.intercoder"
        at = str(time.time() + 3)
        makers = [
            subprocess.Popen([sys.executable, "-c", MAKE, str(path), at], stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        assert sorted(maker.wait() for maker in makers) == [0, 1]
        with Project.open(str(path)) as project:
            assert problems(project) == []
    assert len(list(tmp_path.iterdir())) == 4


@posix
@pytest.mark.parametrize("step", ["create_all", "stamp", "put_in_place"])
def test_a_killed_new_is_gone_or_usable_and_what_it_left_goes_with_the_next(path: Path, step: str) -> None:
    script = (
        "import os, signal, sys\n"
        "from app.models import Base\n"
        "from app.store import Project, places, upgrade\n"
        "owners = {'create_all': Base.metadata, 'stamp': upgrade, 'put_in_place': places}\n"
        "kill = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "setattr(owners[sys.argv[2]], sys.argv[2], kill)\n"
        "Project.create(sys.argv[1])"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path), step], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    Project.create(str(path)).close()
    assert list(path.parent.iterdir()) == [path]


def test_empty_marks_are_swept_and_damaged_ones_after_a_day(path: Path) -> None:
    Project.create(str(path)).close()
    marks = [path.with_name(f".study.intercoder.open-{number}") for number in range(4)]
    for mark, content in zip(marks, (b"", b"\0\0\0", b"field-lap", b"host\nx\n"), strict=True):
        mark.write_bytes(content)
    os.utime(marks[3], (1, 1))
    Project.open(str(path)).close()
    assert [mark.exists() for mark in marks] == [False, False, True, False]


@posix
def test_a_path_that_is_too_long_for_the_database_is_named_so(tmp_path: Path) -> None:
    folder = tmp_path
    while len(os.fsencode(folder)) < 400:
        folder = folder / ("ملف" * 10)
    folder.mkdir(parents=True)
    path = folder / ("x" * 100 + ".intercoder")
    for use in (Project.create, Project.open):
        with pytest.raises(StoreError, match="bytes, and a project's may have 504"):
            use(str(path))
    short = folder / "x.intercoder"
    with Project.create(str(short)) as project:
        project.do("Add", add_code, name="Before")


def test_the_state_of_a_log_is_read_from_its_first_pages(path: Path, open_here: Project) -> None:
    open_here.fold()
    state = mark_of_file(path).state
    open_here.do("Add", add_code, name="Own")
    assert states_in_log(path)[0] == state
    assert isinstance(open_here._file, ProjectFile)
    assert presence.is_open_here(path)
    assert looking.why_protected(path) == ""
