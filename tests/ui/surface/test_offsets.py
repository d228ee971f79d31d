"""Code points and UTF-16 units."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.surface.offsets import Offsets


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(alphabet="aß—ش\u2028\u00a0😀𐍈", max_size=40))
def test_every_position_goes_there_and_back(text: str) -> None:
    offsets = Offsets(text)
    for position in range(len(text) + 1):
        assert offsets.to_qt(position) == units(text[:position])
        assert offsets.from_qt(units(text[:position])) == position


def test_the_middle_of_an_emoji_counts_as_its_start() -> None:
    offsets = Offsets("a😀b😀")
    assert [offsets.from_qt(unit) for unit in range(7)] == [0, 1, 1, 2, 3, 3, 4]


def test_a_text_without_astral_characters_needs_no_table() -> None:
    assert Offsets("naïve — نص").to_qt(9) == 9
    assert Offsets("naïve — نص").from_qt(9) == 9
