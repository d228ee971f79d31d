"""Canonical text has one form, whatever the file it came from."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.canonical import canonical

ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\r\n\x0b\x0c\x85\u2028\u2029\ufeff\x00"))
)


@pytest.mark.parametrize(
    "line_end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\x0c", "\r\n\x0c"]
)
def test_every_kind_of_line_end_becomes_one_line_feed(line_end: str) -> None:
    assert canonical(f"one{line_end}two") == "one\ntwo"


def test_control_characters_and_byte_order_marks_go_and_tabs_stay() -> None:
    assert canonical("\ufeffa\x00\x1b\x7f\x9f\ufeff\tb\ufffe") == "a\tb"


@pytest.mark.parametrize(
    "kept",
    [
        "e\u0301 and \u00e9",
        "می\u200cخواهم",
        "\u200fشارع\u200e",
        "soft\u00adhyphen",
        "no\u00a0break",
        "😀👩‍👩‍👧",
    ],
)
def test_letters_joiners_and_direction_marks_stay_as_they_are(kept: str) -> None:
    assert canonical(kept) == kept


def test_a_surrogate_pair_becomes_its_character_and_a_lone_one_is_replaced() -> None:
    assert canonical("\ud83d\ude00") == "😀"
    assert canonical("a\ud83db") == "a\ufffdb"


@given(ANY_TEXT)
@example("\n\x0c\x0c\n\r\r\n")
@example("\n\ufeff\x0c")
def test_the_canonical_form_of_a_canonical_text_is_itself(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(ANY_TEXT)
def test_nothing_forbidden_is_left(text: str) -> None:
    result = canonical(text)
    assert not [c for c in result if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert "\ufeff" not in result
    result.encode("utf-8")
