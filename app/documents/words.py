"""Where words and sentences begin and end in a text of any script; offsets are code points."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import regex  # type: ignore[import-untyped]  # has no stubs

from app.sought import SPACELESS

_SPACED = rf"[[\w\u200c\u200d]--{SPACELESS}]"  # letters with their combining marks, which \w takes in
_JOINER = (
    r"(?:[’'ʼ‘·\-‐‑\u00ad״׳\"＇]|[.,:٫٬](?<=\p{Nd}.)(?=\p{Nd}))"  # don't, l'école, well-known, צה"ל, 3.14
)
_WORD = rf"{_SPACED}++(?:{_JOINER}{_SPACED}++)*+"
_NO_MARK = r"(?![\p{M}\u200c\u200d])"  # one that stands on white space is no word
# A picture is one written character, also a family, a flag, a hand with its colour, a 1 in a box.
# Signs such as © and ↔ are pictures only where a selector makes them so.
_SIGNS = r"[©®™‼⁉ℹ〰〽㊗㊙\u2190-\u21ff\u2934\u2935\u2b05-\u2b07]"
_DRAWN = (
    rf"[\p{{Extended_Pictographic}}--{_SIGNS}]|{_SIGNS}\ufe0f|\p{{Regional_Indicator}}|[\d#*]\ufe0f?\u20e3"
)
_PICTURE = rf"(?P<picture>(?={_DRAWN})\X)(?P=picture)*+"  # repeated to press a point, it is still one
_TOKEN = regex.compile(rf"(?V1){_NO_MARK}(?:{_PICTURE}|{_WORD}|{SPACELESS}[\p{{M}}\u200c\u200d]*+)")
_SPACED_TOKEN = regex.compile(
    rf"(?V1){_NO_MARK}[\w\u200c\u200d]++(?:{_JOINER}[\w\u200c\u200d]++)*+"
)  # the same without pictures, twice as fast
_NOT_SPACED = regex.compile(rf"(?V1){SPACELESS}|\p{{Extended_Pictographic}}|\p{{Regional_Indicator}}|\u20e3")
_UNSPACED_EDGE = regex.compile(rf"(?V1)[{SPACELESS}[\u3000-\u303f\uff00-\uffef]]")  # with its punctuation
_WORD_GOES_ON = regex.compile(rf"(?V1){_SPACED}")
_UNIT = regex.compile(rf"(?V1){_WORD}|\X")
_WRITTEN_CHARACTER = regex.compile(r"\X")

_LOOK_BACK = 200  # farther from white space than this, something isn't a word but an address or a paragraph
_JOINERS = frozenset("\u200c\u200d")
_MEANINGFUL = frozenset("%‰٪&@#§°")  # punctuation in Unicode's eyes, but part of what is said

# A full stop, question or exclamation mark with what closes behind it, then a gap; East Asian ones need none.
_SENTENCE_END = regex.compile(
    r"""(?V1)(?:[.!?…؟۔।՞]++[\p{Pe}\p{Pf}"'’”»]*+(?=\s)|[。！？｡]++[\p{Pe}\p{Pf}"'’”」』]*+|\n)"""
)
_ABBREVIATION = regex.compile(
    r"(?!I$)\p{Lu}|(?i:al|approx|bzw|ca|capt|cf|col|dipl|dr|eg|fig|gen|hr|ing|jr|lt|m|mm|mr|mrs|ms|no|nr|prof|rev"
    r"|sen|sgt|sr|st|u|vgl|vs|z)"
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}]+$")


def joined(before: str, after: str) -> str:
    """Two stretches of words as one, with a space between them where the script has spaces."""
    before, after = before.rstrip(), after.lstrip()
    if before and after and _UNSPACED_EDGE.match(before[-1]) and _UNSPACED_EDGE.match(after[0]):
        return before + after
    return f"{before} {after}".strip()


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range widened so that neither end lies inside a word or between a letter and its marks.

    An end between words stays where it is; an empty range does not grow. In scripts without spaces (Chinese,
    Japanese, Thai ...) an end stays too, unless it would split a written character.
    """
    if start >= end:
        return start, end
    return _unit_around(text, start)[0], _unit_around(text, end)[1]


def is_within_word(text: str, at: int) -> bool:
    """Whether letters of one word stand on both sides of a place, in a script that has spaces."""
    return (
        0 < at < len(text)
        and _WORD_GOES_ON.match(text, at - 1) is not None
        and _WORD_GOES_ON.match(text, at) is not None
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space and punctuation at its ends; never wider than it was.

    Where there is nothing but punctuation ("..."), only white space goes; where there is nothing but white
    space, the result is empty, at `start`. Signs that are said (%, &, @, #, §, °, currencies) stay.
    """
    first, last = _stripped(text, start, end, _is_punctuation_or_gap)
    if first < last:
        return first, last
    first, last = _stripped(text, start, end, _is_gap)
    return (first, last) if first < last else (start, start)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) of every word in the range, without punctuation; a word may be cut at its ends.

    don't, l'école, well-known and 3.14 are one word each; in scripts without spaces each character is, and
    each picture (emoji), also one that is joined of several, or repeated.
    """
    stop = len(text) if end is None else end
    token = _TOKEN if _NOT_SPACED.search(text, start, stop) else _SPACED_TOKEN
    return [match.span() for match in token.finditer(text, start, stop)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) of every sentence in the range, without the white space around it.

    A sentence ends at . ! ? and their kin before a gap, and always at a line feed; not behind an
    abbreviation or initial ("Dr. K."), nor before a small letter.
    """
    stop = len(text) if end is None else end
    stretches: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if _ends_sentence(text, match.start(), match.end(), stop):
            stretches.append(_stripped(text, begin, match.end(), _is_gap))
            begin = match.end()
    stretches.append(_stripped(text, begin, stop, _is_gap))
    return [(first, last) for first, last in stretches if first < last]


def _ends_sentence(text: str, start: int, end: int, stop: int) -> bool:
    if text[start] != ".":
        return True
    follows = text[end : min(stop, end + 50)].lstrip(" \t\u00a0\"'“‘„«([")
    if follows[:1].islower():
        return False
    word = _LAST_WORD.search(text, max(0, start - 20), start)
    if word is None or end - start > 1:
        return True
    return _ABBREVIATION.fullmatch(word[0]) is None


def _unit_around(text: str, offset: int) -> tuple[int, int]:
    """Return the ends of the word or written character that `offset` lies inside, else (offset, offset)."""
    low = offset
    while low > 0 and offset - low < _LOOK_BACK and not text[low - 1].isspace():
        low -= 1
    within_reach = low == 0 or text[low - 1].isspace()
    for match in _UNIT.finditer(text, low, min(len(text), offset + _LOOK_BACK)):
        first, last = match.span()
        if first < offset < last and (first > low or within_reach):
            return first, last
        if last >= offset:
            break
    return _character_around(text, offset)


def _character_around(text: str, offset: int) -> tuple[int, int]:
    low = max(0, offset - _LOOK_BACK)
    for match in _WRITTEN_CHARACTER.finditer(text, low, min(len(text), offset + _LOOK_BACK)):
        if match.end() >= offset:
            inside = match.start() < offset < match.end()
            return match.span() if inside else (offset, offset)
    return offset, offset


def _stripped(text: str, start: int, end: int, goes: Callable[[str], bool]) -> tuple[int, int]:
    """Take characters that go off both ends, each with the marks that stand on it."""
    while start < end and goes(text[start]):
        start += 1
        while start < end and _is_mark(text[start]):
            start += 1
    while start < end:
        base = end - 1
        while base > start and _is_mark(text[base]):
            base -= 1
        if not goes(text[base]):
            break
        end = base
    return start, end


@lru_cache(maxsize=4096)
def _is_gap(character: str) -> bool:
    """White space, or what shows nothing: direction marks, zero-width spaces."""
    return character.isspace() or (unicodedata.category(character) == "Cf" and not _is_mark(character))


@lru_cache(maxsize=4096)
def _is_punctuation_or_gap(character: str) -> bool:
    if character in _MEANINGFUL:
        return False
    return unicodedata.category(character).startswith("P") or _is_gap(character)


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    """What belongs to the character before it: a combining mark or joiner."""
    return character in _JOINERS or unicodedata.category(character).startswith("M")
