"""Decisions made in the workbook's sheet come back, row by row, and only as the person saw them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.coding.actions import resize_coding
from app.errors import Cancelled, Conflict, UserError
from app.exchange.decisions_back import (
    DecisionsPlan,
    apply_decisions_plan,
    plan_decisions_import,
)
from app.jobs import Job
from app.models import Setting
from app.reconcile.actions import decide
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.queries import QueueRow, queue
from app.store import Project
from app.store.check import problems
from tests.exchange.conftest import write
from tests.exchange.workbook.office import recalculated
from tests.study import BAKER, Study

SHEET = "Disagreements"
ANA, MURAT = "Ana Yilmaz", "Murat Kaya"
Cells = dict[str, Any]


def edit(path: Path, change: Callable[[list[Cells]], list[Cells] | None], *, title: str = SHEET) -> None:
    """Change the sheet's rows as a person does, who may sort and delete them too."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    headers = [cell.value for cell in sheet[1]]
    rows = [dict(zip(headers, values, strict=True)) for values in sheet.iter_rows(2, values_only=True)]
    rows = change(rows) or rows
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append([row[header] for header in headers])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # typed as text, also where it begins with =
    sheet.title = title
    book.save(path)


def plan_of(study: Study, path: Path) -> DecisionsPlan:
    return plan_decisions_import(study.project, path)


def queued(study: Study) -> list[QueueRow]:
    with study.project.read() as session:
        return queue(session)


def test_a_sheet_that_nobody_edited_changes_nothing(differing: Study, workbook: Path) -> None:
    plan = plan_of(differing, workbook)
    assert (plan.wishes, plan.aside, plan.unchanged) == ((), (), 3)


def test_the_sheet_shows_what_everybody_coded_in_its_context(differing: Study, workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)[SHEET]
    headers = [cell.value for cell in sheet[1]]
    row = dict(zip(headers, [cell.value for cell in sheet[2]], strict=True))
    assert (row["kind"], row["passage"], row["status"]) == ("swapped", "They took the flour", "open")
    assert row["before"] == "INTERVIEWER: Why did you leave? BAKER:"
    assert (row[f"{ANA}: codes"], row[f"{MURAT}: codes"]) == ("Corruption", "Hard life")
    assert (row["turn"], row["speaker"]) == (2, "BAKER")
    assert row["decision"] is None
    assert not sheet.protection.sheet  # or it could be neither sorted nor filtered nor thinned
    widths = {one.min: one for one in sheet.column_dimensions.values()}
    hidden = [headers[one.min - 1 : one.max] for one in widths.values() if one.hidden]
    assert hidden == [["item id", "decision id"]]
    seen = headers[: headers.index("note") + 1]
    assert seen[2:5] == ["document", "turn", "passage"]
    assert (
        sum(one.width * (one.max - one.min + 1) for one in widths.values() if 2 < one.min <= len(seen)) < 220
    )
    assert sheet.freeze_panes == "F2"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$K$4"
    sources = {validation.formula1 for validation in sheet.data_validations.dataValidation}
    assert len(sources) == 3 + 1  # lists, and what no import reads


def test_edited_sorted_and_partly_deleted_rows_come_back_as_one_action(
    differing: Study, workbook: Path
) -> None:
    def change(rows: list[Cells]) -> list[Cells]:
        rows[0] |= {"decision": f"as {MURAT}", "reason": "A slip", "note": "agreed by phone"}
        rows[1] |= {"decision": " UNION "}
        return [rows[1], rows[0]]

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert [(one.row, one.after.decision) for one in plan.wishes] == [(2, "UNION"), (3, f"as {MURAT}")]
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 2
    swapped, boundary, missed = queued(differing)
    assert (swapped.status, boundary.status, missed.status) == ("settled", "settled", "open")
    assert swapped.decision is not None
    assert (swapped.decision.reason, swapped.decision.note) == ("slip", "agreed by phone")
    assert [one.code_id for one in swapped.decision.codings] == [differing.hard_life]
    assert boundary.decision is not None
    words = BAKER[boundary.decision.codings[0].start : boundary.decision.codings[0].end]
    assert words == "We queued from four in the morning"
    assert problems(differing.project) == []
    assert differing.project.undo() == "Import decisions from “out.xlsx”"
    assert [row.status for row in queued(differing)] == ["open"] * 3


@pytest.mark.parametrize("moved", [("item id", "decision id"), ("passage", "decision")])
def test_rows_that_a_sort_of_a_part_took_from_their_ids_settle_nothing_and_are_named(
    differing: Study, workbook: Path, moved: tuple[str, ...]
) -> None:
    def sort_in_part(rows: list[Cells]) -> None:
        rows[0]["decision"] = f"as {MURAT}"
        for name in moved:
            rows[0][name], rows[1][name] = rows[1][name], rows[0][name]

    edit(workbook, sort_in_part)
    plan = plan_of(differing, workbook)
    assert (plan.wishes, plan.unchanged) == ((), 2)
    (aside,) = plan.aside
    assert "shows another passage than its hidden id stands for" in aside.why


def test_what_was_imported_and_written_again_changes_nothing(differing: Study, workbook: Path) -> None:
    def change(rows: list[Cells]) -> None:
        rows[0] |= {"decision": "other code", "final code": "hard life"}
        rows[1] |= {"decision": "later", "reason": "Ours"}
        rows[2] |= {"decision": "nobody", "note": "two\nlines"}

    edit(workbook, change)
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    write(differing, workbook)
    plan = plan_of(differing, workbook)
    assert (plan.wishes, plan.aside, plan.unchanged) == ((), (), 3)
    assert [row.status for row in queued(differing)] == ["settled", "deferred", "settled"]


def test_an_emptied_decision_opens_the_disagreement_again(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "both"}))
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    write(differing, workbook)

    def empty(rows: list[Cells]) -> None:
        rows[0] |= dict.fromkeys(("decision", "final code", "reason", "note"))

    edit(workbook, empty)
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    assert [row.status for row in queued(differing)] == ["open"] * 3


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"decision": "perhaps"}, "“perhaps” is not a decision"),
        ({"decision": "as Lena"}, "“as Lena” names nobody"),
        ({"decision": "other code"}, "the final code is missing"),
        ({"decision": "other code", "final code": "Nothing"}, "there is no code “Nothing”"),
        ({"decision": "union", "final code": "Corruption"}, "choose the decision “other code”"),
        ({"note": "but why?"}, "but no decision"),
    ],
)
def test_a_row_that_cant_be_imported_is_set_aside_with_the_reason(
    differing: Study, workbook: Path, cells: Cells, why: str
) -> None:
    edit(workbook, lambda rows: rows[1].update(cells))
    plan = plan_of(differing, workbook)
    assert plan.wishes == ()
    assert [one.row for one in plan.aside] == [3]
    assert why in plan.aside[0].why


@pytest.mark.parametrize("final", ["Hard life", "hard  LIFE", None, "Corruption"])
def test_another_decision_is_taken_with_its_own_final_code_or_the_old_one_and_shown_with_its_own(
    differing: Study, workbook: Path, final: str | None
) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": f"as {ANA}"}))
    apply_decisions_plan(differing.project, plan_of(differing, workbook), differing.ana)
    write(differing, workbook)
    edit(workbook, lambda rows: rows[0].update({"decision": f"as {MURAT}", "final code": final}))
    plan = plan_of(differing, workbook)
    assert plan.aside == ()
    (wish,) = plan.wishes
    assert (wish.before.final, wish.after.final) == ("Corruption", "Hard life")
    apply_decisions_plan(differing.project, plan, differing.ana)
    decision = queued(differing)[0].decision
    assert decision is not None
    assert [one.code_id for one in decision.codings] == [differing.hard_life]
    again = plan_of(differing, workbook)
    assert (again.wishes, again.aside) == ((), ())


def test_the_final_codes_of_both_may_stand_in_any_order(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "both", "final code": "Hard life; corruption"}))
    plan = plan_of(differing, workbook)
    assert (len(plan.wishes), plan.wishes[0].after.final) == (1, "Corruption; Hard life")


def test_a_final_code_that_the_decision_does_not_give_is_named(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": f"as {ANA}", "final code": "Hard life"}))
    (aside,) = plan_of(differing, workbook).aside
    assert f"another final code than “as {ANA}” gives, which is “Corruption”" in aside.why


def test_a_reason_that_is_too_long_is_named_by_its_row_and_the_others_come_in(
    differing: Study, workbook: Path
) -> None:
    def change(rows: list[Cells]) -> None:
        rows[0] |= {"decision": "both", "reason": "x" * 501}
        rows[1] |= {"decision": "union", "reason": "y" * 500, "note": "z" * 30_000}

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert [one.row for one in plan.aside] == [2]
    assert "a reason of 501 characters, and 500 are the most" in plan.aside[0].why
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 1


def test_a_row_whose_disagreement_was_decided_meanwhile_is_set_aside(
    differing: Study, workbook: Path
) -> None:
    item = queued(differing)[0].item
    arguments = {"coder_id": differing.murat, "follows_id": None, "codings": result_of(item, "both")}
    differing.project.do("Decide", decide, item=item, outcome="both", **arguments)
    assert plan_of(differing, workbook).aside == ()
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    (aside,) = plan_of(differing, workbook).aside
    assert f"decided anew by {MURAT}" in aside.why
    edit(workbook, lambda rows: rows[0].update({"decision": "both", "final code": "Corruption; Hard life"}))
    assert plan_of(differing, workbook).aside == ()  # decided alike
    differing.project.undo()


def test_a_row_whose_codings_changed_meanwhile_is_set_aside(differing: Study, workbook: Path) -> None:
    arguments = {"coder_id": differing.ana, "start": BAKER.index("took"), "end": BAKER.index(" for them")}
    differing.project.do("Resize", resize_coding, coding_id=1, **arguments)
    assert plan_of(differing, workbook).aside == ()
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    (aside,) = plan_of(differing, workbook).aside
    assert "codings that have changed" in aside.why


def test_a_doubled_row_is_named_and_neither_is_imported(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: [*rows, rows[0] | {"decision": "nobody"}])
    plan = plan_of(differing, workbook)
    assert [one.row for one in plan.aside] == [2, 5]
    assert plan.wishes == ()


def test_rows_that_lost_their_ids_are_named_where_they_decide(differing: Study, workbook: Path) -> None:
    def change(rows: list[Cells]) -> None:
        rows[0].update({"item id": None, "decision": "both"})
        rows[1].update({"item id": None, "decision": "nobody"})
        rows[2].update({"item id": None})

    edit(workbook, change)
    plan = plan_of(differing, workbook)
    assert [(one.row, one.why.split(",")[0]) for one in plan.aside] == [
        (2, "has no item id"),
        (3, "has no item id"),
    ]
    assert (plan.wishes, plan.unchanged) == ((), 1)


def test_a_renamed_sheet_is_found_by_its_columns(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}), title="Unstimmigkeiten")
    plan = plan_of(differing, workbook)
    assert (plan.sheet, len(plan.wishes)) == ("Unstimmigkeiten", 1)


def test_a_sheet_without_a_column_is_refused(differing: Study, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book[SHEET].delete_cols(1)
    book.save(workbook)
    with pytest.raises(UserError, match="the column “item_id” is missing"):
        plan_of(differing, workbook)


def test_a_formula_that_was_saved_without_its_value_is_named(differing: Study, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book[SHEET]
    place = [cell.value for cell in sheet[1]].index("decision") + 1
    sheet.cell(3, place, '="no" & "body"')
    book.save(workbook)
    with pytest.raises(
        UserError, match="sheet Disagreements, row 3: “decision” has a formula without a value"
    ):
        plan_of(differing, workbook)


def test_a_formula_with_its_value_says_what_it_comes_to(
    differing: Study, workbook: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book[SHEET]
    place = [cell.value for cell in sheet[1]].index("decision") + 1
    sheet.cell(3, place, '="no" & "body"')
    book.save(workbook)
    (path,) = recalculated([workbook], tmp_path / "again")
    assert [one.after.decision for one in plan_of(differing, path).wishes] == ["nobody"]


def test_a_workbook_of_another_project_is_refused(differing: Study, workbook: Path, tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "other.intercoder")) as other:
        with other.read() as session:
            assert session.get(Setting, 1) is not None
        with pytest.raises(UserError, match="written from another project"):
            plan_decisions_import(other, workbook)


@pytest.mark.parametrize("name", ["notes.txt", "damaged.xlsx", "missing.xlsx"])
def test_a_file_that_is_no_workbook_is_refused(differing: Study, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name != "missing.xlsx":
        path.write_bytes(b"nothing")
    with pytest.raises(UserError, match=name):
        plan_of(differing, path)


def test_a_plan_that_is_out_of_date_is_not_applied(differing: Study, workbook: Path) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    plan = plan_of(differing, workbook)
    item = queued(differing)[0].item
    made = [ConsensusSpan(differing.corruption, item.start, item.end)]
    arguments = {"coder_id": differing.murat, "follows_id": None, "codings": made}
    differing.project.do("Decide", decide, item=item, outcome="other", **arguments)
    with pytest.raises(Conflict, match="has been changed since you looked"):
        apply_decisions_plan(differing.project, plan, differing.ana)


def test_codings_elsewhere_that_changed_since_the_preview_stop_nothing(
    differing: Study, workbook: Path
) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    plan = plan_of(differing, workbook)
    differing.code("And your brother?", code_id=differing.hard_life)
    assert plan_of(differing, workbook).wishes != plan.wishes  # its share of all disagreement is another
    assert apply_decisions_plan(differing.project, plan, differing.ana) == 1
    assert [row.status for row in queued(differing)] == ["settled", "open", "open", "open"]


def test_codings_of_the_passage_that_changed_since_the_preview_stop_the_import(
    differing: Study, workbook: Path
) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    plan = plan_of(differing, workbook)
    differing.code("the flour", code_id=differing.hard_life)
    with pytest.raises(Conflict, match="nothing was imported"):
        apply_decisions_plan(differing.project, plan, differing.ana)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_cancelled_import_decides_nothing(differing: Study, workbook: Path, steps: int) -> None:
    edit(workbook, lambda rows: rows[0].update({"decision": "nobody"}))
    plan = plan_of(differing, workbook)
    differing.code("And your brother?", code_id=differing.hard_life)  # so that it is looked at again
    told: list[str] = []

    def stop(_done: int, _of: int, what: str) -> None:
        told.append(what)
        if len(told) == steps:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        apply_decisions_plan(differing.project, plan, differing.ana, job)
    assert {row.status for row in queued(differing)} == {"open"}


def test_a_workbook_that_libreoffice_saved_again_imports_unchanged(
    differing: Study, workbook: Path, tmp_path: Path
) -> None:
    item = queued(differing)[0].item
    arguments = {"coder_id": differing.ana, "follows_id": None, "codings": result_of(item, "both")}
    differing.project.do("Decide", decide, item=item, outcome="both", note="=1+1 نعم", **arguments)
    write(differing, workbook)
    (saved,) = recalculated([workbook], tmp_path / "saved")
    plan = plan_of(differing, saved)
    assert (plan.wishes, plan.aside, plan.unchanged) == ((), (), 3)
    edit(saved, lambda rows: rows[1].update({"decision": "intersection"}))
    assert [one.after.decision for one in plan_of(differing, saved).wishes] == ["intersection"]
