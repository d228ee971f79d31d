"""What of a sheet that is wider than a page is printed, and what names its rows on every page."""

from pathlib import Path
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.contents import SHEETS
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.printing import MOST_OF_DATA
from app.exchange.workbook.writing.sheet import Column, Sheet
from app.jobs import Job
from tests.exchange.workbook.conftest import Counted


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


def test_every_sheet_is_printed_as_wide_as_can_be_read_with_its_name_and_page_and_without_ids(
    counted: Counted,
) -> None:
    with counted.project.read() as session:
        choices = WorkbookChoices()
        columns = {
            kind.title: kind.columns(Export(session, choices, Job(), 1)) for kind in SHEETS if not kind.pages
        }
    book = counted.book(*(kind.title for kind in SHEETS if kind.title != "Methods"))
    for sheet in book:
        if sheet.sheet_state == "hidden":
            continue
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert 1 <= int(sheet.page_setup.fitToWidth or 1) <= 3
        assert sheet.page_setup.fitToHeight == 0 or sheet.title == "Summary"
        assert str(sheet.oddFooter.left.text).startswith(sheet.title)
        assert sheet.oddFooter.right.text == "&P / &N"
        ids = {column.name for column in columns.get(sheet.title, ()) if column.holds == "id"}
        dimensions = [one for one in sheet.column_dimensions.values() if one.hidden]
        folded = {column for one in dimensions for column in range(one.min, one.max + 1)}
        if ids and sheet.title != "Summary":
            assert {cell.value for cell in sheet[1] if cell.column in folded} == ids


def test_of_data_for_programs_the_first_rows_are_printed_and_the_page_says_so(counted: Counted) -> None:
    sheet = counted.book("Units")["Units"]
    rows = sheet.max_row - 1
    assert rows > MOST_OF_DATA
    assert sheet.print_area.endswith(f"${MOST_OF_DATA + 1}")
    assert f"the first {MOST_OF_DATA} of {rows} rows" in sheet.oddFooter.left.text
