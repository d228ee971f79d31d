"""Passages of each code in each document, shaded, with a chart."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.documents.actions import add_document
from app.exchange.workbook import write_workbook
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.rounds.actions import create_round
from tests.study import BAKER, Study, make_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = make_study(str(tmp_path / "study.intercoder"))
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)
    study.code("He stayed")
    study.code("We queued", code_id=study.hard_life)
    study.project.do("Import", add_document, name="Second", text=BAKER)
    return study


def written(study: Study, path: Path, **choices: object) -> Path:
    made = WorkbookChoices(sheets=("Code matrix",), **choices)  # type: ignore[arg-type]  # any choice
    with study.project:
        write_workbook(study.project, path, Job(), choices=made)
    return path


def table(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path)["Code matrix"]
    return [row[1:] for row in sheet.iter_rows(values_only=True)]


def test_overlapping_passages_of_a_code_count_once_and_the_last_row_is_all(
    study: Study, tmp_path: Path
) -> None:
    assert table(written(study, tmp_path / "a.xlsx")) == [
        ("document", "Corruption", "Hard life", "all codes"),
        ("Baker", 2, 1, 3),
        ("Second", 0, 0, 0),
        ("all documents", 2, 1, 3),
    ]


def test_the_last_row_is_drawn_as_bars_and_the_matrix_is_shaded(study: Study, tmp_path: Path) -> None:
    path = written(study, tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert "'Code matrix'!$C$4:$D$4" in chart
    assert "'Code matrix'!$C$1:$D$1" in chart
    assert "<c:v>Hard life</c:v>" in chart
    sheet = openpyxl.load_workbook(path)["Code matrix"]
    assert {str(ranges.sqref) for ranges in sheet.conditional_formatting} == {"C2:D3"}


def test_without_names_of_documents_the_chart_follows_the_columns(study: Study, tmp_path: Path) -> None:
    path = written(study, tmp_path / "a.xlsx", profile="numbers")
    header = [cell.value for cell in openpyxl.load_workbook(path)["Code matrix"][1]]
    assert header == ["document id", "Corruption", "Hard life", "all codes"]
    with zipfile.ZipFile(path) as parts:
        assert "'Code matrix'!$B$4:$C$4" in parts.read("xl/charts/chart1.xml").decode()


def test_a_document_that_is_coded_blind_has_no_row(study: Study, tmp_path: Path) -> None:
    study.project.do(
        "Plan", create_round, name="Blind", document_ids=[study.baker], coder_ids=[1, 2], blind=True
    )
    assert table(written(study, tmp_path / "a.xlsx"))[1:] == [("Second", 0, 0, 0), ("all documents", 0, 0, 0)]
