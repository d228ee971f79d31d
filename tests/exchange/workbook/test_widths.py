"""Columns of one line are wide enough for the words that they take from a list."""

from app.reconcile.outcomes import REASONS
from tests.exchange.workbook.conftest import Counted


def test_a_reason_from_the_list_is_never_cut(counted: Counted) -> None:
    page = counted.book("Disagreements")["Disagreements"]
    reason = next(cell for cell in page[1] if cell.value == "reason")
    assert page.column_dimensions[reason.column_letter].width > max(map(len, REASONS.values()))
