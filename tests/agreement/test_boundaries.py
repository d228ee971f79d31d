"""Trimming white space and punctuation, and boundary tolerance."""

import random
import unicodedata

import numpy as np

from app.agreement.boundaries import snapped, trimmed
from app.agreement.spans import Codings, merged
from tests.agreement.naive import random_continuum, rows


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


def test_without_tolerance_nothing_moves():
    for seed in range(100):
        codings = random_continuum(seed).codings
        assert rows(snapped(codings, 0)) == rows(codings)


def test_boundaries_of_two_coders_within_the_tolerance_become_one():
    found = Codings.of([(0, 0, 0, 10, 20), (0, 1, 0, 12, 19)])
    assert rows(snapped(found, 2)) == [(0, 0, 0, 10, 19), (0, 1, 0, 10, 19)]


def test_boundaries_further_apart_than_the_tolerance_stay():
    found = Codings.of([(0, 0, 0, 10, 20), (0, 1, 0, 13, 23)])
    assert rows(snapped(found, 2)) == rows(found)


def test_units_of_one_code_that_meet_are_still_two_after_snapping():
    found = Codings.of([(0, 0, 0, 0, 10), (0, 0, 0, 10, 20), (0, 1, 0, 0, 11), (0, 1, 0, 11, 20)])
    assert [row[3:] for row in rows(snapped(found, 2))] == [(0, 10), (10, 20)] * 2


def test_one_coders_own_boundaries_do_not_attract_each_other():
    found = Codings.of([(0, 0, 0, 10, 11), (0, 0, 0, 12, 20), (0, 1, 1, 11, 20), (1, 1, 0, 11, 20)])
    assert rows(snapped(found, 3)) == sorted(rows(found))


def test_a_group_never_reaches_further_than_the_tolerance():
    found = Codings.of([(0, coder, 0, 10 + 2 * coder, 40) for coder in range(4)])
    assert snapped(found, 2).start.tolist() == [10, 10, 14, 14]


def test_no_boundary_moves_further_than_the_tolerance_and_no_span_vanishes():
    for seed in range(300):
        before = merged(random_continuum(seed).codings, touching=False)
        after = rows(snapped(before, 3))
        for document, coder, code, start, end in rows(before):
            assert any(
                row[:3] == (document, coder, code) and row[3] <= start + 3 and row[4] >= end - 3
                for row in after
            )


def test_the_order_of_the_codings_does_not_matter():
    for seed in range(100):
        codings = random_continuum(seed).codings
        mixed = codings.take(np.random.default_rng(seed).permutation(len(codings)))
        assert rows(snapped(codings, 2)) == rows(snapped(mixed, 2))
