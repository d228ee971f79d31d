"""Which way paragraphs and lines run."""

import pytest

from app.ui.surface.direction import paragraph_direction, runs_one_way


@pytest.mark.parametrize(
    ("paragraph", "document", "expected"),
    [
        ("They left in winter.", "ltr", "ltr"),
        ("ذهبوا في الشتاء", "ltr", "rtl"),
        ("ذهبوا في الشتاء", "rtl", "rtl"),
        ("They left in winter.", "rtl", "ltr"),
        ("2014: — 12", "rtl", "rtl"),
        ("2014: — 12", "ltr", "ltr"),
        ("Raqqa مدينة جميلة جدا", "ltr", "rtl"),
        ("He called it الظلم, the injustice", "ltr", "ltr"),
        ("He called الظلم عدلا", "rtl", "rtl"),
    ],
)
def test_a_paragraph_follows_its_document_unless_its_letters_clearly_run_the_other_way(
    paragraph: str, document: str, expected: str
) -> None:
    assert paragraph_direction(paragraph, "rtl" if document == "rtl" else "ltr") == expected


def test_a_line_of_one_script_runs_one_way() -> None:
    assert runs_one_way("They left, in 2014 😀.", "ltr")
    assert runs_one_way("ذهبوا، في الشتاء.", "rtl")


@pytest.mark.parametrize("line", ["عام 2014", "عام ٢٠١٤", "مع Baker", "نص\u200eنص", "مع 日本"])
def test_letters_or_digits_that_turn_make_a_right_to_left_line_mixed(line: str) -> None:
    assert not runs_one_way(line, "rtl")


@pytest.mark.parametrize("line", ["called الظلم", "a\u200fb", "שלום"])
def test_letters_that_turn_make_a_left_to_right_line_mixed(line: str) -> None:
    assert not runs_one_way(line, "ltr")
