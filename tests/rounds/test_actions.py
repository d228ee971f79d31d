"""Rounds are planned, coded and closed; what a closed one holds stays as it was."""

from collections import Counter

import pytest

from app.codebook.actions import delete_code, move_code
from app.coders.actions import add_coder, change_coder
from app.documents.actions import add_document, change_document
from app.errors import UserError
from app.rounds.actions import (
    add_assignments,
    change_round,
    close_round,
    complete_document,
    create_round,
    remove_assignments,
    remove_round,
)
from app.rounds.queries import (
    RoundRow,
    assignments,
    open_blind_pairs,
    round_by_id,
    round_by_name,
    rounds,
    work,
)
from app.rounds.snapshot import Frozen, frozen
from app.store.check import problems
from tests.study import Study


def plan(study: Study, name: str = "Round 1", **more: object) -> int:
    given: dict[str, object] = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]}
    return study.project.do(f"Plan {name}", create_round, name=name, **(given | more))  # type: ignore[arg-type]  # tests give what they like


def complete(study: Study, *coders: int, document: int | None = None) -> None:
    for coder in coders:
        study.project.do("Complete", complete_document, document_id=document or study.baker, coder_id=coder)


def close(study: Study, round_id: int, **more: object) -> None:
    study.project.do("Close", close_round, round_id=round_id, **more)  # type: ignore[arg-type]  # as above


def row(study: Study, round_id: int) -> RoundRow:
    with study.project.read() as session:
        return round_by_id(session, round_id)


def held(study: Study, round_id: int) -> Frozen:
    with study.project.read() as session:
        found = frozen(session, round_id)
    assert found is not None
    return found


def states(study: Study, round_id: int) -> dict[int, str]:
    with study.project.read() as session:
        return {one.coder_id: one.state for one in assignments(session, round_id)}


def counts(one: RoundRow) -> tuple[int, ...]:
    return one.documents, one.coders, one.assigned, one.started, one.completed


def test_a_round_goes_from_assigned_to_started_to_completed(study: Study) -> None:
    first = plan(study)
    assert states(study, first) == {study.ana: "assigned", study.murat: "assigned"}
    study.code("flour")
    complete(study, study.murat)
    assert states(study, first) == {study.ana: "started", study.murat: "completed"}
    assert counts(row(study, first)) == (1, 2, 2, 1, 1)


def test_a_round_is_found_by_its_name_whatever_the_case(study: Study) -> None:
    first = plan(study, note="for the pilot", drawn="chosen", seed=7)
    with study.project.read() as session:
        found = round_by_name(session, "ROUND 1")
        assert (found.id, found.note, found.drawn, found.seed, found.blind) == (
            first,
            "for the pilot",
            "chosen",
            7,
            True,
        )
        with pytest.raises(UserError, match="no round “Round 2”.*Round 1"):
            round_by_name(session, "Round 2")


def test_a_pair_of_an_open_round_is_refused_for_another_one(study: Study) -> None:
    plan(study)
    with pytest.raises(UserError, match="Ana Yilmaz codes “Baker” in “Round 1”.*still open, and 1"):
        plan(study, "Round 2")
    with study.project.read() as session:
        assert [one.name for one in rounds(session)] == ["Round 1"]


def test_a_pair_of_a_closed_round_starts_anew_in_the_next_one(study: Study) -> None:
    first = plan(study)
    complete(study, study.ana, study.murat)
    close(study, first)
    second = plan(study, "Round 2", coder_ids=[study.ana])
    assert states(study, second) == {study.ana: "assigned"}
    assert counts(row(study, first)) == (1, 2, 2, 0, 2)
    assert held(study, first).completed == {(study.baker, study.ana), (study.baker, study.murat)}


def test_work_that_was_in_no_round_keeps_what_is_completed(study: Study) -> None:
    complete(study, study.ana)
    first = plan(study)
    assert states(study, first) == {study.ana: "completed", study.murat: "assigned"}


def test_with_fewer_coders_than_all_each_document_gets_its_number_in_balance(study: Study) -> None:
    lena = study.project.do("Add", add_coder, name="Lena")
    more = [study.project.do("Import", add_document, name=f"D{n}", text="Bread.") for n in range(8)]
    coders = [study.ana, study.murat, lena]
    first = plan(study, document_ids=[study.baker, *more], coder_ids=coders, per_document=2, seed=3)
    with study.project.read() as session:
        found = [(one.document_id, one.coder_id) for one in assignments(session, first)]
    assert set(Counter(document for document, _ in found).values()) == {2}
    assert Counter(coder for _, coder in found) == dict.fromkeys(coders, 6)
    study.project.undo()
    again = plan(study, document_ids=[study.baker, *more], coder_ids=coders, per_document=2, seed=3)
    with study.project.read() as session:
        assert [(one.document_id, one.coder_id) for one in assignments(session, again)] == found


def test_what_can_not_be_a_round_is_refused(study: Study) -> None:
    layer = study.project.do("Add", add_coder, name="Consensus", role="consensus")
    for wrong, said in (
        ({"kind": "party"}, "not a kind"),
        ({"document_ids": []}, "at least one document"),
        ({"coder_ids": []}, "at least one coder"),
        ({"coder_ids": [study.ana, layer]}, "is a consensus"),
        ({"coder_ids": [99]}, "no longer in the project"),
        ({"per_document": 3}, "1 to 2"),
        ({"version_id": 1}, "version is no longer"),
        ({"name": " "}, "needs a name"),
        ({"repeats": 2}, "can't come back"),
    ):
        with pytest.raises(UserError, match=said):
            plan(study, **{"name": "Round 1"} | wrong)
    plan(study)
    with pytest.raises(UserError, match="already"):
        plan(study, "round 1")


def test_a_round_with_unfinished_work_says_who_has_not_finished_what(study: Study) -> None:
    first = plan(study)
    complete(study, study.ana)
    with pytest.raises(UserError, match="Murat Kaya has not completed “Baker”"):
        close(study, first)
    close(study, first, unfinished="leave out")
    assert held(study, first).completed == {(study.baker, study.ana)}
    assert held(study, first).documents[0].states[study.murat] == "assigned"
    with pytest.raises(UserError, match="is closed"):
        close(study, first)


def test_a_snapshot_is_as_it_was_whatever_happens_afterwards(study: Study) -> None:
    first = plan(study)
    study.code("flour", memo="bread", sure=False)
    study.code("queued", coder_id=study.murat)
    complete(study, study.ana, study.murat)
    close(study, first)
    before = held(study, first)
    study.project.do("Rename", change_coder, coder_id=study.ana, name="Anna")
    study.project.do("Rename", change_document, document_id=study.baker, name="Interview 1")
    study.project.do("Move", move_code, code_id=study.hard_life, parent_id=study.corruption, position=0)
    study.project.do("Delete", delete_code, code_id=study.corruption)
    assert held(study, first) == before
    assert before.documents[0].codings.memo == ["bread", ""]
    assert before.documents[0].codings.sure == [False, True]
    assert [code.name for code in before.codes] == ["Corruption", "Hard life"]
    assert before.documents[0].row.name == "Baker"


def test_closing_can_be_taken_back_and_done_again(study: Study) -> None:
    first = plan(study)
    study.code("flour")
    complete(study, study.ana, study.murat)
    close(study, first)
    before = held(study, first)
    assert study.project.undo() == "Close"
    with study.project.read() as session:
        assert frozen(session, first) is None
        assert len(open_blind_pairs(session)) == 2
    assert study.project.redo() == "Close"
    assert held(study, first) == before
    assert problems(study.project) == []


def test_an_open_round_can_be_changed_and_a_closed_one_only_in_name_and_note(study: Study) -> None:
    first = plan(study)
    study.project.do("Change", change_round, round_id=first, blind=False, name="Pilot", note="n")
    assert (row(study, first).blind, row(study, first).name, row(study, first).note) == (False, "Pilot", "n")
    close(study, first, unfinished="leave out")
    study.project.do("Change", change_round, round_id=first, name="First pilot")
    with pytest.raises(UserError, match="is closed"):
        study.project.do("Change", change_round, round_id=first, blind=True)


def test_assignments_come_and_go_while_a_round_is_open(study: Study) -> None:
    first = plan(study, coder_ids=[study.ana])
    study.project.do("Add", add_assignments, round_id=first, pairs=[(study.baker, study.murat)])
    study.code("flour")
    study.project.do(
        "Take out",
        remove_assignments,
        round_id=first,
        pairs=[(study.baker, study.murat), (study.baker, study.ana)],
    )
    assert states(study, first) == {}
    with study.project.read() as session:
        assert work(session)[study.baker, study.ana].codings == 1
    assert study.project.undo() == "Take out"
    assert states(study, first) == {study.ana: "started", study.murat: "assigned"}


def test_only_a_round_that_nobody_began_can_be_removed(study: Study) -> None:
    first = plan(study, repeats=1)
    study.project.do("Remove", remove_round, round_id=first)
    with study.project.read() as session:
        assert rounds(session) == []
    study.project.undo()
    study.code("flour")
    with pytest.raises(UserError, match="holds coders' work"):
        study.project.do("Remove", remove_round, round_id=first)
    assert problems(study.project) == []
