"""The sheet Cases: a row for each case, read again as a table; in numbers only it has no words."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.cases.actions import NewCase, add_cases, link_documents
from app.cases.attribute_actions import add_attribute
from app.cases.value_actions import CellText, set_values
from app.exchange.case_table import plan_case_import
from app.exchange.workbook import write_workbook
from app.exchange.workbook.choices import ProfileName, WorkbookChoices
from app.jobs import Job
from tests.study import Study


@pytest.fixture
def described(study: Study) -> Study:
    do = study.project.do
    omar, layla = do("Cases", add_cases, cases=[NewCase("Omar", note="left in May"), NewCase("ليلى")])
    do("Link", link_documents, case_ids=[omar], document_ids=[study.baker])
    age = do("Attribute", add_attribute, name="Age", kind="number")
    origin = do("Attribute", add_attribute, name="Origin")
    cells = [CellText(omar, age, "40,5"), CellText(layla, age, "(unknown)"), CellText(omar, origin, "=Homs")]
    do("Values", set_values, cells=cells)
    return study


def written(study: Study, path: Path, profile: ProfileName) -> list[list[Any]]:
    choices = WorkbookChoices(sheets=("Cases",), profile=profile)
    write_workbook(study.project, path, Job(), choices=choices)
    return [list(row) for row in openpyxl.load_workbook(path)["Cases"].iter_rows(values_only=True)]


def test_a_case_is_a_row_and_an_attribute_a_column(described: Study, tmp_path: Path) -> None:
    header, omar, layla = written(described, tmp_path / "full.xlsx", "full")
    assert header == ["case", "case id", "case kind", "case note", "documents", "Age", "Origin"]
    assert [*omar[:1], *omar[2:]] == ["Omar", "person", "left in May", "Baker", 40.5, "=Homs"]
    assert [*layla[:1], *layla[2:]] == ["ليلى", "person", None, None, "(unknown)", None]


def test_the_sheet_is_read_again_without_a_change(described: Study, tmp_path: Path) -> None:
    written(described, tmp_path / "full.xlsx", "full")
    plan = plan_case_import(described.project, tmp_path / "full.xlsx")
    assert plan.wrong == ()
    assert plan.does_nothing


def test_numbers_only_leaves_out_names_notes_and_attributes(described: Study, tmp_path: Path) -> None:
    header, *_ = written(described, tmp_path / "numbers.xlsx", "numbers")
    assert header == ["case id", "case kind"]


def test_case_by_code_has_one_or_nothing_for_each_case(described: Study, tmp_path: Path) -> None:
    described.code("the flour", coder_id=described.murat)
    choices = WorkbookChoices(sheets=("Case by code",))
    write_workbook(described.project, tmp_path / "codes.xlsx", Job(), choices=choices)
    sheet = openpyxl.load_workbook(tmp_path / "codes.xlsx")["Case by code"]
    header, omar, layla = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert header == ["case", "case id", "Corruption", "Hard life"]
    assert [*omar[:1], *omar[2:]] == ["Omar", 1, 0]
    assert [*layla[:1], *layla[2:]] == ["ليلى", None, None]  # nothing to read
