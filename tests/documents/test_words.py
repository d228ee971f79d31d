"""Selections land on whole words, lose what hangs over their ends, and never break a written character."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.words import joined, sentences, snap_to_words, tokens, trim

TEXT = st.text(
    st.sampled_from("aé1_ \n.,-'’\"“”()؟،%\u0301\u064e\u200c\u200d\u200f\u00ad")
    | st.sampled_from("بتשל世なガวั😀👩🇩🇪한")
    | st.characters(),
    max_size=60,
)


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXT)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


def is_mark(text: str, offset: int) -> bool:
    """Whether a range ending or beginning here would part a letter from its mark."""
    inside = 0 < offset < len(text)
    return inside and unicodedata.category(text[offset])[0] == "M" and text[offset - 1].isalnum()


@pytest.mark.parametrize(
    ("text", "selected", "snapped"),
    [
        ("We left early.", "e lef", "We left"),
        ("We left early.", "left", "left"),
        ("We left early.", " left ", " left "),
        ("I don’t know", "’t", "don’t"),
        ("c'est l'école", "col", "l'école"),
        ("the self-proclaimed emir", "proc", "self-proclaimed"),
        ("it cost 3.14 or 1,000", "14 or 1", "3.14 or 1,000"),
        ("at 10:30.", "0:3", "10:30"),
        ("ذَهَبَ الرجلُ، ثم", "هَبَ الرج", "ذَهَبَ الرجلُ"),
        ("او می\u200cخواهم رفت", "خوا", "می\u200cخواهم"),
        ('זה צה"ל שם', 'ה"', 'צה"ל'),
        ("e\u0301te\u0301 ici", "te", "e\u0301te\u0301"),
        ("なぜ町を出たのですか", "町を", "町を"),
        ("สวัสดีครับ", "วัสด", "วัสดี"),
        ("ok 👩‍👩‍👧 ok", "👩‍", "👩‍👩‍👧"),
        ("a 🇩🇪🇫🇷 b", "🇪🇫", "🇩🇪🇫🇷"),
        ("End.Next", "nd", "End"),
    ],
)
def test_a_selection_grows_to_whole_words(text: str, selected: str, snapped: str) -> None:
    at = text.index(selected)
    start, end = snap_to_words(text, at, at + len(selected))
    assert text[start:end] == snapped


def test_an_empty_selection_does_not_grow() -> None:
    assert snap_to_words("word", 2, 2) == (2, 2)


def test_a_paragraph_without_spaces_is_not_swallowed() -> None:
    assert snap_to_words("な" * 3000, 1500, 1510) == (1500, 1510)
    assert snap_to_words("x" * 3000, 1500, 1510) == (1500, 1510)


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        (" “Why did he leave?” ", "Why did he leave"),
        ("«نعم، ذهبت؟»\u200f", "نعم، ذهبت"),
        ("\t(50%)\n", "50%"),
        ("$5.", "$5"),
        ("@anna #1", "@anna #1"),
        ("...", "..."),
        (" — ", "—"),
        (" \n\u200f\u00a0", ""),
        ("", ""),
        (".a\u0301.", "a\u0301"),
        ("don't.", "don't"),
        ("「そう。」", "そう"),
    ],
)
def test_white_space_and_punctuation_go_off_the_ends(text: str, trimmed: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == trimmed


def test_trimming_stays_within_the_selection() -> None:
    assert trim("a, b, c", 1, 5) == (3, 4)


@given(selections())
@example(("e\u0301", 0, 1))
@example(("“\u0301a", 0, 3))
def test_trimming_never_leaves_the_selection_nor_parts_a_letter_from_its_mark(
    selection: tuple[str, int, int],
) -> None:
    text, start, end = selection
    first, last = trim(text, start, end)
    assert start <= first <= last <= end
    for new, old in ((first, start), (last, end)):
        assert new == old or not is_mark(text, new)
    assert trim(text, first, last) == (first, last)


@given(selections())
@example(("👩\u200d👩", 0, 1))
def test_snapping_only_grows_within_the_text_and_never_parts_a_letter_from_its_mark(
    selection: tuple[str, int, int],
) -> None:
    text, start, end = selection
    first, last = snap_to_words(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    if start < end:
        assert not is_mark(text, first)
        assert not is_mark(text, last)
        assert snap_to_words(text, first, last) == (first, last)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't know l'école.", ["I", "don't", "know", "l'école"]),
        ("a self-proclaimed emir – 3.14", ["a", "self-proclaimed", "emir", "3.14"]),
        ("ذَهَبَ، الرجل؟", ["ذَهَبَ", "الرجل"]),
        ("町を出た。", ["町", "を", "出", "た"]),
        ("สวัสดี Bangkok", ["ส", "วั", "ส", "ดี", "Bangkok"]),
        ("... !", []),
    ],
)
def test_tokens_are_words_without_punctuation(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == words


def test_tokens_and_sentences_of_a_range_keep_the_offsets_of_the_whole_text() -> None:
    text = "One. Two three. Four."
    assert tokens(text, 5, 15) == [(5, 8), (9, 14)]
    assert sentences(text, 5, 15) == [(5, 15)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Why? Because. So!", ["Why?", "Because.", "So!"]),
        ("Dr. K. Smith left. He came back.", ["Dr. K. Smith left.", "He came back."]),
        ("He and I. We left.", ["He and I.", "We left."]),
        ("“Why?” she said. “So.”", ["“Why?”", "she said.", "“So.”"]),
        ("It was 3.14 e.g. in pounds... Then", ["It was 3.14 e.g. in pounds...", "Then"]),
        ("One line\nanother line\n\n", ["One line", "another line"]),
        ("なぜ。はい！「そう。」次", ["なぜ。", "はい！", "「そう。」", "次"]),
        ("لماذا؟ لأنهم كذبوا.", ["لماذا؟", "لأنهم كذبوا."]),
        (" \n ", []),
    ],
)
def test_sentences_end_at_their_marks_and_at_lines(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(TEXT)
@example("\r\u0f8d")
@example(" \u0301")
@example(" \u200c")
def test_sentences_hold_every_word_once(text: str) -> None:
    found = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    for start, end in tokens(text):
        assert any(first < end and start < last for first, last in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ok 😀, yes", ["Ok", "😀", "yes"]),
        ("my 👨‍👩‍👧 here", ["my", "👨‍👩‍👧", "here"]),
        ("👋🏽hi 🇩🇪🇫🇷 1️⃣ 2 #️⃣ #", ["👋🏽", "hi", "🇩🇪", "🇫🇷", "1️⃣", "2", "#️⃣"]),
        ("❤ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿! good👍👍", ["❤", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "good", "👍👍"]),
        ("漢字😀 سلام 😀", ["漢", "字", "😀", "سلام", "😀"]),
        ("© 2020 ™ a↔b", ["2020", "a", "b"]),
        ("fine 😢😢 😢😀😀 end", ["fine", "😢😢", "😢", "😀😀", "end"]),
    ],
)
def test_a_picture_is_a_word_also_one_that_is_joined_of_several_or_repeated(
    text: str, words: list[str]
) -> None:
    assert [text[start:end] for start, end in tokens(text)] == words


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("and then ", "they left", "and then they left"),
        ("できない", "権利とを承認する", "できない権利とを承認する"),
        ("安全だ。", "「はい」", "安全だ。「はい」"),
        ("สงคราม", "จบ", "สงครามจบ"),
        ("كنت", "متعبا", "كنت متعبا"),
        ("", " word ", "word"),
    ],
)
def test_stretches_are_joined_with_a_space_where_the_script_has_spaces(
    before: str, after: str, together: str
) -> None:
    assert joined(before, after) == together
