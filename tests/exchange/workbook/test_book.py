"""The workbook as other programs read it, and what happens where it can't be written."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code, change_coding
from app.documents.actions import add_document
from app.errors import Cancelled, StoreError, UserError
from app.exchange.workbook import write_workbook
from app.exchange.workbook.writing.sheet import ink_on
from app.jobs import Job
from app.rounds.actions import complete_document, reopen_document
from app.store import Project
from tests.prepared import PreparedFiles

NASTY = [
    "=1+1",
    "+49 30 1234",
    "-5",
    "@home",
    "2024-01-02",
    "1e5",
    "<r>not rich</r>",
    "a & b < c > d \"e\" 'f'",
    " spaces at both ends ",
    "two\nlines",
    "🚚 سلام",
    "https://example.org/a?b=c",
    "TRUE",
]
LAID_OUT = ("Summary", "Methods")  # for reading, not flat
INTERVIEW = "ANNA: Why?\nOMAR: " + "The money. 🚚 " * 6_000 + "\nANNA: And then?\nOMAR: I left."


@pytest.fixture
def project(tmp_path: Path, prepared: PreparedFiles) -> Iterator[Project]:
    """Two coders, an English and an Arabic document, a tree of codes, nasty memos, one long quote."""
    with Project.open(str(prepared.copied(make_riverbank, tmp_path / "study.intercoder"))) as project:
        yield project


def make_riverbank(path: Path) -> None:
    with Project.create(str(path), title="Riverbank") as made:
        ana = made.do("a", add_coder, name="Ana")
        murat = made.do("b", add_coder, name="Murat")
        driver = made.do("c", add_document, name="Driver", text=INTERVIEW)
        clerk = made.do("d", add_document, name="الكاتب", text="مرحبا يا صديقي العزيز. كيف حالك اليوم؟")
        joining = made.do("e", add_code, name="Joining", exclusive=True, colour="#112233")
        money = made.do("f", add_code, name="=Money", parent_id=joining, use_when="x" * 40_000)
        for number, memo in enumerate(NASTY):
            made.do(
                "g",
                apply_code,
                document_id=driver,
                code_id=money,
                coder_id=ana,
                start=17 + number,
                end=27 + number,
                memo=memo,
            )
        made.do("h", apply_code, document_id=driver, code_id=money, coder_id=murat, start=17, end=70_000)
        made.do("i", apply_code, document_id=clerk, code_id=joining, coder_id=ana, start=0, end=5)
        unsure = made.do("j", apply_code, document_id=clerk, code_id=money, coder_id=ana, start=6, end=10)
        made.do("k", change_coding, coding_id=unsure, coder_id=ana, sure=False)
        for document in (driver, clerk):
            for coder in (ana, murat):
                made.do("l", complete_document, document_id=document, coder_id=coder)


@pytest.fixture
def book(project: Project, tmp_path: Path) -> Any:
    """The workbook as openpyxl reads it."""
    write_workbook(project, tmp_path / "study.xlsx", Job())
    return openpyxl.load_workbook(tmp_path / "study.xlsx")


def table(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_sheets_are_flat_and_frozen_tables(book: Any) -> None:
    assert book.sheetnames[0] == "Read me"
    assert {"Agreement by code", "Units", "Matrix of Ana", "Codings", "Codebook"} < set(book.sheetnames)
    for sheet in book.worksheets[1:]:
        if sheet.title in LAID_OUT or sheet.sheet_state == "hidden":
            continue
        beside = {
            "Confusion": "C2",
            "Code matrix": "C2",
            "Disagreements": "H2",
        }  # what stays in sight beside the header
        assert sheet.freeze_panes == beside.get(sheet.title, "A2")
        (whole,) = sheet.tables.values()
        assert whole.ref == whole.autoFilter.ref == sheet.dimensions
        assert [column.name for column in whole.tableColumns] == [cell.value for cell in sheet[1]]
        assert not sheet.merged_cells.ranges
        assert all(cell.value for cell in sheet[1])


def test_every_text_stays_the_text_that_it_is(book: Any) -> None:
    rows = [row for row in table(book["Codings"]) if row["coder"] == "Ana" and row["document"] == "Driver"]
    assert [row["memo"] for row in rows] == NASTY
    assert {cell.data_type for row in book["Codings"].iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert {row["code"] for row in rows} == {"=Money"}


def test_a_text_that_could_be_taken_for_a_formula_stays_text_when_it_is_edited(book: Any) -> None:
    place = [cell.value for cell in book["Codings"][1]].index("memo")
    memos = [row[place] for row in book["Codings"].iter_rows(min_row=2) if row[place].value]
    assert {cell.value: cell.quotePrefix for cell in memos} == {memo: memo[0] in "=+-@" for memo in NASTY}


def test_a_quote_longer_than_a_cell_goes_on_in_the_next_columns(book: Any, project: Project) -> None:
    (row,) = [row for row in table(book["Codings"]) if row["coder"] == "Murat"]
    whole = row["quote"] + row["quote (2)"] + (row["quote (3)"] or "")
    assert len(whole) == 70_000 - 17
    assert whole.startswith("The money. 🚚 The money.")
    assert row["end"] - row["start"] == len(whole)
    (code,) = [row for row in table(book["Codebook"]) if row["code"] == "=Money"]
    assert code["use when"] + code["use when (2)"] == "x" * 40_000


def test_a_coding_has_its_place_its_words_and_what_stands_around(book: Any) -> None:
    (row,) = [row for row in table(book["Codings"]) if row["certainty"] == "unsure"]
    assert re.fullmatch("[0-9a-f]{32}", row["coding id"])
    assert (row["document"], row["coder"], row["code path"]) == ("الكاتب", "Ana", "Joining / =Money")
    assert (row["start"], row["end"], row["quote"]) == (6, 10, "يا ص")
    assert (row["before"], row["turn"]) == ("مرحبا", None)
    speakers = {row["speaker"] for row in table(book["Codings"]) if row["document"] == "Driver"}
    assert speakers == {"OMAR"}


def test_texts_that_run_from_right_to_left_are_shown_so(book: Any) -> None:
    sheet = book["Codings"]
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        arabic = row[names.index("document")].value == "الكاتب"
        quote = row[names.index("quote")].alignment
        assert (quote.readingOrder, quote.horizontal) == ((2, "right") if arabic else (0, "left"))


def test_codes_are_shown_on_their_colours_in_ink_that_can_be_read(book: Any) -> None:
    cells = [row[1] for row in book["Codebook"].iter_rows(min_row=2)]
    assert cells[0].fill.fgColor.rgb == "FF112233"
    assert cells[0].font.color.rgb == "FFFFFFFF"
    assert (ink_on("#ffffff"), ink_on("#000000")) == ("#000000", "#ffffff")


def test_the_codebook_counts_uses_and_names_domains(book: Any) -> None:
    joining, money = table(book["Codebook"])
    assert (joining["exclusive"], joining["uses"], joining["domain"]) == ("yes", 1, None)
    assert (money["parent"], money["domain"]) == ("Joining", "Joining")
    assert (money["uses"], money["uses: Ana"], money["uses: Murat"]) == (15, 14, 1)


def test_agreement_has_a_row_for_each_code_and_unit_with_values_or_reasons(book: Any) -> None:
    rows = table(book["Agreement by code"])
    assert [(row["code"], row["unit"]) for row in rows] == [
        (code, unit)
        for unit in ("turn", "character", "document")
        for code in ("Joining", "=Money", "all codes together")
    ]
    for row in rows:
        if row["Krippendorff alpha"] is None:
            assert row["notes"]
        else:
            assert isinstance(row["Krippendorff alpha"], int | float)
    assert 0 < rows[1]["percent agreement"] < 1


def test_the_read_me_tells_what_the_book_is_and_explains_every_column(book: Any) -> None:
    page = book["Read me"]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    told = {row[0]: row[1] for row in cells[:14] if row[0]}
    assert told["Project"] == "Riverbank"
    assert told["Coders compared"] == "Ana, Murat"
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    links = {cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{title}'!A1" for title in shown[1:]}
    explained = {(row[0], row[1]) for row in cells if row[2]}
    for sheet in book.worksheets[1:]:
        for cell in () if sheet.title in LAID_OUT or sheet.title not in shown else sheet[1]:
            name = re.sub(r" \(\d+\)$", "", cell.value)
            assert (sheet.title, name) in explained


def test_pandas_reads_numbers_as_numbers_and_texts_as_texts(project: Project, tmp_path: Path) -> None:
    write_workbook(project, tmp_path / "study.xlsx", Job())
    codings = pd.read_excel(tmp_path / "study.xlsx", sheet_name="Codings", engine="openpyxl")
    assert len(codings) == 16
    assert codings["start"].dtype.kind == "i"
    assert all(isinstance(time, str) for time in codings["time"])
    agreement = pd.read_excel(tmp_path / "study.xlsx", sheet_name="Agreement by code", engine="openpyxl")
    assert agreement["percent agreement"].dtype.kind == "f"


def test_pandas_leaves_codes_that_look_like_numbers_and_dates_as_they_are(
    project: Project, tmp_path: Path
) -> None:
    names = ["007", "1/2", "2026-01-01", "1e5", "TRUE", "+1"]
    for name in names:
        project.do("n", add_code, name=name)
    write_workbook(project, tmp_path / "study.xlsx", Job())
    read = pd.read_excel(tmp_path / "study.xlsx", sheet_name="Codebook", engine="openpyxl")
    assert [name for name in read["code"] if name in names] == names
    assert read["uses"].dtype.kind == "i"


def test_the_read_me_says_what_the_agreement_leaves_out_and_why(project: Project, tmp_path: Path) -> None:
    def left_out(name: str) -> str:
        write_workbook(project, tmp_path / name, Job())
        page = openpyxl.load_workbook(tmp_path / name)["Read me"]
        return next(str(row[1]) for row in page.values if row[0] == "Left out of agreement")

    assert left_out("all.xlsx") == "nothing"
    project.do("a", add_coder, name="GOLD", role="consensus")
    project.do("b", reopen_document, document_id=2, coder_id=2)
    told = left_out("some.xlsx")
    assert "documents that fewer than two coders have completed: 1" in told
    assert "codings where the coder or everybody else hasn't completed the document: 2" in told
    assert "consensus layers, which are no independent coding: GOLD" in told


def test_no_part_of_the_file_names_the_person_the_machine_or_the_folder(
    project: Project, tmp_path: Path
) -> None:
    write_workbook(project, tmp_path / "study.xlsx", Job())
    with zipfile.ZipFile(tmp_path / "study.xlsx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        core = archive.read("docProps/core.xml").decode()
    assert str(tmp_path).encode() not in everything
    assert b"unfinished" not in everything
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core


def test_an_empty_project_gives_a_workbook_without_rows(tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "empty.intercoder")) as empty:
        written = write_workbook(empty, tmp_path / "empty.xlsx", Job())
    assert written.rows["Codings"] == 0
    assert openpyxl.load_workbook(tmp_path / "empty.xlsx")["Codings"]["A1"].value == "coding id"


def test_a_cancelled_export_leaves_what_was_there(project: Project, tmp_path: Path) -> None:
    (tmp_path / "study.xlsx").write_bytes(b"the old one")
    before = sorted(tmp_path.iterdir())
    job = Job(lambda done, of, what: job.cancel() if what == "Writing “Codings”" else None)
    with pytest.raises(Cancelled):
        write_workbook(project, tmp_path / "study.xlsx", job)
    assert (tmp_path / "study.xlsx").read_bytes() == b"the old one"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("mark", ["~$study.xlsx", ".~lock.study.xlsx#"])
def test_a_workbook_that_is_open_in_a_spreadsheet_program_is_left_as_it_is(
    project: Project, tmp_path: Path, mark: str
) -> None:
    for name in ("study.xlsx", mark):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(UserError, match="is open in a spreadsheet program"):
        write_workbook(project, tmp_path / "study.xlsx", Job())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("study.csv", "must end with .xlsx"),
        ("nowhere/study.xlsx", "doesn't exist"),
        ("d.xlsx", "is a folder"),
    ],
)
def test_a_place_where_no_workbook_can_be_is_refused(
    project: Project, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "d.xlsx").mkdir()
    with pytest.raises(UserError, match=told):
        write_workbook(project, tmp_path / name, Job())


def test_a_disk_that_refuses_gets_a_sentence_and_leaves_nothing(project: Project, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        write_workbook(project, tmp_path / f"{'x' * 300}.xlsx", Job())
    assert not list(tmp_path.glob(".x*"))
