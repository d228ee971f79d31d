"""Rows as cells for the clipboard."""

import csv
import io

from app.ui.kit.cells import as_html, as_tsv, clipboard_data


def test_tabs_line_breaks_and_quotation_marks_stay_inside_their_cells() -> None:
    rows = [["one\ttwo", 'she said "no"', "first\nsecond"], ["plain", 12, ""]]
    read = list(csv.reader(io.StringIO(as_tsv(rows), newline=""), delimiter="\t"))
    assert read == [["one\ttwo", 'she said "no"', "first\nsecond"], ["plain", "12", ""]]


def test_what_looks_like_a_formula_stays_text() -> None:
    assert as_tsv([["=1+1", "@sum", "- I left"]]) == "'=1+1\t'@sum\t'- I left\n"
    assert "mso-number-format:'\\@'" in as_html([["=1+1"]])


def test_numbers_have_the_decimal_sign_of_the_computer_in_text_and_their_value_in_html() -> None:
    assert as_tsv([[0.85345678, -0.25, 1234567.0, 12, None]], ",") == "0,853457\t-0,25\t1234567\t12\t\n"
    assert "x:num='0.853457' sdval='0.853457'" in as_html([[0.85345678]])


def test_nothing_negative_is_written_as_minus_nought() -> None:
    assert as_tsv([[-0.0, -0.0000001]]) == "0\t0\n"


def test_html_escapes_words_and_leaves_numbers_as_numbers() -> None:
    html = as_html([["<b> & co", 7, None]])
    assert ">&lt;b&gt; &amp; co</td>" in html
    assert ">7</td><td></td></tr></table></html>" in html


def test_the_clipboard_holds_both_forms() -> None:
    data = clipboard_data([["a", "b"]])
    assert data.text() == "a\tb\n"
    assert data.hasHtml()
