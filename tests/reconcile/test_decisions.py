"""Deciding: the consensus gets what was decided, the originals stay, and undo takes all of it back."""

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, delete_code, merge_codes, move_code
from app.coders.actions import remove_coder
from app.coding.actions import recode, remove_codings, resize_coding
from app.documents.actions import remove_document
from app.errors import Conflict, UserError
from app.models import Code, Coding, ConsensusCoding, Decision, Document
from app.reconcile.actions import add_consensus, decide, reopen
from app.reconcile.discussion import add_note, notes
from app.reconcile.in_the_way import InTheWay
from app.reconcile.items import fingerprint
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow, decisions, items, queue
from app.rounds.actions import close_round, complete_document, create_round
from app.store.check import problems
from app.store.journal import WriteSession
from tests.study import BAKER, Study


@pytest.fixture
def swapped(study: Study) -> Study:
    """Ana says Corruption where Murat says Hard life, and both have completed the document."""
    study.code("They took the flour")
    study.code("They took the flour", code_id=study.hard_life, coder_id=study.murat)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    return study


def rows(study: Study) -> list[QueueRow]:
    with study.project.read() as session:
        return queue(session)


def consensus(study: Study) -> set[tuple[int, int, int]]:
    with study.project.read() as session:
        linked = select(ConsensusCoding.coding_id)
        found = session.scalars(select(Coding).where(Coding.id.in_(linked)))
        return {(one.code_id, one.start, one.end) for one in found}


def settle(study: Study, row: QueueRow, outcome: str, codings=None, **more) -> int:  # type: ignore[no-untyped-def]  # any field
    made = result_of(row.item, outcome) if codings is None else codings
    follows = row.decision.id if row.decision else None
    arguments = {"reason": "", "coder_id": study.ana, "follows_id": follows} | more
    return study.project.do("Decide", decide, item=row.item, outcome=outcome, codings=made, **arguments)


def test_a_swapped_pair_is_one_item_with_both_codes(swapped: Study) -> None:
    (row,) = rows(swapped)

    assert (row.item.kind, row.item.code_ids) == ("swapped", (swapped.corruption, swapped.hard_life))
    assert (row.status, row.decision, row.item.weight) == ("open", None, 1.0)
    assert (row.item.turn, row.item.speaker) == (2, "BAKER")


def test_what_is_decided_becomes_codings_of_the_consensus_linked_to_the_decision(swapped: Study) -> None:
    (row,) = rows(swapped)

    settle(swapped, row, "coder", result_of(row.item, "coder", coder_id=swapped.murat), reason="slip")

    start = BAKER.index("They took")
    assert consensus(swapped) == {(swapped.hard_life, start, start + len("They took the flour"))}
    (after,) = rows(swapped)
    assert after.status == "settled"
    assert after.decision is not None
    assert (after.decision.outcome, after.decision.reason) == ("coder", "slip")
    assert after.decision.settled.coders == row.item.coders
    with swapped.project.read() as session:
        assert session.scalars(select(ConsensusCoding.decision_id)).all() == [after.decision.id]
    assert problems(swapped.project) == []


def test_a_new_decision_takes_away_what_only_the_old_one_made(swapped: Study) -> None:
    settle(swapped, rows(swapped)[0], "both")
    (row,) = rows(swapped)

    settle(swapped, row, "nobody")

    assert consensus(swapped) == set()
    with swapped.project.read() as session:
        assert [one.follows_id for one in session.scalars(select(Decision))] == [None, row.decision.id]  # type: ignore[union-attr]  # it is settled


def test_undo_takes_a_decision_back_with_the_codings_and_the_consensus_coder(swapped: Study) -> None:
    before = rows(swapped)
    settle(swapped, before[0], "both")

    swapped.project.undo()

    assert rows(swapped) == before
    assert consensus(swapped) == set()
    swapped.project.redo()
    assert len(consensus(swapped)) == 2
    assert problems(swapped.project) == []


def test_reopening_is_a_decision_of_its_own_and_empties_the_consensus(swapped: Study) -> None:
    first = settle(swapped, rows(swapped)[0], "both")

    swapped.project.do("Reopen", reopen, decision_id=first, coder_id=swapped.murat)

    (row,) = rows(swapped)
    assert (row.status, row.decision and row.decision.follows_id) == ("open", first)
    assert consensus(swapped) == set()
    settle(swapped, row, "both")
    assert rows(swapped)[0].status == "settled"


def test_a_decision_that_somebody_else_took_meanwhile_is_not_decided_over(swapped: Study) -> None:
    (row,) = rows(swapped)
    settle(swapped, row, "nobody", coder_id=swapped.murat)

    with pytest.raises(Conflict, match="Murat Kaya has decided"):
        settle(swapped, row, "both")
    with pytest.raises(Conflict, match="Murat Kaya has decided"):
        decided = rows(swapped)[0]
        settle(swapped, decided, "both", coder_id=swapped.murat)
        settle(swapped, decided, "nobody")


def test_codings_that_changed_since_the_person_looked_are_not_decided_over(swapped: Study) -> None:
    (row,) = rows(swapped)
    own = row.item.coders[swapped.ana][0]
    with swapped.project.read() as session:
        coding = session.scalar(select(Coding.id).where(Coding.guid == own.guid))
    swapped.project.do(
        "Resize", resize_coding, coding_id=coding, coder_id=swapped.ana, start=own.start, end=own.end - 4
    )

    with pytest.raises(Conflict, match="were changed since you looked"):
        settle(swapped, row, "both")


def test_a_coding_that_came_to_the_passage_since_the_person_looked_is_not_overlooked(swapped: Study) -> None:
    (row,) = rows(swapped)
    swapped.code("took", code_id=swapped.hard_life)

    with pytest.raises(Conflict, match="were changed since you looked"):
        settle(swapped, row, "both")


def test_a_settled_item_whose_codings_changed_is_listed_as_changed_with_its_decision(swapped: Study) -> None:
    first = settle(swapped, rows(swapped)[0], "both")
    with swapped.project.read() as session:
        mine = session.scalars(select(Coding.id).where(Coding.coder_id == swapped.ana)).all()
    swapped.project.do("Remove", remove_codings, coding_ids=mine, coder_id=swapped.ana)

    (row,) = rows(swapped)

    assert (row.status, row.decision and row.decision.id) == ("changed", first)
    assert row.item.code_ids == (swapped.hard_life,)
    settle(swapped, row, "both")
    assert [one.status for one in rows(swapped)] == ["settled"]
    assert len(consensus(swapped)) == 1


def test_a_decision_of_whose_codings_nothing_is_left_is_still_listed(swapped: Study) -> None:
    settle(swapped, rows(swapped)[0], "both")
    with swapped.project.read() as session:
        for coder in (swapped.ana, swapped.murat):
            own = session.scalars(select(Coding.id).where(Coding.coder_id == coder)).all()
            swapped.project.do("Remove", remove_codings, coding_ids=own, coder_id=coder)

    (row,) = rows(swapped)

    assert row.status == "changed"
    assert row.item.code_ids == (swapped.corruption, swapped.hard_life)


def test_a_code_that_was_deleted_meanwhile_is_named_and_nothing_is_decided(swapped: Study) -> None:
    (row,) = rows(swapped)

    with pytest.raises(UserError, match="no longer in the codebook"):
        settle(swapped, row, "other", [ConsensusSpan(99, row.item.start, row.item.end)])
    assert rows(swapped) == [row]


def test_the_consensus_can_get_a_coding_where_nobody_disagrees(swapped: Study) -> None:
    start = BAKER.index("We queued")
    made = [ConsensusSpan(swapped.hard_life, start, start + 9)]

    swapped.project.do(
        "Add", add_consensus, round_id=None, document_id=swapped.baker, codings=made, coder_id=swapped.ana
    )

    assert consensus(swapped) == {(swapped.hard_life, start, start + 9)}
    assert [row.status for row in rows(swapped)] == ["open"]


def added(study: Study, start: int) -> int:
    made = [ConsensusSpan(study.hard_life, start, start + 9)]
    arguments = {"round_id": None, "document_id": study.baker, "codings": made, "coder_id": study.ana}
    return study.project.do("Add", add_consensus, **arguments)


def test_an_added_coding_is_the_same_item_where_ids_differ_but_the_guids_are_these(swapped: Study) -> None:
    start = BAKER.index("We queued")
    added(swapped, start)
    with swapped.project.read() as session:
        (decision,) = decisions(session)
        document = session.get_one(Document, swapped.baker).guid
        sign = ("added", session.get_one(Code, swapped.hard_life).guid, start, start + 9)

    assert decision.item == fingerprint("", document, [sign])


def test_what_an_earlier_version_added_under_the_id_of_a_code_is_followed_by_the_same_item(
    swapped: Study,
) -> None:
    start = BAKER.index("We queued")
    first = added(swapped, start)
    with swapped.project.read() as session:
        document = session.get_one(Document, swapped.baker).guid
    of_then = fingerprint("", document, [("added", "code 71", start, start + 9)])  # its id in another file

    def rename(session: WriteSession) -> None:
        session.get_one(Decision, first).item = of_then

    swapped.project.do("As it was stored then", rename)
    second = added(swapped, start)

    with swapped.project.read() as session:
        latest = {row.id: (row.item, row.follows_id) for row in decisions(session)}
    assert latest == {first: (of_then, None), second: (of_then, first)}
    assert consensus(swapped) == {(swapped.hard_life, start, start + 9)}


def test_two_decisions_that_make_the_same_coding_share_it_until_both_are_gone(swapped: Study) -> None:
    (row,) = rows(swapped)
    made = result_of(row.item, "coder", coder_id=swapped.ana)
    added = swapped.project.do(
        "Add", add_consensus, round_id=None, document_id=swapped.baker, codings=made, coder_id=swapped.ana
    )
    first = settle(swapped, row, "coder", made)
    assert len(consensus(swapped)) == 1

    swapped.project.do("Reopen", reopen, decision_id=added, coder_id=swapped.ana)
    assert len(consensus(swapped)) == 1

    swapped.project.do("Reopen", reopen, decision_id=first, coder_id=swapped.ana)
    assert consensus(swapped) == set()


def test_codes_that_exclude_each_other_never_meet_in_the_consensus(swapped: Study) -> None:
    domain = swapped.project.do("Add", add_code, name="Reasons", exclusive=True)
    for place, code in enumerate((swapped.corruption, swapped.hard_life)):
        swapped.project.do("Move", move_code, code_id=code, parent_id=domain, position=place)
    (row,) = rows(swapped)
    assert row.item.kind == "exclusive"

    with pytest.raises(UserError, match="exclude each other"):
        settle(swapped, row, "both")
    settle(swapped, row, "coder", result_of(row.item, "coder", coder_id=swapped.ana))
    beside = [ConsensusSpan(swapped.hard_life, row.item.end - 3, row.item.end + 9)]
    with pytest.raises(InTheWay, match="exclude each other") as refusal:
        swapped.project.do(
            "Add", add_consensus, round_id=None, document_id=swapped.baker, codings=beside, coder_id=None
        )
    standing = ConsensusSpan(swapped.corruption, row.item.start, row.item.end)
    assert (refusal.value.document_id, refusal.value.coding) == (swapped.baker, standing)
    assert refusal.value.decision_id == rows(swapped)[0].decision.id
    assert "the consensus has “Corruption” on some of these words already" in str(refusal.value)
    assert "Open that passage again and settle it otherwise" in str(refusal.value)
    assert problems(swapped.project) == []


def test_codings_of_one_coder_alone_are_no_disagreement_until_another_has_completed(study: Study) -> None:
    study.code("They took the flour")
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    assert rows(study) == []

    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)

    (row,) = rows(study)
    assert (row.item.kind, row.item.coders[study.murat]) == ("missed", ())


def test_a_coding_that_a_decision_made_is_not_changed_outside_of_reconciliation(swapped: Study) -> None:
    settle(swapped, rows(swapped)[0], "both")
    with swapped.project.read() as session:
        coding = session.scalars(select(Coding).join(ConsensusCoding).limit(1)).one()
        own = {"coding_id": coding.id, "coder_id": coding.coder_id}
    for action, arguments in (
        (remove_codings, {"coding_ids": [own["coding_id"]], "coder_id": own["coder_id"]}),
        (resize_coding, own | {"start": 0, "end": 9}),
        (recode, own | {"code_id": swapped.hard_life}),
    ):
        with pytest.raises(UserError, match="made by a decision"):
            swapped.project.do("Change", action, **arguments)


def test_a_decision_whose_code_was_deleted_is_listed_as_changed_until_it_is_undone(swapped: Study) -> None:
    settle(swapped, rows(swapped)[0], "both")

    swapped.project.do("Delete", delete_code, code_id=swapped.corruption)

    assert [row.status for row in rows(swapped)] == ["changed"]
    assert problems(swapped.project) == []
    swapped.project.undo()
    assert [row.status for row in rows(swapped)] == ["settled"]


def test_removing_a_document_or_a_coder_takes_what_hangs_on_it_and_undo_brings_it_back(
    swapped: Study,
) -> None:
    settle(swapped, rows(swapped)[0], "both")
    before = rows(swapped)
    for action, arguments in (
        (remove_document, {"document_id": swapped.baker, "anyway": True}),
        (remove_coder, {"coder_id": swapped.murat}),
    ):
        swapped.project.do("Remove", action, **arguments)
        assert problems(swapped.project) == []
        swapped.project.undo()
        assert rows(swapped) == before


def test_an_item_whose_document_was_removed_is_told_and_nothing_is_decided(swapped: Study) -> None:
    (row,) = rows(swapped)
    swapped.project.do("Remove", remove_document, document_id=swapped.baker)

    with pytest.raises(UserError, match="document was removed"):
        settle(swapped, row, "both")


def test_two_people_at_two_computers_never_undo_below_each_other(swapped: Study) -> None:
    settle(swapped, rows(swapped)[0], "nobody")
    swapped.project.station = "there"
    settle(swapped, rows(swapped)[0], "nobody", coder_id=swapped.murat)

    swapped.project.station = "here"
    with pytest.raises(Conflict):
        swapped.project.undo()

    assert problems(swapped.project) == []


def test_a_closed_round_is_settled_as_it_was_whatever_is_edited_later(swapped: Study) -> None:
    document, people = [swapped.baker], [swapped.ana, swapped.murat]
    made = swapped.project.do("Plan", create_round, name="One", document_ids=document, coder_ids=people)
    with swapped.project.read() as session, pytest.raises(UserError, match="coded blind"):
        items(session, made)
    swapped.project.do("Close", close_round, round_id=made)
    with swapped.project.read() as session:
        (item,) = items(session, made)
        mine = session.scalars(select(Coding.id).where(Coding.coder_id == swapped.ana)).all()
        live = {one.key for one in items(session)}
    swapped.project.do("Remove", remove_codings, coding_ids=mine, coder_id=swapped.ana)
    swapped.project.do("Merge", merge_codes, source_ids=[swapped.corruption], target_id=swapped.hard_life)

    made_of = result_of(item, "coder", coder_id=swapped.ana)
    settle(swapped, QueueRow(item, "open", None), "coder", made_of)

    with swapped.project.read() as session:
        (row,) = queue(session, made)
        assert (row.item, row.status) == (item, "settled")
    assert item.key not in live
    assert {code for code, _, _ in consensus(swapped)} == {swapped.hard_life}
    assert problems(swapped.project) == []


def test_what_was_decided_and_said_of_a_text_is_out_of_sight_while_it_is_coded_blind(swapped: Study) -> None:
    project = swapped.project
    with project.read() as session:
        (item,) = items(session)
    settle(swapped, rows(swapped)[0], "both")
    project.do("Note", add_note, item=item, text="Why?", coder_id=swapped.ana)
    project.do("Plan", create_round, name="Two", document_ids=[swapped.baker], coder_ids=[swapped.ana])

    for viewer in (None, swapped.ana, swapped.murat):
        project.coder_id = viewer
        with project.read() as session:
            assert (decisions(session), notes(session), queue(session)) == ([], [], [])
    project.coder_id = None
