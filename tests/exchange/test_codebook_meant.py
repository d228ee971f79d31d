"""The workbook's own codebook sheet comes back as it was meant, whatever of it was shown otherwise."""

from pathlib import Path

import openpyxl
import pytest

from app.codebook.actions import add_code, change_code
from app.coders.actions import add_coder
from app.errors import UserError
from app.exchange.codebook_table import CodebookPlan, FieldChange, plan_codebook_import
from app.exchange.workbook.book import write_workbook
from app.exchange.workbook.choices import ProfileName, WorkbookChoices
from app.jobs import Job
from tests.exchange.workbook.office import recalculated
from tests.study import Study

QUOTE = "As in: We queued from four in the morning. Always."
PROFILES = pytest.mark.parametrize("profile", ["full", "codes", "numbers"])


@pytest.fixture
def told(study: Study) -> Study:
    """Definitions that quote, hold odd characters, or look like something else; a name that quotes."""
    fields = {"use_when": QUOTE, "full_definition": "a\r\nb\x0bc  ", "typical_example": "=1+1"}
    study.project.do("Define", change_code, code_id=study.corruption, **fields)
    name = "They took the flour for themselves"
    odd = {"use_when": "1.50", "close_but_no": "TRUE", "shortcut": "1", "exclusive": True}
    code_id = study.project.do("Add", add_code, name=name, parent_id=study.corruption, **odd)
    study.project.do("Add", add_code, name="2020", parent_id=code_id)
    return study


def written(study: Study, path: Path, profile: ProfileName) -> Path:
    write_workbook(study.project, path, Job(), choices=WorkbookChoices(sheets=("Codebook",), profile=profile))
    return path


def edited(path: Path, header: str, row: int, text: str) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book["Codebook"]
    sheet.cell(row, [cell.value for cell in sheet[1]].index(header) + 1).value = text
    book.save(path)
    return path


def changes(plan: CodebookPlan) -> tuple[object, object, object]:
    return plan.added, plan.changed, plan.left


@PROFILES
def test_a_sheet_that_nobody_edited_changes_nothing(
    told: Study, tmp_path: Path, profile: ProfileName
) -> None:
    plan = plan_codebook_import(told.project, written(told, tmp_path / "out.xlsx", profile))
    assert changes(plan) == ((), (), ())


@PROFILES
def test_a_sheet_that_libreoffice_saved_again_changes_nothing(
    told: Study, tmp_path: Path, profile: ProfileName
) -> None:
    (saved,) = recalculated([written(told, tmp_path / "out.xlsx", profile)], tmp_path / "saved")
    assert changes(plan_codebook_import(told.project, saved)) == ((), (), ())


@PROFILES
def test_what_was_edited_is_all_that_changes(told: Study, tmp_path: Path, profile: ProfileName) -> None:
    path = edited(written(told, tmp_path / "out.xlsx", profile), "code", 2, "Bribery")
    plan = plan_codebook_import(told.project, path)
    assert plan.changed == (FieldChange("Corruption", "name", "Corruption", "Bribery"),)


def test_a_definition_edited_around_words_that_were_left_out_is_refused_by_row(
    told: Study, tmp_path: Path
) -> None:
    path = edited(written(told, tmp_path / "out.xlsx", "codes"), "use when", 2, "As in: […]. Never.")
    with pytest.raises(UserError, match="row 2.*has words left out"):
        plan_codebook_import(told.project, path)


def test_an_ellipsis_in_a_whole_sheet_is_a_text_like_any(told: Study, tmp_path: Path) -> None:
    path = edited(written(told, tmp_path / "out.xlsx", "full"), "use when", 2, "As in: […]")
    plan = plan_codebook_import(told.project, path)
    assert plan.changed == (FieldChange("Corruption", "use_when", QUOTE, "As in: […]"),)


def test_coders_whose_headers_fold_to_the_same_come_back(study: Study, tmp_path: Path) -> None:
    for name in ("Ana B", "Ana_B"):
        study.project.do("Add", add_coder, name=name)
    plan = plan_codebook_import(study.project, written(study, tmp_path / "out.xlsx", "full"))
    assert changes(plan) == ((), (), ())
