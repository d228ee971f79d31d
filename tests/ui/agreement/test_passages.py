"""The words of a passage where coders differ."""

from app.agreement.study.differences import Difference
from app.report.differing_passages import CUT, LONGEST_QUOTE, pieces
from app.report.painted_passages import AROUND, EVERYBODY, SOMEBODY
from app.ui.agreement.passages.listed import LEFT_TO_RIGHT, MAY_BREAK, breakable


def difference(*spans: tuple[int, int]) -> Difference:
    """Each coder one span; the same document and code."""
    own = {coder: (span,) for coder, span in enumerate(spans, start=1)}
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Difference(1, 1, start, end, "boundary", own)


def test_each_stretch_says_whether_everybody_or_somebody_coded_it() -> None:
    text = "before 😀 They took the flour for themselves. after"
    start, end = text.index("They"), text.index(".")
    middle = text.index("the flour")
    assert pieces(text, difference((start, end), (middle, end))) == (
        ("before 😀 ", AROUND),
        ("They took ", SOMEBODY),
        ("the flour for themselves", EVERYBODY),
        (". after", AROUND),
    )


def test_a_long_passage_keeps_both_of_its_ends_and_whole_words() -> None:
    text = "word " * 200
    found = pieces(text, difference((0, 995), (0, 990)))
    kinds = [kind for _, kind in found]
    quoted = [words for words, kind in found if kind in (EVERYBODY, SOMEBODY)]
    assert kinds.count(CUT) == 1
    assert sum(map(len, quoted)) <= LONGEST_QUOTE
    assert quoted[0].endswith("word")
    assert quoted[1].startswith("word")


def test_lines_of_a_passage_are_joined() -> None:
    text = "one\ntwo\u2029three"
    assert "".join(words for words, _ in pieces(text, difference((0, 7), (4, 13)))) == "one two three"


def test_a_title_of_one_long_word_may_be_broken_and_others_stay_as_they_are() -> None:
    assert breakable("Hard life: where they differ") == "Hard life: where they differ"
    assert breakable("Verwandtschaftsverpflichtungen") == f"Verwandtschaftsverpf{MAY_BREAK}lichtungen"


def test_a_title_that_begins_with_an_arabic_name_is_read_from_the_left() -> None:
    assert breakable("مقابلة: where they differ").startswith(LEFT_TO_RIGHT)
