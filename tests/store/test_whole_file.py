"""A quiet project is whole in its one file; a copy says what it may lack; a kill loses nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.documents.actions import add_document
from app.documents.queries import documents
from app.errors import UserError
from app.store import Project
from app.store import engine as engines
from app.store.check import problems
from app.store.engine import log_of
from app.store.history import history
from app.store.lacking import notes
from app.store.mark import FRAME_HEADER, LOG_HEADER, mark_of_file
from tests.store.files import codes, codes_of_file_alone, until

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file")


def test_a_quiet_project_is_whole_in_its_one_file(path: Path, open_here: Project) -> None:
    for number in range(20):
        open_here.do("Add", add_code, name=f"Code {number}")
    until(lambda: not mark_of_file(path).more)
    copy = path.with_name("copy.intercoder")
    shutil.copy(path, copy)
    with Project.open(str(copy)) as copied:
        assert len(codes(copied)) == 21
        assert copied.lacks() == ""
        assert problems(copied) == []


def test_a_copy_made_amid_work_says_what_it_may_lack_until_somebody_goes_on_with_it(
    path: Path, open_here: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wait in ("QUIET", "SOON"):
        monkeypatch.setattr(f"app.store.folding.{wait}", 3600.0)
    copy = path.with_name("copy.intercoder")
    open_here.do("Add First", add_code, name="First")
    with open_here.read() as session:  # who reads keeps the log from being written back
        codebook(session)
        open_here.do("Add Second", add_code, name="Second")
        open_here.fold()
        shutil.copy(path, copy)
    for _ in range(2):
        with Project.open(str(copy)) as copied:
            assert codes(copied) == ["Before", "First"]
            assert "“Add First”" in copied.lacks()
            assert "may be missing" in copied.lacks()
            assert problems(copied) == [copied.lacks()]
    with Project.open(str(copy)) as copied:
        copied.do("Go on", add_code, name="Later")
        assert problems(copied) == []
        with copied.read() as session:
            assert [row.kind for row in history(session)[:2]] == ["do", "begin"]
            assert len(list(notes(session))) == 1
    with Project.open(str(copy)) as copied:
        assert problems(copied) == []


@pytest.mark.parametrize("changes", [1, 7, 60])
def test_after_a_kill_the_file_has_all_with_its_log_and_says_so_without(path: Path, changes: int) -> None:
    Project.create(str(path)).close()
    script = (
        "import os, signal, sys; from app.store import Project; from app.codebook.actions import add_code\n"
        "project = Project.open(sys.argv[1], station='x')\n"
        "for number in range(int(sys.argv[2])): project.do('Add', add_code, name=f'Code {number}')\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path), str(changes)], check=False)
    copy = path.with_name("copy.intercoder")
    shutil.copy(path, copy)
    with Project.open(str(copy)) as copied:
        assert len(codes(copied)) == changes or problems(copied)
    with Project.open(str(path)) as project:
        assert len(codes(project)) == changes
        assert problems(project) == []
    with Project.open(str(path)) as project:
        assert problems(project) == []


def test_a_copy_of_an_open_file_of_an_older_version_says_so_each_time(path: Path) -> None:
    Project.create(str(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute("PRAGMA user_version=1")
        older.execute("PRAGMA journal_mode=WAL")
        older.execute("UPDATE setting SET value = 'Later' WHERE key = 'title'")
        copy = path.with_name("copy.intercoder")
        shutil.copy(path, copy)
    for _ in range(2):
        with Project.open(str(copy)) as project:
            assert "may be missing" in project.lacks()


def test_a_file_of_an_older_version_that_is_only_looked_at_stays_as_it_is(path: Path) -> None:
    Project.create(str(path)).close()
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA user_version=1")
    Project.open(str(path)).close()
    with closing(sqlite3.connect(path)) as older:
        assert older.execute("PRAGMA user_version").fetchone() == (1,)


def test_many_changes_are_written_back_without_a_quiet_second(
    path: Path, open_here: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "MOST_IN_LOG", 100_000)
    monkeypatch.setattr("app.store.folding.QUIET", 3600.0)
    for number in range(40):
        open_here.do("Add", add_code, name=f"Code {number}")
    assert len(codes_of_file_alone(path)) > 20


def test_two_programs_write_in_turns_and_the_file_is_whole_after_them(path: Path, open_here: Project) -> None:
    with Project.open(str(path), station="elsewhere") as other:
        for number in range(15):
            open_here.do("Add", add_code, name=f"Here {number}")
            other.do("Add", add_code, name=f"There {number}")
            if number % 4 == 0:
                other.fold()
            open_here.poll()
        assert len(codes(other)) == 31
        until(lambda: not mark_of_file(path).more)
        assert len(codes_of_file_alone(path)) == 31
    assert open_here.poll() is None
    open_here.do("Add", add_code, name="Last")


def leave_a_log(path: Path) -> None:
    script = (
        "import os, sys; from app.store import Project; from app.codebook.actions import add_code\n"
        "project = Project.open(sys.argv[1], station='x')\n"
        "for number in range(9): project.do('Add', add_code, name=f'Code {number}')\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert log_of(engines.file_at(str(path))).stat().st_size


@pytest.mark.parametrize("which", ["an older state", "a later state of a copy", "another project"])
def test_a_log_of_another_file_is_refused_and_set_aside_and_the_file_left_readable(
    path: Path, which: str
) -> None:
    Project.create(str(path)).close()
    with Project.open(str(path)) as project:
        project.do("Add", add_code, name="Old")
    other = path.with_name("other.intercoder")
    shutil.copy(path, other)
    with Project.open(str(path)) as project:
        project.do("Add", add_code, name="Newer")
    if which == "a later state of a copy":
        with Project.open(str(other)) as project:
            for number in range(30):
                project.do("Add", add_code, name=f"Copy's {number}")
    if which == "another project":
        other.unlink()
        with Project.create(str(other)) as project:
            project.do("Add", add_code, name="Other's")
    leave_a_log(path)
    content = other.read_bytes()
    other.replace(path)
    with pytest.raises(UserError, match="belongs to another file.*set aside"):
        Project.open(str(path))
    assert path.read_bytes() == content
    with Project.open(str(path)) as project:
        assert problems(project) == []
        assert not any(name.startswith("Code") for name in codes(project))
    assert list(path.parent.glob("*log of another file*"))


def test_a_log_goes_with_its_file_to_another_folder(path: Path, tmp_path: Path) -> None:
    Project.create(str(path)).close()
    leave_a_log(path)
    (tmp_path / "moved").mkdir()
    for file in tmp_path.glob("study.intercoder*"):
        shutil.copy(file, tmp_path / "moved")
    with Project.open(str(tmp_path / "moved" / path.name)) as project:
        assert len(codes(project)) == 9
        assert problems(project) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_any_moment_leaves_a_log_that_fits(path: Path, seed: int) -> None:
    Project.create(str(path)).close()
    script = (
        "import sys, time; from app.store import Project; from app.codebook.actions import add_code\n"
        "project = Project.open(sys.argv[1], station='x')\n"
        "for number in range(10_000):\n"
        "    project.do('Add', add_code, name=f'{sys.argv[2]} {number}')\n"
        "    if number % 3 == 0: project.fold()\n"
        "    print(number, flush=True)\n"
    )
    for go in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path), f"{go}"], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(1 + (seed * 7 + go * 5) % 23):
                process.stdout.readline()
            process.kill()
        with Project.open(str(path)) as project:
            assert problems(project) == []
            kept = [name for name in codes(project) if name.startswith(f"{go} ")]
        assert len(kept) >= 1 + (seed * 7 + go * 5) % 23


@posix
def write_back(path: Path, pages: int) -> None:
    """Copy as many pages of a file's log into it, lowest first, as SQLite does until it is interrupted."""
    log = log_of(path).read_bytes()
    size = int.from_bytes(log[8:12], "big")
    latest = {}
    for at in range(LOG_HEADER, len(log) - size, FRAME_HEADER + size):
        latest[int.from_bytes(log[at : at + 4], "big")] = log[at + FRAME_HEADER : at + FRAME_HEADER + size]
    assert pages < len(latest)
    with path.open("r+b") as file:
        for page in sorted(latest)[:pages]:
            file.seek((page - 1) * size)
            file.write(latest[page])


@pytest.mark.parametrize("pages", [1, 2, 5, 9])
def test_writing_the_log_back_may_be_interrupted_anywhere(
    path: Path, open_here: Project, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    for wait in ("QUIET", "SOON"):
        monkeypatch.setattr(f"app.store.folding.{wait}", 3600.0)
    for number in range(5):
        text = "".join(chr(97 + (index * index + number) % 26) for index in range(50_000))
        open_here.do("Import", add_document, name=f"Text {number}", text=text)
    stopped = path.with_name("stopped.intercoder")
    shutil.copy(path, stopped)
    shutil.copy(log_of(path), log_of(stopped))
    write_back(stopped, pages)
    with Project.open(str(stopped)) as project:
        with project.read() as session:
            assert len(documents(session)) == 5
        assert problems(project) == []


def test_a_file_behind_a_link_has_its_log_beside_itself(path: Path, tmp_path: Path) -> None:
    Project.create(str(path)).close()
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.intercoder"
    link.symlink_to(path)
    leave_a_log(link)
    with Project.open(str(link)) as project:
        assert project.lacks() == ""
        assert len(codes(project)) == 9
        project.do("Add", add_code, name="Own")
    assert link.is_symlink()
    with Project.open(str(path)) as project:
        assert problems(project) == []
        assert len(codes(project)) == 10


def test_a_project_that_is_closed_twice_leaves_others_alone(path: Path) -> None:
    project = Project.create(str(path))
    project.close()
    with Project.open(str(path)) as other:
        other.do("Add", add_code, name="Own")
        project.close()
        other.do("Add", add_code, name="More")
        assert problems(other) == []
