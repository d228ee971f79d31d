"""No text becomes a formula in a spreadsheet program, and every text can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cell_text import guarded, is_formula, unguarded

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\u202e=1",
    "＝1",
    "\rx",
    "\u00a0@x",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_computed_gets_an_apostrophe(text: str) -> None:
    assert is_formula(text)
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "'quoted'", "a-b", "Ana", " x", "سارة"])
def test_texts_that_no_program_computes_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(st.sampled_from(" '=+-@\t\r\na1\ufeff")))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text))
