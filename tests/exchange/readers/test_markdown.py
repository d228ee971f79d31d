"""Markdown is read as the text it means."""

import pytest

from app.exchange.readers.markdown import read


def words(source: str) -> str:
    return read(source.encode(), "a.md")[0].text


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


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("Anna: I was <unclear> and left. <laughs>", "Anna: I was <unclear> and left. <laughs>\n"),
        ("<laughs>\n\nAnna: So.", "<laughs>\n\nAnna: So.\n"),
        ("If a<b>c then nothing.", "If a<b>c then nothing.\n"),
        ("<Anna> Hello.\n<Ben> Hi.", "<Anna> Hello.\n<Ben> Hi.\n"),
        ("x <i>y</i> <b>z", "x y <b>z\n"),
        ("<div>\nAnna: <crying> So. <em>No</em>.\n</div>", "Anna: <crying> So. No.\n"),
        ("one<br>two<br/>three", "one\ntwo\nthree\n"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3\n"),
        ('<span class="x">Anna</span>: <s>no</s> yes <u>so</u>', "Anna: no yes so\n"),
    ],
)
def test_what_people_write_in_angle_brackets_is_kept(source: str, meant: str) -> None:
    assert words(source) == meant


@pytest.mark.parametrize(
    "head",
    [
        "---\nguest: Ana\ndescription: 'A talk.\n\n  Part two'\npub_date: '\n\n  April 21st'\n---\n\n",
        "---\ntitle: One\n\ntags:\n- x\n\nguest: Ana\n...\n",
        "---\r\ntitle: One\r\n\r\nguest: Ana\r\n---\r\n",
        "+++\ntitle = 'One'\n\n[params]\nguest = 'Ana'\n+++\n",
        "\ufeff---\ntitle: One\n---\n",
    ],
)
def test_data_at_the_head_are_told_whatever_blank_lines_they_hold(head: str) -> None:
    reading = read(f"{head}Anna: Hi.\n\nBen: Ho.".encode(), "a.md")[0]
    assert reading.text == "Anna: Hi.\n\nBen: Ho.\n"
    assert "head of “a.md”" in reading.warnings[0]


@pytest.mark.parametrize(
    "source",
    [
        "---\nAnna: Hi\n\nBen: Ho\n\n---\n\nAnna: So",
        "---\ntitle: One\nAnna left.\n---\n",
        "---\ntitle: One\n",
    ],
)
def test_what_is_said_between_ruled_lines_is_no_data(source: str) -> None:
    assert read(source.encode(), "a.md")[0].warnings == ()


def test_list_items_rows_and_headings_are_paragraphs_however_short() -> None:
    source = "# Needs\n\n- bread\n- salt and\n  pepper\n- oil\n\n| a | b |\n|---|---|\n| c | d |\n"
    text, recognition = read(source.encode(), "a.md")[0].recognised()
    begun = [
        text[region.start : region.end].strip() for region in recognition.regions if region.kind != "heading"
    ]
    assert begun == ["Needs", "- bread", "- salt and\n  pepper", "- oil", "a\tb", "c\td"]


def test_data_at_the_head_are_left_out_and_said() -> None:
    reading = read(b"---\ntitle: One\ntags:\n  - x\n---\nAnna: Hi", "a.md")[0]
    assert reading.text == "Anna: Hi\n"
    assert "head of “a.md”" in reading.warnings[0]


def test_a_ruled_line_at_the_head_is_not_taken_for_data() -> None:
    assert words("---\n\nAnna: Hi\n\n---\n\nBen: Ho") == "Anna: Hi\n\nBen: Ho\n"
