"""Cells and tables as they stand in the file."""

import io
import re
import zipfile
from typing import Any

import xlsxwriter

from app.exchange.workbook.writing.rows import (
    Rows,
    column_letters,
    formula_cell,
    make_table,
    number_cell,
    style,
    text_cell,
)

HEADERS = ["coding id", "a & b", "“quote” <2>"]


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]


def test_what_means_something_in_the_file_is_written_so_that_it_does_not() -> None:
    assert "&lt;r&gt;a &amp; b&lt;/r&gt;" in text_cell("<r>a & b</r>", 0)


def test_what_excel_takes_for_an_escaped_character_stays_as_it_is() -> None:
    assert "_x005F_x0041_ and _x1" in text_cell("_x0041_ and _x1", 0)


def test_numbers_are_written_in_full() -> None:
    assert number_cell(0.1 + 0.2, 3) == '" s="3"><v>0.30000000000000004</v></c>'
    assert number_cell(7, 0) == '" s="0"><v>7</v></c>'


def test_a_formula_stands_with_the_value_that_it_has() -> None:
    assert formula_cell("A1<B1", 2.5, 1) == '" s="1"><f>A1&lt;B1</f><v>2.5</v></c>'
    assert formula_cell('A1&"x"', "a<x", 1) == '" s="1" t="str"><f>A1&amp;"x"</f><v>a&lt;x</v></c>'
    assert formula_cell('""', None, 1) == '" s="1" t="str"><f>""</f><v></v></c>'


def test_a_table_of_a_streaming_sheet_is_in_the_file_as_that_of_another() -> None:
    assert parts_of(streaming=True) == parts_of(streaming=False)


def parts_of(*, streaming: bool) -> dict[str, str]:
    """All parts of a workbook that say something about its table."""
    file = io.BytesIO()
    book: Any = xlsxwriter.Workbook(file, {"constant_memory": True} if streaming else {})
    sheet = book.add_worksheet("Codings")
    if streaming:
        rows = Rows(sheet, len(HEADERS))
        for cells in [HEADERS, *[["1", "2", "3"]] * 4]:
            rows.write([text_cell(cell, style(book.add_format())) for cell in cells])
        make_table(sheet, "Codings_rows", HEADERS, 4)
        rows.end()
    else:
        columns = [{"header": header} for header in HEADERS]
        options = {
            "name": "Codings_rows",
            "style": "Table Style Light 1",
            "banded_rows": False,
            "columns": columns,
            "data": [["1", "2", "3"]] * 4,
        }
        sheet.add_table(0, 0, 4, 2, options)
    book.close()
    with zipfile.ZipFile(file) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet_xml = re.sub("<sheetData>.*</sheetData>", "", found["xl/worksheets/sheet1.xml"], flags=re.DOTALL)
    told = {name: text for name, text in found.items() if "/tables/" in name or "sheet1.xml.rels" in name}
    return told | {"sheet": sheet_xml}
