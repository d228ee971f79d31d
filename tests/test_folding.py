"""Words are found as they are typed on a keyboard, at exact places."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.folding import Folded, folded
from app.sought import Query, Sought


def found(words: str, text: str, **meant: bool) -> list[str]:
    return [text[start:end] for start, end in Sought(Query(words, **meant)).places(text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("didn't", "I didn’t know.", ["didn’t"]),
        ("didn’t", "I didn't know.", ["didn't"]),
        ("l'ami", "l’ami l´ami lʼami", ["l’ami", "l´ami", "lʼami"]),
        ("café", unicodedata.normalize("NFD", "J’étais au café."), ["cafe\u0301"]),
        (unicodedata.normalize("NFD", "café"), "au café", ["café"]),
        ("effective", "very eﬀective, eﬀec\u00adtive", ["eﬀective", "eﬀec\u00adtive"]),
        ("file", "the ﬁle", ["ﬁle"]),
        ("cooperate", "co\u00adoperate co\u200boperate", ["co\u00adoperate", "co\u200boperate"]),
        ('"hello",', "“Hello”, „hello“, «hello».", ["“Hello”,", "„hello“,"]),
        ("well-known", "well‑known well–known", ["well‑known", "well–known"]),
        ("wait...", "wait… what", ["wait…"]),
        ("flour for", "flour\u00a0for, flour \n for", ["flour\u00a0for", "flour \n for"]),
        ("كتاب", "الكـتـاب كِتَابٌ", ["كـتـاب", "كِتَابٌ"]),
        ("احمد", "أحمد آحمد إحمد ٱحمد", ["أحمد", "آحمد", "إحمد", "ٱحمد"]),
        ("علي", "على علی", ["على", "علی"]),
        ("کتاب", "كتاب", ["كتاب"]),
        ("مدرسه", "مدرسة", ["مدرسة"]),
        ("لا", "ﻻ", ["ﻻ"]),
        ("نمیدانم", "نمی\u200cدانم", ["نمی\u200cدانم"]),
        ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ('צה"ל', "צה״ל", ["צה״ל"]),
        ("2020", "٢٠٢٠ ۲۰۲۰ ２０２０", ["٢٠٢٠", "۲۰۲۰", "２０２０"]),
        ("istanbul", "İSTANBUL Istanbul", ["İSTANBUL", "Istanbul"]),
        ("isparta", "ISPARTA ısparta", ["ISPARTA", "ısparta"]),
        ("strasse", "Straße STRASSE", ["Straße", "STRASSE"]),
        ("οδοσ", "ΟΔΟΣ οδός", ["ΟΔΟΣ", "οδός"]),
        ("е", "ё", ["ё"]),
    ],
)
def test_words_are_found_however_they_are_written(words: str, text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


def test_accents_and_capitals_count_where_they_are_asked_for() -> None:
    both = "café Cafe"
    assert found("cafe", both) == found("café", both) == ["café", "Cafe"]
    assert found("café", both, accents=True) == ["café"]
    assert found("cafe", both, accents=True) == ["Cafe"]
    assert found("Cafe", both, case=True) == ["Cafe"]
    assert found("и", "й и") == ["и"]
    marked = "كِتَابٌ كتاب أحمد احمد"
    assert found("كتاب", marked, accents=True) == ["كتاب"]
    assert found("احمد", marked, accents=True) == ["احمد"]


def test_parts_of_one_written_character_are_not_found() -> None:
    assert found("가", "각 가") == ["가"]
    assert found("f", "eﬀ") == ["ﬀ"]


def test_places_behind_what_folds_into_more_or_fewer_signs_are_exact() -> None:
    text = "ﬁ Straße «a» co\u00adop كِتَابٌ 😀 didn’t end"
    for word in ("end", "didn't", "co", "op"):
        for start, end in Sought(word).places(text):
            assert folded(text[start:end]).strip("\u00ad") == word
    assert found("end", text) == ["end"]


@pytest.mark.parametrize("nothing", ["", "  ", "ـ", "\u00ad"])
def test_nothing_is_sought_where_only_unseen_signs_were_typed(nothing: str) -> None:
    with pytest.raises(UserError, match="nothing to look for"):
        Sought(nothing)


def test_an_unseen_sign_belongs_to_all_of_a_ligature_before_it() -> None:
    assert found("fi", "ﬁـ") == ["ﬁـ"]
    assert found("f", "aﬁ\u00ad b") == ["ﬁ\u00ad"]
    assert found("fi", "ﬁ\ufe71") == ["ﬁ\ufe71"]


@given(st.text(alphabet="abée\u0301ﬁß’' \u00adكـِتİıI가😀\n", max_size=30), st.data())
def test_every_stretch_of_a_text_is_found_in_it_where_it_stands(text: str, data: st.DataObject) -> None:
    characters = Folded(text)
    whole = [characters.span(at, at + 1) for at in range(len(characters.text))]
    if not whole:
        return
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first, len(whole) - 1))
    start, end = whole[first][0], whole[last][1]
    assert 0 <= start < end <= len(text)
    try:
        sought = Sought(f'"{text[start:end]}"')
    except UserError:
        return  # nothing that shows
    assert any(start <= at and to <= end for at, to in sought.overlapping(text))
