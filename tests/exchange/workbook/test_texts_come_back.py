"""Any text that is written into a workbook comes back equal, as text, through the programs that read it."""

import string
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from app.exchange.workbook.writing.place import workbook_at
from app.exchange.workbook.writing.sheet import Column, OfDocument, Sheet
from app.exchange.workbook.writing.text import LONGEST_CELL, visible
from tests.exchange.workbook.office import recalculated

TRICKY = [
    *("=1+1", "+49", "-5", "@home", "\t=1+1", "\r=1+1", "\n=1", "＝1+1", "'=1", "'", "''", " =1"),
    *("1-2", "03/04", "1E5", "1e5", "TRUE", "false", "007", "0.50", "1,000", "50 %", "12:30", "2026-01-02"),
    *("#N/A", "#REF!", "{=1}", "_x0041_", "_x005F_", "_X0041_", "<r>a</r>", "&amp;", "<b>", "]]>", '"', "{}"),
    *(" both ends ", "\t", "\n", "two\nlines\n", "a\tb", "\u00a0", "\u2028", "\u0085", "\ufeff", "\u200f"),
    *(
        "سلام عليكم",
        "שלום 123",
        "🚚",
        "👩‍👩‍👧",
        "e\u0301",
        "\u0301",
        "𝔘",
        "中文",
        "https://example.org/?a=1&b=2",
    ),
    *("\x00", "\x1f", "\x7f", "\x0b", "\ufffe", "\uffff", "mailto:a@b.org", "internal:'a'!A1"),
]
TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(string.digits + "=+-@/:.,eE%$€ \t\n'\"_x&<>;"),
)


def written(path: Path, texts: list[str]) -> Path:
    """A sheet with a text in each row, as one line and wrapped."""
    columns = [
        Column("name", "", 20, holds="name"),
        Column("text", "", 20, "text", parts=3, holds="quote"),
        Column("number", "", 9, "count"),
    ]
    with workbook_at(path) as book:
        sheet = Sheet(book, "Texts", columns, "Texts")
        for text in texts:
            sheet.row([text if len(text) < 1000 else "long", OfDocument(text, rtl=False), 1])
        sheet.end()
    return path


def read(path: Path) -> list[tuple[str, str]]:
    """The texts of both columns, all of them as text or nothing."""
    sheet: Any = openpyxl.load_workbook(path)["Texts"]
    rows = list(sheet.iter_rows(min_row=2))
    assert all(cell.data_type == "s" for row in rows for cell in row[:4] if cell.value is not None)
    return [(row[0].value or "", "".join(cell.value or "" for cell in row[1:4])) for row in rows]


def ours(path: Path) -> list[tuple[str, str]]:
    """The same from a file of ours: openpyxl leaves _x005F_ in texts that stand in the cells themselves."""
    return [(unescape(name), unescape(text)) for name, text in read(path)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=15))
def test_any_text_comes_back_as_the_text_that_it_was(tmp_path: Path, texts: list[str]) -> None:
    assert ours(written(tmp_path / "texts.xlsx", texts)) == [(visible(text),) * 2 for text in texts]


def test_texts_that_look_like_something_else_come_back_all_together(tmp_path: Path) -> None:
    assert ours(written(tmp_path / "texts.xlsx", TRICKY)) == [(visible(text),) * 2 for text in TRICKY]


def test_a_text_longer_than_a_cell_comes_back_whole_from_its_columns(tmp_path: Path) -> None:
    texts = ["x" * (LONGEST_CELL + 1), "🚚" * LONGEST_CELL, "=" * (2 * LONGEST_CELL), "x" + "🚚" * 40_000]
    sheet: Any = openpyxl.load_workbook(written(tmp_path / "texts.xlsx", texts))["Texts"]
    for row, text in zip(sheet.iter_rows(min_row=2, min_col=2, max_col=4), texts, strict=True):
        pieces = [cell.value for cell in row if cell.value is not None]
        assert "".join(pieces) == text
        assert all(len(piece.encode("utf-16-le")) <= 2 * LONGEST_CELL for piece in pieces)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=2,
    phases=[Phase.generate],
)
@given(st.lists(TEXTS.filter(lambda text: "x005F_" not in text), min_size=200, max_size=200))
def test_any_text_comes_back_when_libreoffice_has_saved_the_workbook(
    tmp_path: Path, texts: list[str]
) -> None:
    texts = [*(text for text in TRICKY if "x005F_" not in text), *texts]  # openpyxl can't read that one
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    (path,) = recalculated([written(tmp_path / "texts.xlsx", texts)], folder)
    assert read(path) == [(visible(text),) * 2 for text in texts]
