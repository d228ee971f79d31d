"""The Read me says in words which round was compared and what is being coded blind."""

from pathlib import Path

import openpyxl

from app.agreement.study.material import Scope
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.jobs import Job
from app.rounds.actions import close_round, complete_document, create_round
from tests.study import Study


def told(study: Study, path: Path, round_id: int | None = None) -> dict[str, str]:
    choices = WorkbookChoices(
        scope=Scope(unit="turn", round_id=round_id), sheets=("Codebook",), intervals=True
    )
    write_workbook(study.project, path, Job(), choices=choices)
    page = openpyxl.load_workbook(path)["Read me"]
    return {str(row[0]): str(row[1]) for row in page.values if row[0]}


def plan(study: Study, name: str, *, blind: bool) -> int:
    chosen = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]}
    return study.project.do("Plan", create_round, name=name, blind=blind, **chosen)


def test_an_open_blind_round_is_told_as_left_out(study: Study, tmp_path: Path) -> None:
    before = told(study, tmp_path / "before.xlsx")
    assert before["Left out altogether"] == "nothing: no round is being coded blind"
    plan(study, "Pilot", blind=True)
    after = told(study, tmp_path / "after.xlsx")
    assert after["Left out altogether"] == (
        "1 document is being coded blind in “Pilot”: left out until it closes."
    )


def test_the_chosen_round_is_named_with_when_it_was_closed(study: Study, tmp_path: Path) -> None:
    study.code("They took the flour")
    assert told(study, tmp_path / "none.xlsx")["Round compared"].startswith("none in particular")
    round_id = plan(study, "Pilot", blind=False)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    assert told(study, tmp_path / "open.xlsx", round_id)["Round compared"] == (
        "“Pilot”, which is still open: its documents, as they are coded now"
    )
    study.project.do("Close", close_round, round_id=round_id)
    closed = told(study, tmp_path / "closed.xlsx", round_id)["Round compared"]
    assert closed.startswith("“Pilot”, as it was when it was closed on 20")
    assert closed.endswith(" UTC")


def test_interviewers_turns_are_said_to_count_until_they_are_left_out(study: Study, tmp_path: Path) -> None:
    assert told(study, tmp_path / "all.xlsx")["Interviewers’ turns"].startswith("count like all others")
    choices = WorkbookChoices(
        scope=Scope(without_speakers=("INTERVIEWER",)), sheets=("Codebook",), intervals=False
    )
    write_workbook(study.project, tmp_path / "without.xlsx", Job(), choices=choices)
    page = openpyxl.load_workbook(tmp_path / "without.xlsx")["Read me"]
    lines = {str(row[0]): str(row[1]) for row in page.values if row[0]}
    assert "Interviewers’ turns" not in lines
    assert "turns of 1 of the speakers" in lines["Left out of agreement"]
