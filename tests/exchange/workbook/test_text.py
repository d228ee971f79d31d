"""Text for cells: nothing is lost, nothing is cut within a character."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.workbook.text import LONGEST_CELL, is_rtl, most_parts, parts, visible


def test_control_characters_are_shown_as_their_pictures() -> None:
    assert visible("a\x00b\x07c\x7f\ufffe\n\t") == "a␀b␇c␡\ufffd\n\t"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5).map(lambda text: text * 9_000),
    st.integers(0, 3),
)
def test_a_long_text_is_parted_without_loss(text: str, more: int) -> None:
    text = "x" * more + text
    found = parts(text)
    assert "".join(found) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * LONGEST_CELL for part in found)


def test_a_cell_is_counted_as_spreadsheets_count() -> None:
    assert len(parts("x" * 32_767)) == 1
    assert len(parts("x" * 32_768)) == 2
    assert len(parts("🚚" * 16_384)) == 2
    assert most_parts(["x", "x" * 70_000]) == 3
    assert most_parts([]) == 1


def test_texts_from_right_to_left_are_told() -> None:
    assert is_rtl("مرحبا")
    assert not is_rtl("hello")
    assert not is_rtl("déjà vu")
