"""The one door: reading, doing, undoing, redoing, and being told."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.codebook.actions import add_code
from app.documents.actions import add_document
from app.errors import Conflict, StoreError, UserError
from app.models import Action, Code, Coding, DocumentText
from app.store import Project
from app.store.check import problems
from app.store.history import history
from app.store.journal import WriteSession, add_many, delete_many, set_many

SPAN: dict[str, Any] = {"document_id": 1, "coder_id": 1}


def apply(session: WriteSession, *, code_id: int = 1, start: int = 0, end: int = 4) -> int:
    coding = Coding(code_id=code_id, start=start, end=end, **SPAN)
    session.add(coding)
    session.flush()
    return coding.id


def spans(project: Project) -> list[tuple[int, int, int]]:
    with project.read() as session:
        rows = session.execute(select(Coding.code_id, Coding.start, Coding.end).order_by(Coding.id))
        return [(row[0], row[1], row[2]) for row in rows]


def write_memo(session: WriteSession, coding_id: int, memo: str) -> None:
    session.get_one(Coding, coding_id).memo = memo


def test_what_was_done_can_be_undone_and_done_again(project: Project) -> None:
    project.do("Apply Money", apply)
    project.do("Apply Faith", apply, code_id=2, start=5, end=9)
    assert project.undo_label() == "Apply Faith"
    assert project.undo() == "Apply Faith"
    assert project.undo() == "Apply Money"
    assert spans(project) == []
    assert project.redo_label() == "Apply Money"
    project.redo()
    project.redo()
    assert spans(project) == [(1, 0, 4), (2, 5, 9)]
    assert project.redo() is None


def test_something_new_ends_what_could_be_done_again(project: Project) -> None:
    project.do("First", apply)
    project.undo()
    project.do("Second", apply, start=5, end=9)
    assert project.redo_label() is None
    project.undo()
    assert project.undo_label() == "Fill"


def test_undo_survives_a_restart(project: Project, location: str) -> None:
    project.do("Apply Money", apply)
    with Project.open(location, station="here") as again:
        assert again.undo() == "Apply Money"
        assert spans(again) == []
        assert again.redo_label() == "Apply Money"


def test_undo_takes_back_only_what_was_done_at_this_station(project: Project, location: str) -> None:
    project.do("Mine", apply)
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Hers", apply, start=5, end=9)
        assert project.undo() == "Mine"
        assert spans(project) == [(1, 5, 9)]


def test_undo_is_refused_when_a_colleague_changed_the_same_row(project: Project, location: str) -> None:
    coding_id = project.do("Mine", apply)
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Write memo", write_memo, coding_id, "hers")
    with pytest.raises(Conflict, match="taken back"):
        project.undo()
    assert spans(project) == [(1, 0, 4)]


def test_two_people_may_change_different_columns_and_each_undo_their_own(
    project: Project, location: str
) -> None:
    def recolour(session: WriteSession) -> None:
        session.get_one(Code, 1).colour = "#ff0000"

    def rename(session: WriteSession) -> None:
        session.get_one(Code, 1).name = "Pay"

    project.do("Recolour", recolour)
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Rename", rename)
    project.undo()
    with project.read() as session:
        code = session.get_one(Code, 1)
        assert (code.name, code.colour) == ("Pay", "#888888")


def test_an_undone_insert_that_others_refer_to_is_a_conflict(project: Project, location: str) -> None:
    def add_code(session: WriteSession) -> int:
        code = Code(name="New", name_key="new")
        session.add(code)
        session.flush()
        return code.id

    code_id = project.do("Add code", add_code)
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Apply New", apply, code_id=code_id)
    with pytest.raises(Conflict):
        project.undo()
    assert len(spans(project)) == 1


def test_an_action_that_fails_leaves_no_trace(project: Project) -> None:
    def half_done(session: WriteSession) -> None:
        apply(session)
        raise UserError("No.")

    before = project.latest_action()
    with pytest.raises(UserError):
        project.do("Half", half_done)
    assert spans(project) == []
    assert project.latest_action() == before


def test_an_action_that_changes_nothing_is_not_journaled(project: Project) -> None:
    before = project.latest_action()
    project.do("Nothing", lambda session: session.get(Code, 1))
    project.do("In and out", lambda session: delete_many(session, Coding, [apply(session)]))
    assert project.latest_action() == before


def test_reading_sessions_are_refused_every_change_by_the_database(project: Project) -> None:
    with project.read() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE code SET name = 'x'"))


def test_a_bulk_statement_that_would_bypass_the_journal_is_refused(project: Project) -> None:
    with pytest.raises(RuntimeError, match="add_many"):
        project.do("Bypass", lambda session: session.execute(text("DELETE FROM code")))


def test_poll_tells_own_and_colleagues_changes_once(project: Project, location: str) -> None:
    coding_id = project.do("Mine", apply)
    mine = project.poll()
    assert mine is not None
    assert mine.rows == {"coding": frozenset({coding_id})}
    assert mine.documents == {1}
    assert project.poll() is None
    with Project.open(location, station="elsewhere") as colleague:
        colleague.do("Write memo", write_memo, coding_id, "hers")
        project.do("Mine too", apply, start=5, end=9)
    both = project.poll()
    assert both is not None
    assert len(both.rows["coding"]) == 2
    assert both.touch("coding", "code")
    assert not both.touch("code")
    assert both.touch_document(1)


def test_a_deleted_row_comes_back_as_it_was(project: Project) -> None:
    coding_id = project.do("Apply", apply)
    project.do("Memo", write_memo, coding_id, "طويل 🙂 \u00a0 memo")
    project.do("Remove", lambda session: delete_many(session, Coding, [coding_id]))
    project.undo()
    with project.read() as session:
        assert session.get_one(Coding, coding_id).memo == "طويل 🙂 \u00a0 memo"


def test_a_document_text_survives_undo_and_redo_of_its_import(project: Project) -> None:
    project.undo()
    project.redo()
    with project.read() as session:
        assert session.scalars(select(DocumentText.text)).one() == "word " * 200


def test_many_rows_are_added_changed_deleted_and_undone_at_once(project: Project) -> None:
    rows = [{"code_id": 1, "start": i, "end": i + 1, **SPAN} for i in range(1200)]
    ids = project.do("Add", lambda session: add_many(session, Coding, rows))
    project.do("Recode", lambda session: set_many(session, Coding, {i: {"code_id": 2} for i in ids}))
    project.do("Delete", lambda session: delete_many(session, Coding, ids[:600]))
    assert len(spans(project)) == 600
    project.undo()
    project.undo()
    assert {code for code, _, _ in spans(project)} == {1}
    assert len(spans(project)) == 1200
    project.undo()
    assert spans(project) == []


def test_rows_added_and_changed_by_one_action_come_back_as_they_were_after_it(project: Project) -> None:
    def add_and_change(session: WriteSession) -> None:
        span = {"document_id": 1, "code_id": 1, "coder_id": 1, "end": 9}
        ids = add_many(session, Coding, [span | {"start": at, "memo": "a\0b"} for at in range(3)])
        set_many(session, Coding, {ids[0]: {"memo": "changed"}})
        delete_many(session, Coding, [ids[1]])

    def memos() -> list[str]:
        with project.read() as session:
            return list(session.scalars(select(Coding.memo).order_by(Coding.start)))

    project.do("Add", add_and_change)
    assert memos() == ["changed", "ab"]
    project.undo()
    assert memos() == []
    project.redo()
    assert memos() == ["changed", "ab"]
    assert not [problem for problem in problems(project) if "Driver" not in problem]  # its hash is ""


def test_ids_are_never_used_twice(project: Project) -> None:
    first = project.do("Apply", apply)
    project.undo()
    assert project.do("Apply", apply) > first


def test_history_tells_what_was_done_undone_and_by_whom(project: Project) -> None:
    project.coder_id = 1
    project.do("Apply Money", apply)
    project.undo()
    with project.read() as session:
        undone, done, *_, begun = history(session)
    assert (undone.kind, undone.label, undone.undoes_id) == ("undo", "Apply Money", done.id)
    assert (done.coder, done.rows) == ("Ana", 1)
    assert begun.kind == "begin"


def test_making_a_project_is_not_undone(location: str) -> None:
    with Project.create(location, station="here") as fresh:
        assert fresh.undo() is None


def test_what_belongs_to_making_a_project_is_not_undone(location: str) -> None:
    with Project.create(location, station="here") as fresh:
        fresh.begin("First code", lambda session: session.add(Code(name="x", name_key="x")))
        assert fresh.undo_label() is None
        assert fresh.undo() is None
        assert problems(fresh) == []


def test_a_project_is_never_made_over_another(project: Project, location: str) -> None:
    with pytest.raises(UserError, match="already"):
        Project.create(location)
    with project.read() as session:
        assert session.scalar(select(func.count(Action.id))) == 2


def test_a_closed_file_is_one_tidy_file(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)):
        assert len(list(tmp_path.iterdir())) > 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other users out by the folder")
def test_other_users_of_the_computer_cannot_read_a_project(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    assert path.stat().st_mode & 0o007 == 0


def test_a_writer_that_doesnt_finish_is_named_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.engine.WAIT_FOR_OTHERS", 0.2)
    path = tmp_path / "study.intercoder"
    with Project.create(str(path)) as project:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="being changed by another program"):
            project.do("Add", lambda session: session.add(Code(name="x", name_key="x")))
        other.close()


def test_a_sound_project_passes_the_check(project: Project) -> None:
    coding_id = project.do("Apply", apply)
    project.do("Memo", write_memo, coding_id, "memo")
    project.undo()
    assert problems(project) == ["The text of “Driver” is not the one that was imported."]  # its hash is ""


def test_a_refused_commit_holds_up_neither_this_program_nor_another(project: Project, location: str) -> None:
    document = project.do("Import", add_document, name="Baker", text="They took the flour.")
    with Project.open(location, station="elsewhere") as colleague:
        span = {"coder_id": 1, "document_id": document, "start": 0, "end": 4}
        colleague.do("Hers", add_many, Coding, [span | {"code_id": 1}])
        with pytest.raises(Conflict, match="can't be taken back"):
            project.undo()
        colleague.do("Hers", add_code, name="Hers")
        for code_id in (1, 77):  # no such code: any commit that leaves a key open
            rows = [span | {"code_id": code_id, "start": 5, "end": 9}]
            if code_id == 77:
                with pytest.raises(Conflict, match="nothing of this was saved"):
                    project.do("Mine", add_many, Coding, rows)
            else:
                project.do("Mine", add_many, Coding, rows)
        colleague.do("Hers", add_code, name="Hers too")
        assert project.undo() == "Mine"
