"""Trimming white space and punctuation."""

import random
import unicodedata

from app.agreement.spans.boundaries import trimmed
from app.agreement.spans.continuum import Codings
from tests.agreement.naive import rows


def trimmed_span(text, start, end):
    found = trimmed(Codings.of([(0, 0, 0, start, end)]), [text])
    return text[found.start[0] : found.end[0]]


def test_white_space_and_punctuation_go_off_both_ends_and_stay_inside():
    assert trimmed_span("He said: «No, never!» ", 7, 22) == "No, never"


def test_a_span_of_nothing_but_punctuation_stays_as_it_is():
    assert trimmed_span("well ... yes", 4, 9) == " ... "


def test_right_to_left_marks_and_arabic_punctuation_are_trimmed():
    assert trimmed_span("\u200fماذا؟\u200f", 0, 7) == "ماذا"


def test_characters_beyond_the_basic_plane_count_as_one_and_stay():
    assert trimmed_span("ok 🙂!", 2, 5) == "🙂"


def test_numbers_symbols_and_letters_are_never_trimmed():
    assert trimmed_span("+5 %", 0, 4) == "+5"
    assert trimmed_span("5€", 0, 2) == "5€"


def test_trimming_equals_a_loop_over_each_span():
    rng = random.Random(5)
    texts = ["".join(rng.choices("ab .,\n\u00a0é—𝒳", k=rng.randint(1, 30))) for _ in range(40)]
    found = []
    for number, text in enumerate(texts):
        for _ in range(rng.randint(0, 5)):
            start = rng.randrange(len(text))
            found.append((number, rng.randrange(3), 0, start, rng.randint(start + 1, len(text))))
    rng.shuffle(found)
    assert rows(trimmed(Codings.of(found), texts)) == [
        (*row[:3], *naive_trim(texts[row[0]], row[3], row[4])) for row in found
    ]


def naive_trim(text, start, end):
    inside = [
        at
        for at in range(start, end)
        if not text[at].isspace() and not unicodedata.category(text[at]).startswith("P")
    ]
    return (inside[0], inside[-1] + 1) if inside else (start, end)
