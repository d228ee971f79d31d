"""How the parts of a workbook become one file."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter

from app.exchange.workbook.writing import packed


def test_a_packed_workbook_has_the_parts_that_the_library_would_have_packed(tmp_path: Path) -> None:
    ours, theirs = packed.workbook(tmp_path / "ours.xlsx", {}), xlsxwriter.Workbook(tmp_path / "theirs.xlsx")
    for book in (ours, theirs):
        book.set_properties({"created": "2026-01-01T00:00:00Z"})
        sheet = book.add_worksheet("Codings")
        sheet.write_row(0, 0, ["bread", 1.5, "سلام"])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Codings!$B$1:$B$1"})
        sheet.insert_chart("D1", chart)
        sheet.write_comment("A1", "a comment", {"author": ""})
        book.close()
    with ZipFile(tmp_path / "ours.xlsx") as one, ZipFile(tmp_path / "theirs.xlsx") as other:
        assert one.namelist() == other.namelist()
        assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]
        assert {part.date_time for part in one.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in one.infolist()} == {ZIP_DEFLATED}


def test_a_large_part_is_announced_as_such_and_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "LARGE", 10)
    with packed.workbook(tmp_path / "book.xlsx", {}) as book:
        book.add_worksheet("Codings").write(0, 0, "bread")
    with ZipFile(tmp_path / "book.xlsx") as archive:
        assert all(part.extract_version >= 45 for part in archive.infolist())  # of ZIP64
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Codings"]
    assert sheet["A1"].value == "bread"


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    with packed.workbook(tmp_path / "book.xlsx", {"constant_memory": True, "tmpdir": str(tmp_path)}) as book:
        book.add_worksheet("Codings").write(0, 0, "bread")
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]
