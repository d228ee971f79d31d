"""Names of sheets and tables as spreadsheet programs take them."""

import pytest

from app.exchange.workbook.writing.names import LONGEST_SHEET_NAME, UsedNames


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Codings", "Codings"),
        ("a[b]:c*d?e/f\\g", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        ("///", "Sheet"),
        ("x" * 40, "x" * 31),
        ("🚚" * 20, "🚚" * 15),
    ],
)
def test_a_sheet_name_has_nothing_that_is_forbidden(title: str, name: str) -> None:
    assert UsedNames().sheet(title) == name


def test_a_sheet_name_is_there_once_whatever_its_case_and_length() -> None:
    names = UsedNames()
    given = [names.sheet(title) for title in ("Units", "units", "x" * 40, "X" * 50)]
    assert given == ["Units", "units (2)", "x" * 31, "X" * 27 + " (2)"]
    assert all(len(name) <= LONGEST_SHEET_NAME for name in given)


def test_a_table_name_is_there_once_and_is_no_cell() -> None:
    names = UsedNames()
    given = [names.table(title) for title in ("Agreement by code", "A1", "سلام", "مرحب")]
    assert given == ["Agreement_by_code_rows", "A1_rows", "_____rows", "_____rows_2"]
