"""`export`: the kind of file follows from the target, the choices are those of the window."""

from pathlib import Path

import openpyxl
import pyreadstat
import pytest

from app.commands.parser import PROFILES, SUMMED_UP
from app.exchange.workbook import choices, export
from tests.commands.said import Command


def test_the_parser_knows_the_profiles_and_statistics_that_there_are() -> None:
    assert set(PROFILES) == set(choices.PROFILES)
    assert export.SUMMED_UP == SUMMED_UP
    assert choices.WorkbookChoices().profile == PROFILES[0]


def test_only_the_sheets_that_were_chosen_are_written(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    said = intercoder("export", project, tmp_path / "s.xlsx", "--sheets", "codings,Codebook")
    assert said.out == f"Wrote “{tmp_path / 's.xlsx'}”: Codebook (1 row), Codings (2 rows).\n"
    assert openpyxl.load_workbook(tmp_path / "s.xlsx").sheetnames == ["Read me", "Codebook", "Codings"]


def test_a_profile_and_a_scope_reach_the_workbook(intercoder: Command, project: Path, tmp_path: Path) -> None:
    options = ("--profile", "numbers", "--unit", "document", "--bootstrap", "0", "--no-trim")
    assert intercoder("export", project, tmp_path / "s.xlsx", *options).code == 0
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert "quote" not in [cell.value for cell in book["Codings"][1]]
    about = {row[0].value: row[1].value for row in book["Read me"].iter_rows(max_row=30)}
    assert about["Profile"].startswith("numbers")
    assert about["Intervals"] == "none"
    assert about["Trim ends"].startswith("no;")


def test_a_folder_gets_csv_files(intercoder: Command, project: Path, tmp_path: Path) -> None:
    said = intercoder("export", project, tmp_path / "out", "--csv-bom", "--sheets", "Codings", "--json")
    answer = {"kind": "csv", "path": str(tmp_path / "out"), "sheets": {"Codings": 2}}
    assert answer.items() <= said.json.items()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["codings.csv", "dictionary.csv"]
    assert (tmp_path / "out" / "codings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    again = intercoder("export", project, tmp_path / "out")
    assert (again.code, again.out) == (1, "")
    assert "holds something already" in again.error


def test_a_name_that_ends_with_sav_gets_an_spss_file(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    said = intercoder("export", project, tmp_path / "study.SAV", "--unit", "document")
    assert said.out == f"Wrote “{tmp_path / 'study.SAV'}”: 1 unit.\n"
    table, _ = pyreadstat.read_sav(str(tmp_path / "study.SAV"))
    assert table.filter(regex="^Money").to_numpy().tolist() == [[1, 1]]


def test_calculators_get_a_folder(intercoder: Command, project: Path, tmp_path: Path) -> None:
    said = intercoder("export", project, tmp_path / "recal", "--calculators", "--unit", "document")
    assert said.out == f"Wrote 2 files for calculators into “{tmp_path / 'recal'}”.\n"
    assert (tmp_path / "recal" / "ReCal2" / "Ana and Murat.csv").read_text().split() == ["1,1"]


@pytest.mark.parametrize(
    ("target", "options", "sentence"),
    [
        ("study.csv", (), "doesn't say what to write"),
        ("study.sav", ("--sheets", "Codings"), "--sheets chooses among"),
        ("study.xlsx", ("--csv-bom",), "--csv-bom is for CSV files"),
        ("study.xlsx", ("--sheets", "Codingz"), "There is no sheet “Codingz”"),
        ("study.xlsx", ("--coders", "Eva"), "There is no coder “Eva”"),
        ("nowhere/out", (), "doesn't exist"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence_and_nothing_is_written(
    intercoder: Command, project: Path, tmp_path: Path, target: str, options: tuple[str, ...], sentence: str
) -> None:
    before = sorted(tmp_path.iterdir())
    said = intercoder("export", project, tmp_path / target, *options)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.error
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "options",
    [
        ("--profile", "quotes"),
        ("--threshold", "80"),
        ("--threshold", "nan"),
        ("--statistic", "magic"),
        ("--sheets", ",A"),
    ],
)
def test_what_is_typed_wrongly_is_explained_with_exit_2(
    intercoder: Command, project: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    said = intercoder("export", project, tmp_path / "s.xlsx", *options)
    assert (said.code, said.out) == (2, "")
