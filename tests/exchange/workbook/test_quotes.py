"""Quotes under their codes."""

from app.codebook.actions import move_code
from tests.exchange.workbook.conftest import Counted


def test_quotes_stand_under_their_code_in_the_order_of_the_codebook_then_of_the_text(
    counted: Counted,
) -> None:
    counted.project.do("a", move_code, code_id=counted.codes["Fear"], parent_id=None, position=0)
    _, *rows = counted.book("Quotes by code")["Quotes by code"].iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["Fear"] * 4 + ["Faith"] * 12
    assert [(row[1], row[2], row[5]) for row in rows[4:7]] == [
        ("word0", "Interview 0", "Ana"),
        ("word0", "Interview 0", "Murat"),
        ("word2", "Interview 0", "Murat"),
    ]


def test_there_is_no_sheet_of_quotes_where_quotes_are_kept_back(counted: Counted) -> None:
    assert "Quotes by code" in counted.book(sheets=None).sheetnames
    assert "Quotes by code" not in counted.book(sheets=None, profile="codes").sheetnames
