"""Names of any length and kind: short where a spreadsheet program sets a limit, whole where it sets none."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.exchange.workbook.contents import SHEETS
from app.exchange.workbook.writing.names import UsedNames
from app.exchange.workbook.writing.text import told_apart, utf16
from app.jobs import Job
from app.rounds.actions import complete_document
from tests.study import Study

LONG = "in vivo " + "word " * 58
TWINS = [f"{LONG}{end}" for end in ("one", "two")]
ODD = ["_x0041_ and A", "A and A", "<r>x</r>", "😀" * 200, "=1+1", "A\u00a0b", "Ａ"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@pytest.fixture
def book(study: Study, tmp_path: Path) -> Path:
    """A workbook of all sheets, with long and odd names of codes and coders."""
    people = [study.ana, study.murat]
    people += [study.project.do("Add", add_coder, name=name) for name in ("Zoë " + "x" * 300, "_x0042_")]
    for number, name in enumerate([*TWINS, *ODD]):
        code = study.project.do("Add", add_code, name=name)
        study.code("the flour", code_id=code, coder_id=people[number % 3])
    for coder in people:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    path = tmp_path / "book.xlsx"
    choices = WorkbookChoices(sheets=tuple(kind.title for kind in SHEETS), intervals=False)
    write_workbook(study.project, path, Job(), choices=choices)
    return path


def as_excel_reads(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def test_every_header_of_a_table_is_short_and_the_same_in_the_table_and_in_its_cell(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        parts = archive.namelist()
        tables = [ET.fromstring(archive.read(name)) for name in parts if name.startswith("xl/tables/")]
        sheets = [ET.fromstring(archive.read(name)) for name in parts if name.startswith("xl/worksheets/")]
    first_rows = [
        [as_excel_reads(text.text or "") for text in sheet.iterfind(f".//{MAIN}row[@r='1']//{MAIN}t")]
        for sheet in sheets
    ]
    assert tables
    for table in tables:
        names = [as_excel_reads(one.attrib["name"]) for one in table.iter(f"{MAIN}tableColumn")]
        assert max(map(utf16, names)) <= 255
        assert len({name.casefold() for name in names}) == len(names)
        assert names in first_rows


def test_names_are_whole_in_cells_and_told_apart_in_headers_and_in_the_summary(book: Path) -> None:
    found = openpyxl.load_workbook(book)
    names = {as_excel_reads(str(cell.value)) for cell in found["Codebook"]["B"]}
    assert {" ".join(name.split()) for name in (*TWINS, *ODD)} <= names
    headers = [str(cell.value) for cell in found["Confusion"][1]]
    assert len([one for one in headers if one.endswith("word one")]) == 1
    summary = [str(row[0]) for row in found["Summary"].iter_rows(values_only=True)]
    short = {name for name in summary if "…" in name and name.startswith("in vivo")}
    assert sorted(name[-3:] for name in short) == ["one", "two"]
    assert max(len(name) for name in short) <= 36


def test_sheets_of_coders_with_long_or_odd_names_open_under_names_of_their_own(book: Path) -> None:
    titles = openpyxl.load_workbook(book).sheetnames
    assert len(set(titles)) == len(titles)
    assert "Matrix of -x0042_" in titles
    assert max(map(utf16, titles)) <= 31


def test_what_can_be_chosen_stands_in_the_list_as_it_is(book: Path) -> None:
    lists = [row[1] for row in openpyxl.load_workbook(book)["Decision lists"].iter_rows(values_only=True)]
    assert "<r>x</r>" in lists
    with zipfile.ZipFile(book) as archive:
        assert b"_x005F_x0041_ and A" in b"".join(archive.read(name) for name in archive.namelist())


def test_sheet_names_that_are_cut_alike_are_told_apart_by_their_ends() -> None:
    names = UsedNames()
    made = [names.sheet(f"Matrix of {'Alexandra ' * 4}{end}") for end in ("North", "South", "South")]
    assert made[1].endswith("South")
    assert len(set(made)) == 3


def test_names_that_only_differ_in_the_middle_are_numbered() -> None:
    made = told_apart([f"{'a' * 40}{middle}{'b' * 40}" for middle in "xyz"], 30)
    assert [one[-3:] for one in made] == ["bbb", "(2)", "(3)"]
    assert {len(one) for one in made} == {30}
