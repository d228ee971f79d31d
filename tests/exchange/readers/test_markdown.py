"""Markdown is read as the text it means."""

import pytest

from app.exchange.readers.markdown import read


def words(source: str) -> str:
    return read(source.encode(), "a.md").text


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("# The *first* talk", "The first talk\n"),
        ("**Anna:** \\[01:46\\] I _really_ left.", "Anna: [01:46] I really left.\n"),
        ("Anna: one\nBen: two", "Anna: one\nBen: two\n"),
        ("a [link](http://x.org 'title') and <http://y.org>", "a link and http://y.org\n"),
        ("![a map](map.png)", "a map\n"),
        ("x &amp; y<br>z <b>bold</b>", "x & y\nz bold\n"),
        ("- one\n- two\n  - three", "- one\n- two\n  - three\n"),
        ("3. three\n4) four", "3. three\n\n4) four\n"),
        ("* one\n\n  more of one\n\n* two", "* one\n\n  more of one\n\n* two\n"),
        ("> said\n> so", "said\nso\n"),
        ("```\n  **as is**\n```", "  **as is**\n"),
        ("`**as is**`", "**as is**\n"),
        ("| Who | What |\n|---|---|\n| Anna | *Hi* |\n\nafter", "Who\tWhat\nAnna\tHi\n\nafter\n"),
        ("above\n\n---\n\nbelow", "above\n\nbelow\n"),
        ("[Anna]: Yes\n\n[00:12]: No", "[Anna]: Yes\n\n[00:12]: No\n"),
        ("<!-- hidden -->\n\nshown", "shown\n"),
        ("<div>shown &lt;here&gt;</div>", "shown <here>\n"),
        ("1986. A great year", "1986. A great year\n"),
        ("المحاورة: **لماذا**؟", "المحاورة: لماذا؟\n"),
    ],
)
def test_marks_go_and_words_stay(source: str, meant: str) -> None:
    assert words(source) == meant


def test_data_at_the_head_are_left_out_and_said() -> None:
    reading = read(b"---\ntitle: One\ntags:\n  - x\n---\nAnna: Hi", "a.md")
    assert reading.text == "Anna: Hi\n"
    assert "head of “a.md”" in reading.warnings[0]


def test_a_ruled_line_at_the_head_is_not_taken_for_data() -> None:
    assert words("---\n\nAnna: Hi\n\n---\n\nBen: Ho") == "Anna: Hi\n\nBen: Ho\n"
