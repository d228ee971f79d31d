"""A passage with what stands around it reads alike wherever it is shown."""

import pytest

from app.in_context import CUT, around, middle, one_line, paragraphs_around, quote


def test_what_stands_around_a_passage_is_whole_words_and_says_where_words_are_left_out() -> None:
    text = "one two three FOUR five six seven"
    start = text.index("FOUR")
    assert around(text, start, start + 4, 10) == ("… two three ", " five six …")
    assert around(text, start, start + 4, 100) == ("one two three ", " five six seven")


def test_what_stands_around_a_passage_joins_it_as_the_text_does() -> None:
    text = "un-BELIEV-able,\nthey\u2029say"
    start = text.index("BELIEV")
    assert around(text, start, start + 6, 50) == ("un-", "-able, they say")


def test_a_script_without_spaces_is_cut_between_its_signs() -> None:
    text = "語" * 100
    before, after = around(text, 50, 52, 10)
    assert (before, after) == (f"{CUT} {'語' * 10}", f"{'語' * 10} {CUT}")


@pytest.mark.parametrize("longest", [90, 190, 900])
def test_a_long_quote_keeps_both_of_its_ends_in_whole_words(longest: int) -> None:
    text = " ".join(f"word{number}" for number in range(1000))
    words = quote(text, 0, len(text), longest)
    head, tail = words.split(f" {CUT} ")
    assert text.startswith(f"{head} ")
    assert text.endswith(f" {tail}")
    assert len(head) > len(tail) > 0
    assert len(words) <= longest + 3


def test_a_quote_that_is_short_enough_is_whole_and_stands_in_one_line() -> None:
    assert middle("one\ntwo", 0, 7, 7) is None
    assert quote("one\ntwo", 0, 7, 7) == "one two"
    assert one_line(" a\n\n b\u2028c ") == " a b c "


def test_an_excerpt_begins_and_ends_with_a_paragraph_where_one_is_near() -> None:
    text = "\n".join(["word " * 40] * 20)
    first, last = paragraphs_around(text, 2000, 2010, 300)
    assert text[first - 1] == "\n"
    assert text[last] == "\n"
    assert first <= 1700 <= 2310 <= last
