"""A state machine over a growing codebook: versions never change, and undo and redo give back everything."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.codebook.actions import add_code, change_code, delete_code, merge_codes, move_code, split_code
from app.codebook.proposals import accept_proposal, decline_proposal, proposals, propose
from app.codebook.queries import codebook
from app.codebook.succession import merged_into, successions
from app.codebook.version_actions import mark_checked, publish_version
from app.codebook.versions import changed_since, contents, difference, latest, versions
from app.codebook.worklist import worklist
from app.coding.actions import apply_code
from app.coding.queries import passages
from app.errors import UserError
from app.store.check import problems
from tests.study import make_study
from tests.thorough import examples

WORDS = st.sampled_from(["Leaders", "are paid", "by the people", "often"])


class GrowingCodebook(RuleBasedStateMachine):
    """Ana changes the codebook and publishes it; `past` and `future` hold what undo and redo must give."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.study = make_study(location)
        self.project = self.study.project
        self.number = 0
        self.past: list[Any] = []
        self.future: list[Any] = []

    def state(self) -> Any:
        with self.project.read() as session:
            found = versions(session)
            return (
                codebook(session),
                [(one.coding.id, one.coding.code_id) for one in passages(session)],
                successions(session),
                [(one.number, one.reason) for one in found],
                proposals(session),
                [worklist(session, one.id, self.study.ana) for one in found],
            )

    def do(self, action: Any, **arguments: Any) -> None:
        before = self.state()
        try:
            self.project.do("Something", action, **arguments)
        except UserError:
            assert self.state() == before
            return
        if self.state() != before:
            self.past.append(before)
            self.future.clear()

    def codes(self) -> list[int]:
        with self.project.read() as session:
            return [code.id for code in codebook(session)]

    @precondition(lambda self: self.codes())
    @rule(data=st.data(), start=st.integers(0, 60))
    def code(self, data: st.DataObject, start: int) -> None:
        place = {"document_id": self.study.baker, "start": start, "end": start + 9}
        code_id = data.draw(st.sampled_from(self.codes()))
        self.do(apply_code, code_id=code_id, coder_id=self.study.ana, **place)

    @rule(data=st.data(), words=WORDS)
    def change(self, data: st.DataObject, words: str) -> None:
        codes = self.codes()
        which = data.draw(st.sampled_from(["add", "define", "split", "move", "merge", "delete"]))
        self.number += 1
        if which == "add" or len(codes) < 2:
            self.do(add_code, name=f"Code {self.number}")
            return
        one, other = data.draw(st.permutations(codes))[:2]
        if which == "define":
            self.do(change_code, code_id=one, use_when=words, name=f"{words} {one}")
        elif which == "split":
            self.do(split_code, code_id=one, names=[f"Code {self.number}"], under=words == "often")
        elif which == "move":
            self.do(move_code, code_id=one, parent_id=other, position=0)
        elif which == "merge":
            self.do(merge_codes, source_ids=[one], target_id=other)
        else:
            self.do(delete_code, code_id=one)

    @rule()
    def publish(self) -> None:
        self.do(publish_version, reason="Because", coder_id=self.study.ana)
        with self.project.read() as session:
            newest = latest(session)
            if newest is not None:
                assert difference(session, newest.id, None) == changed_since(session) == []

    @precondition(lambda self: self.codes())
    @rule(
        data=st.data(), kind=st.sampled_from(["exclusion", "example", "merge", "split", "new"]), words=WORDS
    )
    def suggest(self, data: st.DataObject, kind: str, words: str) -> None:
        code_id, target_id = (data.draw(st.sampled_from(self.codes())) for _ in range(2))
        self.do(
            propose, kind=kind, code_id=code_id, target_id=target_id, text=words, coder_id=self.study.murat
        )

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        with self.project.read() as session:
            waiting = [one.id for one in proposals(session, state="open")]
        if waiting:
            action = data.draw(st.sampled_from([accept_proposal, decline_proposal]))
            self.do(action, proposal_id=data.draw(st.sampled_from(waiting)), coder_id=self.study.ana)

    @rule()
    def look_again(self) -> None:
        with self.project.read() as session:
            newest = latest(session)
            left = worklist(session, newest.id, self.study.ana) if newest else []
        if newest is not None and left:
            ids = [left[0].coding_id]
            self.do(mark_checked, version_id=newest.id, coding_ids=ids, coder_id=self.study.ana)

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

    @invariant()
    def merged_codes_are_gone_and_where_they_went_is_known(self) -> None:
        with self.project.read() as session:
            there = set(self.codes())
            for old, new in merged_into(session).items():
                assert old not in there
                assert new not in merged_into(session)
            for one in versions(session):
                kept = {code.id for code in contents(session)[one.number]}
                assert not kept & merged_into(session, one.id).keys()

    def teardown(self) -> None:
        assert problems(self.project) == []
        self.project.close()


def test_a_codebook_that_grows_can_always_be_taken_back_step_by_step(tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: GrowingCodebook(str(tmp_path / f"{uuid4().hex}.intercoder")),
        settings=settings(max_examples=examples(4, thorough=20), stateful_step_count=15),
    )
