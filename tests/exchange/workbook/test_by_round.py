"""The sheet of rounds has the values of their snapshots, which later codings don't change."""

from pathlib import Path

import pandas as pd

from app.agreement.study.material import Scope
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.jobs import Job
from app.rounds.actions import close_round, complete_document, create_round
from tests.study import Study


def sheet(study: Study, path: Path) -> list[dict[str, object]]:
    choices = WorkbookChoices(
        scope=Scope(unit="turn"),
        sheets=("Agreement by round",),
        statistic="percent_agreement",
        intervals=True,
    )
    write_workbook(study.project, path, Job(), choices=choices)
    return pd.read_excel(path, sheet_name="Agreement by round", engine="openpyxl").to_dict("records")


def closed(study: Study, name: str) -> None:
    chosen = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]}
    round_id = study.project.do("Plan", create_round, name=name, **chosen)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    study.project.do("Close", close_round, round_id=round_id)


def test_each_closed_round_has_a_value_for_all_codes_and_each(study: Study, tmp_path: Path) -> None:
    study.code("They took the flour")  # one of four turns: Murat has it nowhere
    study.code("He stayed", code_id=study.hard_life)
    study.code("He stayed", code_id=study.hard_life, coder_id=study.murat)
    closed(study, "Pilot")
    rows = sheet(study, tmp_path / "one.xlsx")
    told = [(row["round"], row["who"], row["code"], row["documents"], row["value"]) for row in rows]
    assert told == [
        ("Pilot", "between coders", "all codes together", 1, 0.875),
        ("Pilot", "between coders", "Corruption", 1, 0.75),
        ("Pilot", "between coders", "Hard life", 1, 1.0),
    ]
    assert {row["unit"] for row in rows} == {"turn"}


def test_later_codings_change_the_next_round_only(study: Study, tmp_path: Path) -> None:
    study.code("They took the flour")
    closed(study, "Pilot")
    study.code("They took the flour", coder_id=study.murat)
    closed(study, "Second")
    values = {
        row["round"]: row["value"]
        for row in sheet(study, tmp_path / "two.xlsx")
        if row["code"] == "Corruption"
    }
    assert values == {"Pilot": 0.75, "Second": 1.0}
