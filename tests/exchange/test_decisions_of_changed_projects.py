"""A workbook comes back to a project that changed meanwhile; a row that can't be imported stops no other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, change_code, delete_code, move_code
from app.coders.actions import add_coder, change_coder
from app.coding.actions import remove_codings
from app.exchange.decisions_back import apply_decisions_plan
from app.exchange.workbook.choices import ProfileName
from app.models import Coding
from app.reconcile.actions import decide, reopen
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.reasons import set_own_reasons
from app.rounds.actions import close_round, complete_document, create_round
from tests.exchange.conftest import write
from tests.exchange.test_decisions_back import edit, plan_of, queued
from tests.study import BAKER, Study

UNCHANGED = ((), (), 3)


def settle(
    study: Study, place: int, outcome: str, made: Sequence[ConsensusSpan] | None = None, **more: Any
) -> int:
    row = queued(study)[place]
    if made is None:
        made = result_of(row.item, outcome, coder_id=study.ana if outcome == "coder" else None)
    arguments = {"item": row.item, "outcome": outcome, "codings": made, "coder_id": study.ana}
    return study.project.do("Decide", decide, **arguments, follows_id=None, **more)


def told(study: Study, path: Path) -> tuple[object, object, int]:
    plan = plan_of(study, path)
    return plan.wishes, plan.aside, plan.unchanged


def test_codes_and_coders_that_were_renamed_since_change_nothing(differing: Study, workbook: Path) -> None:
    settle(differing, 0, "coder")
    settle(differing, 1, "other", [ConsensusSpan(differing.corruption, 40, 50)])
    write(differing, workbook)
    differing.project.do("Rename", change_code, code_id=differing.corruption, name="Bribery")
    differing.project.do("Rename", change_coder, coder_id=differing.ana, name="Ana Demir")
    assert told(differing, workbook) == UNCHANGED


def test_a_name_means_the_code_that_it_meant_when_the_sheet_was_written(
    differing: Study, workbook: Path
) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "other code", "final code": "Corruption"}))
    for code, name in ((1, "x"), (2, "Corruption"), (1, "Hard life")):
        code_id = {1: differing.corruption, 2: differing.hard_life}[code]
        differing.project.do("Rename", change_code, code_id=code_id, name=name)
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    decision = queued(differing)[0].decision
    assert decision is not None
    assert [made.code_id for made in decision.codings] == [differing.corruption]


def test_a_code_that_was_deleted_since_changes_nothing(differing: Study, workbook: Path) -> None:
    settle(differing, 1, "other", [ConsensusSpan(differing.corruption, 40, 50)])
    write(differing, workbook)
    differing.project.do("Delete", delete_code, code_id=differing.corruption)
    plan = plan_of(differing, workbook)
    assert (plan.wishes, plan.aside) == ((), ())


def test_coders_whose_headers_fold_to_the_same_come_back(study: Study, tmp_path: Path) -> None:
    people = [study.project.do("Add", add_coder, name=name) for name in ("Ana B", "Ana_B")]
    for coder, words in zip(people, ("He stayed", "stayed"), strict=True):
        study.code(words, coder_id=coder)
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    write(study, tmp_path / "out.xlsx")
    assert told(study, tmp_path / "out.xlsx") == ((), (), 1)


def test_a_note_longer_than_a_cell_goes_out_and_comes_back(differing: Study, workbook: Path) -> None:
    settle(differing, 0, "both", note="word " * 10_000)
    write(differing, workbook)
    assert told(differing, workbook) == UNCHANGED


def test_a_note_on_a_disagreement_that_is_open_again_stops_no_other_row(
    differing: Study, workbook: Path
) -> None:
    decision_id = settle(differing, 0, "both")
    differing.project.do("Open", reopen, decision_id=decision_id, coder_id=differing.ana)
    write(differing, workbook)

    def change(rows: list[dict[str, Any]]) -> None:
        rows[0]["note"] = "why?"
        rows[1]["decision"] = "union"

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert ["but no decision" in one.why for one in plan.aside] == [True]
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 1


def test_codes_that_exclude_each_other_are_told_by_row_and_stop_no_other(
    differing: Study, workbook: Path
) -> None:
    domain = differing.project.do("Add", add_code, name="Domain", exclusive=True)
    for code_id in (differing.corruption, differing.hard_life):
        differing.project.do("Move", move_code, code_id=code_id, parent_id=domain, position=0)
    write(differing, workbook)

    def change(rows: list[dict[str, Any]]) -> None:
        rows[0]["decision"] = "both"
        rows[1]["decision"] = "union"

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert [(one.row, "exclude each other" in one.why) for one in plan.aside] == [(2, True)]
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 1


def test_a_disagreement_of_which_nothing_is_left_is_told_by_row(differing: Study, workbook: Path) -> None:
    settle(differing, 2, "both")
    at = (Coding.start == BAKER.index("He stayed")) & (Coding.coder_id == differing.ana)
    with differing.project.read() as session:
        coding_id = session.scalars(select(Coding.id).where(at)).one()
    differing.project.do("Remove", remove_codings, coding_ids=[coding_id], coder_id=differing.ana)
    write(differing, workbook)

    def change(rows: list[dict[str, Any]]) -> None:
        rows[0]["decision"] = "both"
        rows[-1]["decision"] = "nobody"

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert ["codings that are gone" in one.why for one in plan.aside] == [True]
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 1


@pytest.mark.parametrize("profile", ["codes", "numbers"])
def test_a_sheet_without_text_changes_nothing_and_holds_no_reasons(
    differing: Study, workbook: Path, profile: ProfileName
) -> None:
    name = "We queued from four in the morning"
    differing.project.do("Rename", change_code, code_id=differing.corruption, name=name)
    differing.project.do("Reasons", set_own_reasons, reasons=["Because he cried a lot"])
    settle(differing, 0, "both")
    settle(differing, 1, "other", [ConsensusSpan(differing.corruption, 40, 50)])
    write(differing, workbook, profile)
    assert told(differing, workbook) == UNCHANGED
    with ZipFile(workbook) as book:
        assert not [part for part in book.namelist() if b"cried a lot" in book.read(part)]


def test_a_sheet_that_is_imported_twice_changes_nothing_the_second_time(
    differing: Study, workbook: Path
) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[0] |= {"decision": "nobody", "reason": "A slip"}
        rows[1]["decision"] = "union"

    edit(workbook, change)
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    assert told(differing, workbook) == UNCHANGED


def test_decisions_on_codings_outside_rounds_come_back_after_a_round_was_closed(
    differing: Study, workbook: Path
) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    people = [differing.ana, differing.murat]
    chosen = {"document_ids": [differing.baker], "coder_ids": people, "blind": False}
    round_id = differing.project.do("Plan", create_round, name="First", **chosen)
    differing.project.do("Close", close_round, round_id=round_id, unfinished="leave out")
    assert [one.after.decision for one in plan_of(differing, workbook).wishes] == ["nobody"]
