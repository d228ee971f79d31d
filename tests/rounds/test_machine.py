"""A state machine over rounds: planned, coded, completed, closed, taken back and done again in any order."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.codebook.actions import delete_code
from app.codebook.queries import codebook
from app.errors import UserError
from app.rounds.actions import close_round, complete_document, create_round, reopen_document
from app.rounds.queries import open_blind_pairs, rounds
from app.rounds.snapshot import Frozen, frozen
from app.store.check import problems
from tests.study import BAKER, make_study
from tests.thorough import examples

CODERS = st.sampled_from([1, 2])
Held = tuple[Frozen, float | None]


class Rounds(RuleBasedStateMachine):
    """`held` is what each closed round left, a step ago."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.study = make_study(location)
        self.project = self.study.project
        self.held: dict[int, Held] = {}
        self.number = 0

    def do(self, action, **arguments) -> None:  # type: ignore[no-untyped-def]  # any action
        before = self.project.latest_action()
        try:
            self.project.do(action.__name__, action, **arguments)
        except UserError:
            assert self.project.latest_action() == before

    def found(self) -> dict[int, Held]:
        with self.project.read() as session:
            told: dict[int, Held] = {}
            for one in rounds(session):
                kept = frozen(session, one.id)
                assert (kept is not None) == (one.closed_at is not None)
                if kept is not None:
                    result = study(session, Scope(round_id=one.id), statistics=["percent_agreement"])
                    told[one.id] = kept, result.value("percent_agreement", "overall").value
            return told

    @rule(coders=st.sampled_from([[1], [2], [1, 2]]), blind=st.booleans(), repeats=st.integers(0, 1))
    def plan(self, coders: list[int], blind: bool, repeats: int) -> None:
        self.number += 1
        self.do(
            create_round,
            name=f"Round {self.number}",
            document_ids=[self.study.baker],
            coder_ids=coders,
            blind=blind,
            repeats=repeats,
        )

    @rule(coder=CODERS, start=st.integers(0, len(BAKER) - 20), length=st.integers(5, 19), data=st.data())
    def code(self, coder: int, start: int, length: int, data: st.DataObject) -> None:
        with self.project.read() as session:
            codes = [code.id for code in codebook(session)]
        if codes:
            words = BAKER[start : start + length]
            code = data.draw(st.sampled_from(codes))
            if words.strip():
                self.study.code(words, coder_id=coder, code_id=code)

    @rule(coder=CODERS)
    def complete(self, coder: int) -> None:
        self.do(complete_document, document_id=self.study.baker, coder_id=coder)

    @rule(coder=CODERS)
    def reopen(self, coder: int) -> None:
        self.do(reopen_document, document_id=self.study.baker, coder_id=coder)

    @rule(data=st.data(), unfinished=st.sampled_from(["refuse", "leave out"]))
    def close(self, data: st.DataObject, unfinished: str) -> None:
        with self.project.read() as session:
            found = [one.id for one in rounds(session)]
        if found:
            self.do(close_round, round_id=data.draw(st.sampled_from(found)), unfinished=unfinished)

    @rule()
    def delete(self) -> None:
        self.do(delete_code, code_id=self.study.hard_life)

    def reverse(self, step: Callable[[], object]) -> None:
        """Undo or redo, which is refused where what it would reverse was changed by a hidden step since."""
        before = self.project.latest_action()
        try:
            step()
        except UserError:
            assert self.project.latest_action() == before

    @rule()
    def undo(self) -> None:
        self.reverse(self.project.undo)

    @rule()
    def redo(self) -> None:
        self.reverse(self.project.redo)

    @invariant()
    def what_a_closed_round_left_never_changes(self) -> None:
        found = self.found()
        for round_id in found.keys() & self.held.keys():
            assert found[round_id] == self.held[round_id]
        self.held = found

    @invariant()
    def nobody_is_blind_in_a_closed_round(self) -> None:
        with self.project.read() as session:
            if all(one.closed_at is not None or not one.blind for one in rounds(session)):
                assert open_blind_pairs(session) == set()

    def teardown(self) -> None:
        assert problems(self.project) == []
        self.project.close()


def test_any_course_of_rounds_keeps_what_closed_ones_left(tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: Rounds(str(tmp_path / f"{uuid4().hex}.intercoder")),
        settings=settings(max_examples=examples(3, thorough=20), stateful_step_count=15),
    )
