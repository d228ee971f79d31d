"""What is sought is where a plain loop over characters finds it: in every script, however it is written."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.folding import Folded
from app.sought import PatternError, Query, Sought, TakesTooLong

WORDS = {  # small letters without accents, points and compatibility forms: they fold into themselves
    "Latin": "money work faith the there",
    "Greek": "δρομοσ πολη νερο",
    "Cyrillic": "работа деньги мой",
    "Armenian": "գործ ջուր տուն",
    "Georgian": "ფული წყალი სახლი",
    "Hebrew": "כסף עבודה בית",
    "Arabic": "كتاب مال عمل",
    "Devanagari": "सरकार सरकारी पानी क",
    "Bengali": "কাজ টাকা জল",
    "Tamil": "பணம் வேலை தண்ணீர்",
    "Thai": "เงิน งาน ปลา",
    "Ethiopic": "ገንዘብ ስራ ውሃ",
    "Hangul": "한국 국가 각가",
    "Han": "文件 工作 水文",
    "Kana": "しごと おかね みず",
    "Gothic": "𐍅𐌰𐍄𐍉 𐌲𐌿𐌸",  # beyond the first 65,536 signs
}
EVERY_WORD = [word for words in WORDS.values() for word in words.split()]
BETWEEN = ["", " ", "\n", ", ", "😀 ", "ﬁ ", "ß", "…", " \u00ad"]
UNSEEN = ["\u00ad", "\u200b", "\u2060", "\ufeff"]


def places(words: str, text: str, **meant: object) -> list[tuple[int, int]]:
    return list(Sought(Query(words, **meant)).places(text))  # type: ignore[arg-type]  # passed on as given


def loop(word: str, text: str) -> Iterator[tuple[int, int]]:
    """The plain loop: where all characters of a word stand one after the other, none of them twice."""
    at = 0
    while at + len(word) <= len(text):
        if all(text[at + index] == sign for index, sign in enumerate(word)):
            yield at, at + len(word)
            at += len(word)
        else:
            at += 1


def quoted(word: str) -> str:
    return f'"{word}"'


@pytest.mark.parametrize("script", WORDS)
def test_words_that_fold_into_themselves_are_found_where_a_plain_loop_finds_them(script: str) -> None:
    words = WORDS[script].split()
    text = "\n".join([" ".join(words), "".join(words), " 😀 ".join(reversed(words)), *words])
    assert unicodedata.is_normalized("NFC", text)
    for word in [*words, *(word[:2] for word in words), *(word[1:] for word in words if len(word) > 1)]:
        if unicodedata.category(word[0]).startswith("M"):
            continue  # a mark alone
        assert places(quoted(word), text) == list(loop(word, text)), word


@given(
    st.lists(st.tuples(st.sampled_from(EVERY_WORD), st.sampled_from(BETWEEN)), max_size=12),
    st.sampled_from(EVERY_WORD),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_however_it_is_written_it_is_found_where_the_loop_finds_it_plainly(
    parts: list[tuple[str, str]], word: str, data: st.DataObject
) -> None:
    """Each character of a plain text may be written otherwise: where it begins and ends is known."""
    plain, written, edges = "", "", [0]
    for word_here, between in parts:
        for sign in word_here:
            plain += sign
            written += data.draw(st.sampled_from(ways(sign)))
            edges.append(len(written))
        for sign in between.replace("ﬁ", "fi").replace("ß", "ss").replace("…", "...").replace("\u00ad", ""):
            plain += sign
            edges.append(-1)
        written += between
        edges[-1] = len(written)
    expected = []
    for start, end in loop(word, plain):
        if edges[start] < 0 or edges[end] < 0:
            return  # within a ligature, which is found whole: told by other tests
        expected.append((edges[start], edges[end]))
    assert places(quoted(word), written) == expected


def ways(sign: str) -> list[str]:
    """A character as it is, decomposed, as a capital, with what shows nothing, as a presentation form."""
    written = [sign, unicodedata.normalize("NFD", sign), *(sign + unseen for unseen in UNSEEN)]
    if len(sign.upper()) == 1 and sign.upper().casefold() == sign:
        written.append(sign.upper())
    if "ا" <= sign <= "ي":
        written += [
            sign + "ـ",
            sign + "\u064e",
            *("أإآٱ" if sign == "ا" else ""),
            *("ی" if sign == "ي" else ""),
        ]
    if "a" <= sign <= "z":
        written += [chr(ord(sign) + 0xFEE0), sign + "\u0301"]
    return written


def test_every_sign_of_unicode_is_found_in_itself_and_folds_into_what_stays() -> None:
    signs = "\n".join(chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000)
    for case in (False, True):
        for accents in (False, True):
            folded = Folded(signs, case=case, accents=accents)
            again = Folded(folded.text, case=case, accents=accents)
            assert again.text == folded.text
    for sign in signs[::194]:
        assert places('"b"', f"a{sign}b")[-1] == (2, 3)


@pytest.mark.parametrize(
    ("words", "meant", "text", "expected"),
    [
        ("the money", {}, "The\n  money, the moneyed", ["The\n  money", "the money"]),
        ("the money", {"whole_words": True}, "the money, the moneyed, bathe money", ["the money"]),
        ("faith*", {}, "faith, faithful; unfaithful faith’s", ["faith", "faithful", "faith’s"]),
        ("*ful", {}, "faithful, fulfil, full, awful", ["faithful", "awful"]),
        ("m?n", {}, "man men mean mn woman", ["man", "men"]),
        ("wh* paid", {}, "who paid, what  paid, why not", ["who paid", "what  paid"]),
        ("who?", {}, "Who? whom, who", ["Who?", "whom"]),
        ('"who?" paid', {}, "who? paid whom paid", ["who? paid"]),
        ('"*"', {}, "2 * 3", ["*"]),
        ("école", {"whole_words": True}, "l’école, écoles", ["école"]),
        ("operate", {"whole_words": True}, "co\u00adoperate operate", ["operate"]),
        ("件", {"whole_words": True}, "文件夹", ["件"]),
        (r"\bmone\w+", {"pattern": True}, "Money, monetary", ["Money", "monetary"]),
        (r"[A-Z]\w+", {"pattern": True, "case": True}, "Ana and Murat", ["Ana", "Murat"]),
        (r"didn't|cafe", {"pattern": True}, "didn’t café", ["didn’t", "café"]),
        (r"café", {"pattern": True, "accents": True}, "cafe café", ["café"]),
        (r"^BAKER: (\w+)$", {"pattern": True}, "BAKER: yes\nBAKER: no, sir", ["BAKER: yes"]),
        (r"\d{4}", {"pattern": True}, "in 2014, 99", ["2014"]),
        ("a*", {"pattern": True}, "baab", ["aa"]),
        ("aa", {}, "aaaaa", ["aa", "aa"]),
    ],
)
def test_words_wildcards_and_patterns_mean_what_the_manual_says(
    words: str, meant: dict[str, bool], text: str, expected: list[str]
) -> None:
    assert [text[start:end] for start, end in places(words, text, **meant)] == expected


NEAR = "money for work and work for money; work"


@pytest.mark.parametrize(
    ("words", "near", "expected"),
    [
        ("money work", 1, ["money for work", "work for money"]),
        ("money work", 0, ["money; work"]),
        ("work money", 9, ["money for work", "work for money"]),
        ('"for work" money', 0, ["money for work"]),
        ("mon* wor*", 1, ["money for work", "work for money"]),
        ("mone work", 5, []),
        ("money nothing", 9, []),
    ],
)
def test_words_near_one_another_have_at_most_so_many_words_between(
    words: str, near: int, expected: list[str]
) -> None:
    assert [NEAR[start:end] for start, end in places(words, NEAR, near=near)] == expected


@given(st.lists(st.sampled_from("abcx"), max_size=14), st.integers(0, 4))
@settings(max_examples=80, deadline=None)
def test_where_words_stand_near_one_another_at_all_something_is_found_and_nothing_else(
    words: list[str], near: int
) -> None:
    text = " ".join(words)
    hits = places("a b c", text, near=near)
    spans = {
        (min(trio), max(trio))
        for trio in [
            (a, b, c)
            for a in range(len(words))
            for b in range(len(words))
            for c in range(len(words))
            if (words[a], words[b], words[c]) == ("a", "b", "c")
        ]
        if max(trio) - min(trio) - 1 <= near
    }
    assert bool(hits) == bool(spans)
    assert {(start // 2, (end - 1) // 2) for start, end in hits} <= spans


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (Query(""), "nothing to look for"),
        (Query(" ", pattern=True), "nothing to look for"),
        (Query("(", pattern=True), r"no regular expression: missing \) at character"),
        (Query("[z-a]", pattern=True), "no regular expression"),
        (Query("a{99999999}", pattern=True), "repeats something more than 100,000 times"),
        (Query("((a{900}){,900}){2,900}", pattern=True), "repeats something more than 100,000 times"),
        (Query('" "'), "nothing to look for"),
        (Query("*"), "at least one letter"),
        (Query("money", near=3), "two different words"),
        (Query("money MONEY", near=3), "two different words"),
        (Query("x" * 6000), "more than 5,000 characters"),
    ],
)
def test_what_can_not_be_sought_is_refused_in_a_sentence(query: Query, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as refused:
        Sought(query)
    assert isinstance(refused.value, PatternError) == ("regular" in sentence or "repeats" in sentence)


def test_a_pattern_that_explodes_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sought.SECONDS", 0.05)
    sought = Sought(Query("(a|a|aa)+c", pattern=True))
    with pytest.raises(TakesTooLong, match="takes too long"):
        list(sought.places("a" * 200))
    assert list(sought.places("aac")) == [(0, 3)]
