"""What goes wrong around a project: full disks, odd paths, other windows, lost connections, colleagues."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text

from app.codebook.actions import add_code, change_code, delete_code, move_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.documents.actions import add_document, change_document
from app.errors import Conflict, StoreError, UserError
from app.models import Coder, Coding
from app.store import Project, presence, upgrade
from app.store import engine as engines
from app.store.check import problems
from app.store.journal import WriteSession, add_many, set_many
from app.store.migrations import HEAD
from tests.store.conftest import fill


def labels(project: Project) -> tuple[str | None, str | None]:
    return project.undo_label(), project.redo_label()


def recolour(session: WriteSession, code_id: int, colour: str) -> None:
    change_code(session, code_id=code_id, colour=colour)


def test_undo_goes_on_behind_what_a_colleague_changed(project: Project, location: str) -> None:
    project.do("Mine first", recolour, 1, "#111111")
    project.do("Mine then hers", recolour, 2, "#222222")
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Hers", recolour, 2, "#333333")
    with pytest.raises(Conflict, match="“Mine then hers” can't be taken back"):
        project.undo()
    assert labels(project) == ("Mine first", None)
    assert project.undo() == "Mine first"
    assert labels(project) == ("Fill", "Mine first")
    assert project.redo() == "Mine first"
    with Project.open(location, station="here") as restarted:
        with pytest.raises(Conflict):
            restarted.undo() and restarted.undo()
        assert restarted.undo_label() == "Fill"


def test_redo_goes_on_behind_what_a_colleague_changed(project: Project, location: str) -> None:
    project.do("First", recolour, 1, "#111111")
    project.do("Second", recolour, 2, "#222222")
    project.undo()
    project.undo()
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Hers", recolour, 1, "#333333")
    with pytest.raises(Conflict, match="“First” can't be done again"):
        project.redo()
    assert project.redo() == "Second"
    assert labels(project) == ("Second", None)


def test_undo_never_puts_a_code_under_itself(project: Project, location: str) -> None:
    project.do("Under Money", move_code, code_id=2, parent_id=1, position=0)
    project.do("Out again", move_code, code_id=2, parent_id=None, position=5)
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Hers", move_code, code_id=1, parent_id=2, position=0)
    with pytest.raises(Conflict):
        project.undo()
    with project.read() as session:
        assert [code.path for code in codebook(session)] == ["Faith", "Faith / Money"]


def test_codes_that_lie_under_themselves_are_shown_and_found_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)) as project:
        one = project.do("One", add_code, name="One")
        project.do("Two", add_code, name="Two", parent_id=one)
        with closing(sqlite3.connect(path)) as behind:
            behind.execute("UPDATE code SET parent_id = 2 WHERE id = 1")
            behind.commit()
        with project.read() as session:
            assert {code.name for code in codebook(session)} == {"One", "Two"}
        assert any("2 codes lie under themselves" in problem for problem in problems(project))
        project.do("Delete", delete_code, code_id=one)


def test_a_chain_of_renames_in_one_action_is_undone(project: Project) -> None:
    def rename_both(session: WriteSession) -> None:
        change_code(session, code_id=2, name="Belief")
        session.flush()
        change_code(session, code_id=1, name="Faith")

    project.do("Rename", rename_both)
    assert project.undo() == "Rename"
    assert project.redo() == "Rename"


def test_text_that_a_database_refuses_is_stored_without_it(project: Project) -> None:
    nul, half = "a\0b", "c\ud83dd"
    code = project.do(f"Add {nul}{half}", add_code, name=nul, brief_definition=half)
    row = {"document_id": 1, "code_id": code, "coder_id": 1, "start": 0, "end": 4, "memo": nul}
    (coding,) = project.do("Add", add_many, Coding, [row])
    project.do("Memo", set_many, Coding, {coding: {"memo": half}})
    with project.read() as session:
        assert session.get_one(Coding, coding).memo == "cd"
        assert [(c.name, c.brief_definition) for c in codebook(session)][-1] == ("ab", "cd")
    project.undo()
    assert len(problems(project)) == 1  # the hash of the text, which `fill` leaves out


def test_what_is_too_long_for_its_column_is_refused_with_its_length(project: Project) -> None:
    with pytest.raises(UserError, match="author of a document may have 500 characters at most"):
        project.do("Import", add_document, name="Long", text="Some words.", author="x" * 600)
    with pytest.raises(UserError, match="initials of a coder may have 4"):
        project.do("Set", set_many, Coder, {1: {"initials": "LONGER"}})
    project.do("Change", change_document, document_id=1, author="x" * 500)


@pytest.mark.parametrize("name", ["ﬃﬃ", "ß ß", "I I", "x" * 500, "ß" * 500])
def test_any_name_of_a_coder_can_be_stored_twice_over(project: Project, name: str) -> None:
    project.do("Add", add_coder, name=name)
    with pytest.raises(UserError, match="already"):
        project.do("Add", add_coder, name=f" {name}")


def test_errors_of_the_database_never_quote_what_was_to_be_stored(project: Project) -> None:
    def broken(session: WriteSession) -> None:
        session.connection().execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "locked in a cell"})

    with pytest.raises(StoreError) as caught:
        project.do("Broken", broken)
    assert "being changed by another program" not in str(caught.value)
    assert "cell" not in str(caught.value.__cause__)


def test_a_full_disk_is_said_and_the_project_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "study.intercoder"), station="here") as project:
        project.do("Fill", fill)
        with project._writer.connect() as connection:
            pages = connection.connection.execute("PRAGMA page_count").fetchone()[0]
            connection.connection.execute(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(StoreError, match="disk is full"):
            project.do("Import", add_document, name="Long", text="word " * 20_000)
        assert project.undo_label() == "Fill"
        with project._writer.connect() as connection:
            connection.connection.execute("PRAGMA max_page_count=1000000")
        project.do("Import", add_document, name="Long", text="word " * 20_000)
        assert project.undo() == "Import"


def test_a_project_that_cant_be_filled_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("app.store.upgrade.stamp", full)
    with pytest.raises(StoreError, match="disk is full"):
        Project.create(str(tmp_path / "study.intercoder"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["أحمد 🙂", "a b", "#1", "what?", "100%41", "[1] *", "-x", "'\"&"])
def test_a_project_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.intercoder"
    with Project.create(str(path), station="here") as project:
        project.do("Add", add_coder, name="Ana")
    with Project.open(str(path), station="here") as project:
        assert project.undo() == "Add"
    path.with_name(f".{path.name}.open-1").write_text("field-laptop\n1\n")
    with pytest.raises(UserError, match="field-laptop"):
        Project.open(str(path))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_name_that_no_disk_can_hold_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for use in (Project.create, Project.open):
        with pytest.raises(StoreError, match="can't be reached"):
            use(str(tmp_path / ("x" * 300)))


def test_a_file_on_a_windows_share_has_an_address_without_a_host() -> None:
    assert engines._address(PureWindowsPath("//server/our data/s.intercoder")) == (
        "file:////server/our%20data/s.intercoder?mode=rw"
    )
    assert engines._address(PureWindowsPath("C:/s#1.intercoder")) == "file:///C:/s%231.intercoder?mode=rw"


def test_a_relative_path_stays_the_same_file_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    with Project.create("study.intercoder") as project:
        monkeypatch.chdir(tmp_path / "elsewhere")
        project.do("Add", add_coder, name="Ana")
    assert {path.name for path in tmp_path.iterdir()} == {"study.intercoder", "elsewhere"}


def test_a_damaged_mark_does_not_lock_a_project(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    for number, content in enumerate((b"", b"host", b"host\n\n", b"host\nx\n", b"\xff\xff")):
        (tmp_path / f".study.intercoder.open-{number}").write_bytes(content)
    Project.open(str(path)).close()


def test_a_computer_that_changed_its_name_knows_its_own_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)):
        monkeypatch.setattr("socket.gethostname", lambda: "renamed.local")
        Project.open(str(path)).close()
        monkeypatch.setattr(presence, "getnode", lambda: 1)
        with pytest.raises(UserError, match="is open on the computer"):
            Project.open(str(path))


def test_two_windows_work_in_one_file_and_the_last_one_leaves_it_tidy(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    first = Project.create(str(path), station="here")
    second = Project.open(str(path), station="here")
    with first.read() as session:
        session.scalars(select(Coder)).all()
        second.do("Add", add_coder, name="Ana")
        assert session.scalars(select(Coder)).all() == []
    first.close()
    second.do("Add", add_coder, name="Murat")
    assert second.undo() == "Add"
    second.close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fails_while_closing_is_said_and_the_mark_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    project = Project.create(str(tmp_path / "study.intercoder"))
    monkeypatch.setattr(engines, "fold_into_one_file", fail)
    with pytest.raises(StoreError, match="disk fails"):
        project.close()
    assert not list(tmp_path.glob(".*open-*"))


def make_old(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Project.create(str(path), title="Old").close()
    monkeypatch.setattr(upgrade, "HEAD", "9998")
    monkeypatch.setattr(upgrade, "revisions", lambda: HEAD.split("+"))
    monkeypatch.setattr(upgrade, "_migrate", lambda location: None)


def test_a_file_is_not_upgraded_under_another_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.intercoder"
    make_old(path, monkeypatch)
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute("PRAGMA journal_mode=WAL")
        older.execute("UPDATE setting SET value = 'Newer' WHERE key = 'title'")
        monkeypatch.setattr(engines, "WAIT_FOR_OTHERS", 0.2)
        with pytest.raises(StoreError, match="being changed by another program"):
            upgrade.prepare(str(path))
    upgrade.prepare(str(path))
    (backup,) = tmp_path.glob("study backup*")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT value FROM setting WHERE key = 'title'").fetchone() == ("Newer",)
    assert {file.name for file in tmp_path.iterdir()} == {path.name, backup.name}


def test_an_upgrade_that_was_cut_off_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.intercoder"
    make_old(path, monkeypatch)
    (tmp_path / "study.intercoder.upgrading").write_bytes(b"half a copy")
    upgrade.prepare(str(path))
    assert not (tmp_path / "study.intercoder.upgrading").exists()
    assert path.read_bytes()[68:72] == engines.APPLICATION_ID.to_bytes(4, "big")


def test_a_file_that_another_computer_has_open_is_not_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.intercoder"
    make_old(path, monkeypatch)
    (tmp_path / ".study.intercoder.open-1").write_text("field-laptop\n1\n")
    with pytest.raises(UserError, match="field-laptop"):
        upgrade.prepare(str(path))
    assert not list(tmp_path.glob("study backup*"))


@pytest.fixture
def served(postgres_url: str) -> Any:
    with Project.create(postgres_url, station="here") as made:
        made.do("Fill", fill)
        yield made


def cut_connections(url: str) -> None:
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_lost_connection_is_said_and_the_next_change_goes_through(served: Project) -> None:
    def cut_off(session: WriteSession) -> None:
        add_coder(session, name="Lost")
        cut_connections(served.location)

    with pytest.raises(StoreError, match="nothing of this was saved"):
        served.do("Cut off", cut_off)
    cut_connections(served.location)
    assert served.undo_label() == "Fill"
    served.do("Add", add_coder, name="Murat")
    assert served.undo() == "Add"


def test_a_colleague_who_doesnt_finish_on_a_server_is_not_waited_for_for_ever(
    served: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "WAIT_FOR_OTHERS", 0.2)
    with closing(psycopg.connect(served.location)) as colleague:
        colleague.execute("SELECT pg_advisory_xact_lock(%s)", (engines.WRITER_LOCK,))
        with pytest.raises(StoreError, match="being changed by another program"):
            served.do("Add", add_coder, name="Murat")
    served.do("Add", add_coder, name="Murat")


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently there")
def test_a_file_that_the_system_lets_nobody_write_opens_to_look_and_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    before = path.read_bytes()
    # permissions don't bind an administrator, who may run the tests; opening so does
    monkeypatch.setattr(engines, "_address", lambda file: f"file://{file}?mode=ro")
    with Project.open(str(path)) as project, pytest.raises(UserError, match="the file is write-protected"):
        project.do("Add", add_coder, name="Ana")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
