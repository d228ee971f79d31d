"""Edges of codings."""

import pytest

from app.documents.edges import by_word, moved, passage

TEXT = "They took the flour, for themselves. Nobody spoke."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_passage_is_trimmed_and_on_whole_words() -> None:
    assert passage(TEXT, *at("ook the flo"), True) == at("took the flour")
    assert passage(TEXT, *at(" took the flour, "), True) == at("took the flour")


def test_without_snapping_a_passage_is_only_trimmed() -> None:
    assert passage(TEXT, *at("ook the flo"), False) == at("ook the flo")


def test_nothing_but_white_space_is_no_passage() -> None:
    assert passage("a  b", 1, 3, True) is None


@pytest.mark.parametrize(
    ("edge", "forward", "expected"),
    [
        ("end", True, "the flour, for themselves"),
        ("end", False, "the flour"),
        ("start", True, "flour, for"),
        ("start", False, "took the flour, for"),
    ],
)
def test_an_edge_moves_by_one_word(edge: str, forward: bool, expected: str) -> None:
    kind = "end" if edge == "end" else "start"
    assert by_word(TEXT, *at("the flour, for"), kind, forward) == at(expected)


def test_a_coding_never_becomes_empty() -> None:
    assert by_word(TEXT, *at("flour"), "end", False) == at("flour")
    assert by_word(TEXT, *at("flour"), "start", True) == at("flour")
    assert moved(TEXT, *at("flour"), "end", 0, True) == at("flour")
    assert moved(TEXT, *at("flour"), "start", len(TEXT), True) == at("flour")


def test_at_the_ends_of_the_text_an_edge_stays() -> None:
    assert by_word(TEXT, *at("They"), "start", False) == at("They")
    assert by_word(TEXT, *at("Nobody spoke"), "end", True) == at("Nobody spoke")


def test_a_dragged_edge_rests_on_a_word_s_edge() -> None:
    start, end = at("the flour")
    assert moved(TEXT, start, end, "end", TEXT.index("emselves"), True) == at("the flour, for themselves")
    assert moved(TEXT, start, end, "start", TEXT.index("ook"), True) == at("took the flour")
