"""A state machine over coding, deciding, undoing, codebook and rounds: the consensus never drifts."""

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
from sqlalchemy import select

from app.codebook.actions import delete_code, merge_codes
from app.codebook.queries import codebook
from app.coding.actions import apply_code, remove_codings, resize_coding
from app.errors import Conflict, UserError
from app.models import Coder, Coding, ConsensusCoding, Decision, Round
from app.reconcile.actions import add_consensus, decide, decide_many, reopen
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow, latest_of_all_rounds, queue
from app.reconcile.rules import Exact, Majority, preview
from app.rounds.actions import close_round, create_round
from app.rounds.snapshot import frozen
from app.store.check import problems
from tests.agreement.projects import project_of
from tests.thorough import examples

TEXT = "They took the flour for themselves. We queued from four. He stayed with us and said nothing.\n"
ENDS = st.integers(0, len(TEXT) - 1)
CODES = [("Reasons", None, True), ("Money", "Reasons", False), ("Work", "Reasons", False), "Faith", "Fear"]
OUTCOMES = st.sampled_from(["both", "union", "intersection", "nobody", "deferred", "coder"])
PEOPLE = ("Ana", "Ben", "Eve")


class Reconciling(RuleBasedStateMachine):
    """Three coders on two documents, and whoever settles what they disagree about."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        documents = [("One", TEXT, PEOPLE, None), ("Two", TEXT, PEOPLE, None)]
        start = [
            ("One", "Ana", "Money", 0, 19),
            ("One", "Ben", "Work", 0, 19),
            ("One", "Eve", "Money", 0, 14),
        ]
        self.project = project_of(folder, documents, start, codes=CODES, coders=PEOPLE)
        self.seen: list[tuple[int | None, list[QueueRow]]] = []
        self.round_id: int | None = None

    def do(self, action: Any, **arguments: Any) -> Any:
        """An action, which may be refused but never leaves half of itself."""
        before = self.everything()
        try:
            return self.project.do("Something", action, **arguments)
        except UserError:
            assert self.everything() == before
            return None

    def deciding(self, action: Any, **arguments: Any) -> None:
        """An action that must leave the coders' own codings as they are."""
        before = self.originals()
        self.do(action, **arguments)
        assert self.originals() == before

    def everything(self) -> list[tuple[Any, ...]]:
        with self.project.read() as session:
            codings = session.scalars(select(Coding).order_by(Coding.id)).all()
            decisions = session.scalars(select(Decision.id).order_by(Decision.id)).all()
            return [
                *((c.id, c.coder_id, c.code_id, c.start, c.end) for c in codings),
                *((d,) for d in decisions),
            ]

    def originals(self) -> set[tuple[Any, ...]]:
        with self.project.read() as session:
            people = select(Coder.id).where(Coder.role != "consensus")
            rows = session.scalars(select(Coding).where(Coding.coder_id.in_(people)))
            return {
                (c.guid, c.document_id, c.coder_id, c.code_id, c.start, c.end, c.memo, c.sure) for c in rows
            }

    def codes(self) -> list[int]:
        with self.project.read() as session:
            return [code.id for code in codebook(session)]

    @rule()
    def look(self) -> None:
        """What is seen now is decided about later, when it may have changed."""
        with self.project.read() as session:
            if self.round_id is not None and session.get(Round, self.round_id) is None:
                self.round_id = None  # its making was undone, too
            self.seen.append((self.round_id, queue(session, self.round_id)))

    @rule(
        data=st.data(),
        document=st.integers(1, 2),
        coder=st.integers(1, 3),
        start=ENDS,
        size=st.integers(1, 30),
    )
    def code(self, data: st.DataObject, document: int, coder: int, start: int, size: int) -> None:
        if codes := self.codes():
            end = min(start + size, len(TEXT))
            code = data.draw(st.sampled_from(codes))
            self.do(apply_code, document_id=document, code_id=code, coder_id=coder, start=start, end=end)

    @rule(data=st.data(), start=ENDS, size=st.integers(1, 30), removed=st.booleans())
    def change_a_coding(self, data: st.DataObject, start: int, size: int, removed: bool) -> None:
        """Anybody's, the consensus included: what a decision made is refused."""
        with self.project.read() as session:
            found = session.execute(select(Coding.id, Coding.coder_id).order_by(Coding.id)).all()
        if found:
            coding_id, coder_id = data.draw(st.sampled_from(found))
            if removed:
                self.do(remove_codings, coding_ids=[coding_id], coder_id=coder_id)
            else:
                end = min(start + size, len(TEXT))
                self.do(resize_coding, coding_id=coding_id, coder_id=coder_id, start=start, end=end)

    @rule(data=st.data(), deleted=st.booleans())
    def change_the_codebook(self, data: st.DataObject, deleted: bool) -> None:
        codes = self.codes()
        if len(codes) > 2:
            one, other = data.draw(st.permutations(codes))[:2]
            if deleted:
                self.do(delete_code, code_id=one)
            else:
                self.do(merge_codes, source_ids=[one], target_id=other)

    @precondition(lambda self: any(rows for _, rows in self.seen))
    @rule(data=st.data(), outcome=OUTCOMES)
    def settle(self, data: st.DataObject, outcome: str) -> None:
        row = data.draw(st.sampled_from([row for _, rows in self.seen for row in rows]))
        coder_id = data.draw(st.sampled_from(sorted(row.item.coders)))
        made = result_of(row.item, outcome, coder_id=coder_id)
        follows = row.decision.id if row.decision else None
        self.deciding(decide, item=row.item, outcome=outcome, codings=made, coder_id=1, follows_id=follows)

    @precondition(lambda self: self.seen)
    @rule()
    def settle_by_rules(self) -> None:
        found = preview(self.seen[-1][1], [Exact(), Majority()])
        if found.choices:
            self.deciding(decide_many, choices=found.choices, coder_id=None)

    @rule(data=st.data())
    def open_again(self, data: st.DataObject) -> None:
        with self.project.read() as session:
            known = [one.id for one in session.scalars(select(Decision))]
        if known:
            self.deciding(reopen, decision_id=data.draw(st.sampled_from(known)), coder_id=1)

    @rule(data=st.data(), start=ENDS, size=st.integers(1, 30))
    def add(self, data: st.DataObject, start: int, size: int) -> None:
        if codes := self.codes():
            made = ConsensusSpan(data.draw(st.sampled_from(codes)), start, min(start + size, len(TEXT)))
            self.deciding(add_consensus, round_id=None, document_id=1, codings=[made], coder_id=1)

    @rule()
    def undo(self) -> None:
        try:
            self.project.undo()
        except Conflict:
            return

    @rule()
    def redo(self) -> None:
        try:
            self.project.redo()
        except Conflict:
            return

    @precondition(lambda self: self.round_id is None)
    @rule()
    def close_a_round(self) -> None:
        people = [1, 2, 3]  # not blind: its closing may be undone, and then nothing could be looked at
        made = self.do(create_round, name="Round", document_ids=[1, 2], coder_ids=people, seed=1, blind=False)
        if made is not None:
            self.do(close_round, round_id=made)
            with self.project.read() as session:
                self.round_id = made if frozen(session, made) else None

    @invariant()
    def the_consensus_is_what_the_latest_decisions_made(self) -> None:
        with self.project.read() as session:
            latest = {one.id: one for one in latest_of_all_rounds(session)}
            links = session.execute(
                select(
                    ConsensusCoding.decision_id, Coding.id, Coding.document_id, Coding.start, Coding.end
                ).join(Coding, Coding.id == ConsensusCoding.coding_id)
            ).all()
            consensus = set(session.scalars(select(Coding.id).join(Coder).where(Coder.role == "consensus")))
        for decision_id, _, document_id, start, end in links:
            assert latest[decision_id].document_id == document_id
            assert (start, end) in {(made.start, made.end) for made in latest[decision_id].codings}
        assert {coding_id for _, coding_id, *_ in links} == consensus

    def teardown(self) -> None:
        assert problems(self.project) == []
        self.project.close()


def test_whatever_happens_the_consensus_is_what_was_decided_and_originals_stay(tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: Reconciling(tmp_path / uuid4().hex),
        settings=settings(max_examples=examples(4, thorough=30), stateful_step_count=25),
    )
