"""What of a sheet that is wider than a page is printed, and what names its rows on every page."""

from pathlib import Path
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from app.exchange.workbook.writing.sheet import Column, Sheet


def printed(folder: Path, columns: list[Column]) -> Any:
    path = folder / "printed.xlsx"
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = Sheet(book, "Rows", columns)
        sheet.row(["a note that is far longer than its column " * 9 for _ in columns])
        sheet.end()
    return openpyxl.load_workbook(path)["Rows"]


def test_a_wide_sheet_names_its_rows_on_every_page_and_prints_no_page_of_overrunning_notes(
    tmp_path: Path,
) -> None:
    columns = [
        Column("code id", "Its id", 12, holds="id"),
        Column("code", "Its name", 28, holds="word"),
        *(Column(f"value {number}", "A value", 60) for number in range(5)),
    ]
    sheet = printed(tmp_path, columns)
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'Rows'!$A$1:$G$2"


def test_a_sheet_that_fits_a_page_repeats_its_header_only(tmp_path: Path) -> None:
    sheet = printed(tmp_path, [Column("code", "Its name", 28, holds="word")])
    assert not sheet.print_title_cols
    assert sheet.print_title_rows == "$1:$1"
