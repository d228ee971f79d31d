"""A state machine over do, undo and redo: the project always equals the simple model beside it."""

from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.codebook.actions import add_code, delete_code, merge_codes, move_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coding.actions import apply_code, change_coding, recode, remove_codings, resize_coding
from app.coding.queries import passages
from app.documents.actions import add_document
from app.errors import UserError
from app.store import Project
from app.store.check import problems
from tests.thorough import examples

TEXT = "INTERVIEWER: Why did you leave?\nBAKER: They took the flour for themselves. 🙂 It was enough.\n"
POSITIONS = st.integers(0, len(TEXT))
State = tuple[object, ...]


class DoUndoRedo(RuleBasedStateMachine):
    """Actions chosen at random; `past` and `future` hold what undo and redo must give."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.path = location
        self.project = Project.create(self.path, station="here")
        self.project.do("Add Ana", add_coder, name="Ana")
        self.project.do("Import", add_document, name="Baker", text=TEXT)
        self.project.do("Add code", add_code, name="First")
        self.number = 0
        self.past: list[State] = []
        self.future: list[State] = []

    def state(self) -> State:
        with self.project.read() as session:
            codings = [
                (p.coding.code_id, p.coding.start, p.coding.end, p.coding.memo, p.coding.sure, p.quote)
                for p in passages(session)
            ]
            codes = [(code.id, code.path, code.position) for code in codebook(session)]
        return (*codings, *codes)

    def do(self, action, **arguments) -> None:  # type: ignore[no-untyped-def]  # any action
        before = self.state()
        try:
            self.project.do("Something", action, **arguments)
        except UserError:
            assert self.state() == before
            return
        if self.state() != before:
            self.past.append(before)
            self.future.clear()

    def codings(self) -> list[int]:
        with self.project.read() as session:
            return [passage.coding.id for passage in passages(session)]

    def codes(self) -> list[int]:
        with self.project.read() as session:
            return [code.id for code in codebook(session)]

    @rule(data=st.data(), start=POSITIONS, end=POSITIONS)
    def apply(self, data: st.DataObject, start: int, end: int) -> None:
        if codes := self.codes():
            code = data.draw(st.sampled_from(codes))
            self.do(apply_code, document_id=1, code_id=code, coder_id=1, start=start, end=end)

    @precondition(lambda self: self.codings())
    @rule(data=st.data(), start=POSITIONS, end=POSITIONS)
    def change(self, data: st.DataObject, start: int, end: int) -> None:
        coding = data.draw(st.sampled_from(self.codings()))
        which = data.draw(st.sampled_from(["resize", "recode", "memo", "remove"]))
        if which == "resize":
            self.do(resize_coding, coding_id=coding, coder_id=1, start=start, end=end)
        elif which == "recode":
            code = data.draw(st.sampled_from(self.codes()))
            self.do(recode, coding_id=coding, coder_id=1, code_id=code)
        elif which == "memo":
            self.do(change_coding, coding_id=coding, coder_id=1, memo=f"memo {start}", sure=end % 2 == 0)
        else:
            self.do(remove_codings, coding_ids=[coding], coder_id=1)

    @rule(data=st.data())
    def change_codebook(self, data: st.DataObject) -> None:
        codes = self.codes()
        which = data.draw(st.sampled_from(["add", "move", "merge", "delete"]))
        if which == "add" or len(codes) < 2:
            self.number += 1
            parent = data.draw(st.sampled_from([None, *codes]))
            self.do(add_code, name=f"Code {self.number}", parent_id=parent)
            return
        one, other = data.draw(st.permutations(codes))[:2]
        if which == "move":
            self.do(move_code, code_id=one, parent_id=other, position=data.draw(st.integers(0, 3)))
        elif which == "merge":
            self.do(merge_codes, source_ids=[one], target_id=other)
        else:
            self.do(delete_code, code_id=one)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        now = self.state()
        assert self.project.undo() == "Something"
        assert self.state() == self.past.pop()
        self.future.append(now)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        now = self.state()
        assert self.project.redo() == "Something"
        assert self.state() == self.future.pop()
        self.past.append(now)

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path, station="here")

    @invariant()
    def nothing_is_left_to_redo_unless_something_was_undone(self) -> None:
        assert (self.project.redo_label() is None) == (not self.future)

    def teardown(self) -> None:
        assert problems(self.project) == []
        self.project.close()


def test_any_series_of_actions_in_a_file_can_be_undone_and_done_again(tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: DoUndoRedo(str(tmp_path / f"{uuid4().hex}.intercoder")),
        settings=settings(max_examples=examples(6, thorough=50), stateful_step_count=20),
    )


def test_any_series_of_actions_on_a_server_can_be_undone_and_done_again(postgres_server: Any) -> None:
    def fresh_database() -> DoUndoRedo:
        name = f"machine_{uuid4().hex}"
        address = postgres_server.get_uri()
        with closing(psycopg.connect(address, autocommit=True)) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return DoUndoRedo(postgres_server.get_uri(name))

    run_state_machine_as_test(
        fresh_database, settings=settings(max_examples=examples(3, thorough=15), stateful_step_count=15)
    )
