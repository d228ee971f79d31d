"""Damaged, locked and foreign projects, full disks: one sentence, exit 1, nothing changed."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.said import Command

HOUSE = Path(__file__).parents[2]


def test_a_project_with_garbage_in_its_middle_is_called_damaged(
    intercoder: Command, project: Path, study: Path
) -> None:
    content = bytearray(project.read_bytes())
    content[len(content) // 4 : len(content) // 4 * 3] = os.urandom(len(content) // 4 * 2)
    project.write_bytes(content)
    for arguments in (("check", project), ("history", project), ("import-study", project, study)):
        said = intercoder(*arguments)
        assert said.code == 1
        assert "damaged" in said.error + said.out
        assert "Traceback" not in said.error


def test_a_damaged_page_is_found_by_check(intercoder: Command, project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'region'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(project.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    project.write_bytes(content)
    said = intercoder("check", project)
    assert said.code == 1
    assert "damaged" in said.error + said.out


def test_a_coding_outside_its_text_is_found_by_check(intercoder: Command, project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("UPDATE coding SET end = 999 WHERE id = 1")
        connection.commit()
    said = intercoder("check", project, "--json")
    assert said.code == 1
    assert not said.json["sound"]
    assert any("lies outside its text" in problem for problem in said.json["problems"])


@pytest.mark.parametrize("content", [b"", b"just some text", b"SQLite format 3\0" + b"\0" * 200])
def test_a_file_that_is_no_project_is_left_as_it_is(
    intercoder: Command, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.intercoder"
    path.write_bytes(content)
    said = intercoder("check", path)
    assert said.code == 1
    assert "not an Intercoder project" in said.error
    assert path.read_bytes() == content


def test_a_project_that_another_program_writes_in_is_refused_after_a_while(
    intercoder: Command, project: Path, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.engine.WAIT_FOR_OTHERS", 0.2)
    (study / "codings.csv").write_text(
        "doc_id,coder,code,start,end\ndriver,Ana,Faith,0,4\n", encoding="utf-8"
    )
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        said = intercoder("import-study", project, study)
        assert said.code == 1
        assert "is being changed by another program" in said.error
        other.execute("ROLLBACK")
    assert intercoder("import-study", project, study).code == 0


def test_a_project_locked_as_a_whole_is_refused_after_a_while(
    intercoder: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.engine.WAIT_FOR_OTHERS", 0.2)
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = intercoder("history", project)
    assert said.code == 1
    assert "is being changed by another program" in said.error


def test_a_project_open_on_another_computer_is_refused(intercoder: Command, project: Path) -> None:
    mark = project.with_name(f".{project.name}.open-12345678")
    mark.write_text("Library PC\n4711\n", encoding="utf-8")
    said = intercoder("check", project)
    assert said.code == 1
    assert "is open on the computer “Library PC”" in said.error
    assert mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_fills_up_during_an_import_leaves_the_project_as_it_was(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    before = intercoder("history", project, "--json").json
    (tmp_path / "long.txt").write_text("A long text. " * 60_000, encoding="utf-8")
    limit = project.stat().st_size + 100_000
    ended = subprocess.run(
        [sys.executable, HOUSE / "main.py", "import", project, tmp_path / "long.txt"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "nothing of this was saved" in ended.stderr
    assert intercoder("check", project).code == 0
    assert intercoder("history", project, "--json").json == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_an_answer_that_cannot_be_written_is_told(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, HOUSE / "main.py", "history", project],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert ended.returncode == 1
    assert "The disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_gets_no_project(intercoder: Command, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    said = intercoder("new", tmp_path / "shut" / "study.intercoder")
    assert said.code == 1
    assert "can't be opened" in said.error
