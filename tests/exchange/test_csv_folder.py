"""The sheets as CSV files: complete, plain, described."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from app.errors import UserError
from app.exchange import csv_folder
from app.exchange.csv_folder import write_csv_folder
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.writing.sheet import Block
from app.jobs import Job
from app.store import Project
from tests.study import Study


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_sheet_is_a_file_and_every_column_is_in_the_dictionary(sample: Project, tmp_path: Path) -> None:
    written = write_csv_folder(sample, tmp_path / "out", Job())
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"agreement_by_code.csv", "codings.csv", "codebook.csv", "units.csv", "matrix_of_ana.csv"} < files
    _, *dictionary = read(tmp_path / "out" / "dictionary.csv")
    for file in files - {"dictionary.csv"}:
        header, *rows = read(tmp_path / "out" / file)
        described = [row for row in dictionary if row[0] == file]
        assert header == [row[2] for row in described]
        assert all(row[3] and row[4] for row in described)
        assert len(rows) == written.rows[described[0][1]]
        assert {len(row) for row in rows} <= {len(header)}


def test_pandas_reads_the_files_with_the_right_types(sample: Project, tmp_path: Path) -> None:
    write_csv_folder(sample, tmp_path / "out", Job())
    codings = pd.read_csv(tmp_path / "out" / "codings.csv")
    assert pd.api.types.is_integer_dtype(codings["start"])
    assert (codings["end"] - codings["start"] == codings["quote"].str.len()).all()
    units = pd.read_csv(tmp_path / "out" / "units.csv")
    assert set(units["Ana"].dropna().unique()) == {0, 1}


def test_text_is_as_in_the_project_unless_it_is_for_excel(study: Study, tmp_path: Path) -> None:
    study.code("They took", memo="=1+1")
    chosen = WorkbookChoices(sheets=("Codings",))
    for name, for_excel in (("plain", False), ("excel", True)):
        write_csv_folder(study.project, tmp_path / name, Job(), choices=chosen, for_excel=for_excel)
    plain, excel = (tmp_path / name / "codings.csv" for name in ("plain", "excel"))
    assert not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    assert excel.read_bytes().startswith(b"\xef\xbb\xbf")
    header, row = read(plain)
    assert row[header.index("memo")] == "=1+1"
    assert read(excel)[1][header.index("memo")] == "'=1+1"


def test_a_long_text_stays_in_one_column(study: Study, tmp_path: Path) -> None:
    study.code("They took", memo="x" * 70_000)
    write_csv_folder(study.project, tmp_path / "out", Job(), choices=WorkbookChoices(sheets=("Codings",)))
    header, row = read(tmp_path / "out" / "codings.csv")
    assert len(row) == len(header)
    assert len(row[header.index("memo")]) == 70_000


@pytest.mark.parametrize("profile", ["numbers", "codes"])
def test_a_profile_keeps_text_back_in_every_file(sample: Project, tmp_path: Path, profile: str) -> None:
    choices = WorkbookChoices(profile="numbers" if profile == "numbers" else "codes")
    write_csv_folder(sample, tmp_path / "out", Job(), choices=choices)
    header, *_ = read(tmp_path / "out" / "codings.csv")
    assert {"quote", "memo"}.isdisjoint(header)
    assert ("document" in header) is (profile == "codes")


def test_a_sheet_that_is_not_there_is_refused_before_anything_is_written(
    sample: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="There is no sheet “Codingz”"):
        write_csv_folder(sample, tmp_path / "out", Job(), choices=WorkbookChoices(sheets=("Codingz",)))
    assert list(tmp_path.iterdir()) == [tmp_path / "settings"] or not (tmp_path / "out").exists()


@pytest.mark.parametrize("for_excel", [False, True])
def test_rows_that_are_made_of_blocks_are_as_if_they_were_made_of_cells(
    sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, for_excel: bool
) -> None:
    chosen = WorkbookChoices(sheets=("Units", "Matrices"))
    write_csv_folder(sample, tmp_path / "blocks", Job(), choices=chosen, for_excel=for_excel)
    monkeypatch.setattr(csv_folder, "Joined", type("Nothing", (), {}))
    write_csv_folder(sample, tmp_path / "cells", Job(), choices=chosen, for_excel=for_excel)
    names = [path.name for path in (tmp_path / "blocks").iterdir()]
    assert "units.csv" in names
    for name in names:
        assert (tmp_path / "blocks" / name).read_bytes() == (tmp_path / "cells" / name).read_bytes()


def test_a_block_is_quoted_as_a_row_would_be() -> None:
    cells = ["a,b", 'say "no"', "two\nlines", "lone\rreturn", None, 1, 0.5, "=1", ""]
    assert csv_folder._text(Block(cells), for_excel=False) == (
        '"a,b","say ""no""","two\nlines","lone\rreturn",,1,0.5,=1,'
    )
    assert csv_folder._text(Block([None]), for_excel=False) == ""
    assert csv_folder._text(Block(["=1"]), for_excel=True) == "'=1"
