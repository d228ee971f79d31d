"""Rows as cells for the clipboard."""

import csv
import io

from app.ui.analyse.cells import as_html, as_tsv, clipboard_data


def test_tabs_line_breaks_and_quotation_marks_stay_inside_their_cells() -> None:
    rows = [["one\ttwo", 'she said "no"', "first\nsecond"], ["plain", 12, ""]]
    read = list(csv.reader(io.StringIO(as_tsv(rows), newline=""), delimiter="\t"))
    assert read == [["one\ttwo", 'she said "no"', "first\nsecond"], ["plain", "12", ""]]


def test_what_looks_like_a_formula_stays_text() -> None:
    assert as_tsv([["=1+1", "@sum", "- I left"]]) == "'=1+1\t'@sum\t'- I left\n"
    assert "mso-number-format:'\\@'\">=1+1</td>" in as_html([["=1+1"]])


def test_html_escapes_words_and_leaves_numbers_as_numbers() -> None:
    assert as_html([["<b> & co", 7]]).endswith("&lt;b&gt; &amp; co</td><td>7</td></tr></table>")


def test_the_clipboard_holds_both_forms() -> None:
    data = clipboard_data([["a", "b"]])
    assert data.text() == "a\tb\n"
    assert data.hasHtml()
