"""What happens around decisions: codes merged, coders added, codings by hand, rounds opened again."""

import pytest

from app.codebook.actions import merge_codes
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.errors import Conflict, UserError
from app.reconcile.actions import decide, reopen
from app.reconcile.adjudication import followed
from app.reconcile.consensus import consensus_coder, consensus_codings
from app.reconcile.discussion import add_note
from app.reconcile.feedback import feedback
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow, queue
from app.rounds.actions import close_round, complete_document, create_round
from app.store.check import problems
from tests.study import BAKER, Study

FLOUR = (BAKER.index("They took"), BAKER.index("They took") + len("They took the flour"))


@pytest.fixture
def closed(study: Study) -> tuple[Study, int]:
    """A closed round in which Ana says Corruption where Murat says Hard life."""
    people = [study.ana, study.murat]
    round_id = study.project.do(
        "Plan", create_round, name="Pilot", document_ids=[study.baker], coder_ids=people, seed=1, blind=True
    )
    study.code("They took the flour")
    study.code("They took the flour", code_id=study.hard_life, coder_id=study.murat)
    for coder in people:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    study.project.do("Close", close_round, round_id=round_id)
    return study, round_id


def only(study: Study, round_id: int | None = None) -> QueueRow:
    with study.project.read() as session:
        (row,) = queue(session, round_id)
    return row


def settle(study: Study, row: QueueRow, outcome: str, coder_id: int | None = None) -> int:
    return study.project.do(
        "Decide",
        decide,
        item=row.item,
        outcome=outcome,
        codings=result_of(row.item, outcome, coder_id=coder_id),
        coder_id=study.ana,
        follows_id=row.decision.id if row.decision else None,
    )


def consensus(study: Study) -> list[ConsensusSpan]:
    with study.project.read() as session:
        return consensus_codings(session).get(study.baker, [])


def test_a_coder_whose_code_was_merged_since_is_followed_and_has_nothing_to_learn(
    closed: tuple[Study, int],
) -> None:
    study, round_id = closed
    money = study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)
    assert money is None
    settle(study, only(study, round_id), "coder", study.ana)

    with study.project.read() as session:
        assert feedback(session, study.ana, round_id) == []
        whole = {one.coder_id: one for one in followed(session, round_id) if one.code_id is None}
    assert (whole[study.ana].decisions, whole[study.ana].alike) == (1, 1)


def test_a_decision_for_both_codes_stays_settled_when_one_goes_into_the_other(
    closed: tuple[Study, int],
) -> None:
    study, round_id = closed
    settle(study, only(study, round_id), "both")

    study.project.do("Merge", merge_codes, source_ids=[study.corruption], target_id=study.hard_life)

    assert only(study, round_id).status == "settled"
    assert consensus(study) == [ConsensusSpan(study.hard_life, *FLOUR)]


def test_a_coding_that_the_consensus_had_before_a_decision_stays_when_it_is_opened_again(
    closed: tuple[Study, int],
) -> None:
    study, round_id = closed
    whose = study.project.do("Consensus", consensus_coder)
    start, end = FLOUR
    study.project.do(
        "By hand",
        apply_code,
        document_id=study.baker,
        code_id=study.corruption,
        coder_id=whose,
        start=start,
        end=end,
    )
    decision = settle(study, only(study, round_id), "both")

    study.project.do("Reopen", reopen, decision_id=decision, coder_id=study.ana)
    study.project.undo()
    study.project.redo()

    assert consensus(study) == [ConsensusSpan(study.corruption, *FLOUR)]
    assert problems(study.project) == []


def test_somebody_who_completes_the_document_later_opens_what_was_settled_without_him(study: Study) -> None:
    study.code("They took the flour")
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    seen = only(study)
    settle(study, seen, "union")
    eve = study.project.do("Add Eve", add_coder, name="Eve Stern")
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=eve)

    now = only(study)
    assert (now.status, now.item.key, now.item.coders[eve]) == ("changed", seen.item.key, ())
    with pytest.raises(Conflict, match="has completed the document since"):
        settle(study, QueueRow(seen.item, "settled", now.decision), "nobody")
    settle(study, now, "nobody")
    assert only(study).status == "settled"


def test_nothing_is_decided_or_said_about_a_blind_round_that_is_open_again(closed: tuple[Study, int]) -> None:
    study, round_id = closed
    row = only(study, round_id)
    study.project.undo()

    with pytest.raises(UserError, match="coded blind again"):
        settle(study, row, "both")
    with pytest.raises(UserError, match="coded blind again"):
        study.project.do("Say", add_note, item=row.item, text="I had Corruption", coder_id=study.ana)
    assert consensus(study) == []
