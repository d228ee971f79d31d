"""Text for cells: nothing is lost, nothing is cut within a character."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.workbook.writing.text import LONGEST_CELL, is_rtl, most_parts, parts, visible
from app.in_context import after, before


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


def test_what_stands_around_is_cut_between_words() -> None:
    text = "They took the flour for themselves"
    assert before(text, 19, 12) == "… the flour"
    assert after(text, 10, 11) == "the flour …"
    assert before(text, 19, 13) == "… the flour"  # a cut beside a space cuts no word
    assert before(text, 4, 100) == "They"
    assert after(text, 24, 100) == "themselves"
    assert after(text + " \n", 24, 10) == "themselves"


def test_arabic_words_stay_whole_with_their_vowel_signs() -> None:
    text = "ذَهَبَ الوَلَدُ إلى المَدرَسة"
    start, end = text.index("الوَلَدُ"), text.index("إلى")
    for most in range(1, len(text)):
        words = [*before(text, len(text), most).split(), *after(text, 0, most).split()]
        assert most < 12 or {word for word in words if word != "…"} <= set(text.split())
    assert before(text, len(text), len(text) - start - 2) == f"… {text[end:]}"


def test_a_text_without_spaces_keeps_what_fits() -> None:
    text = "彼らは小麦粉を自分たちのために取りました" * 5
    assert before(text, 100, 50) == f"… {text[50:100]}"
    assert after(text, 0, 50) == f"{text[:50]} …"


def test_words_that_are_left_out_leave_a_sign_even_where_only_blanks_are_shown() -> None:
    text = "They   \n   took"
    assert before(text, 9, 3) == "…"
    assert after(text, 5, 3) == "…"
    assert (before("  They", 2, 1), after("They  ", 4, 1)) == ("", "")
