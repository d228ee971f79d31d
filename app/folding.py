"""Words as they are sought: what looks or sounds the same on a keyboard is the same, at exact places.

The same however it is written: capitals and small letters; composed and decomposed letters; ligatures, wide
and presentation forms (Unicode's compatibility forms); typographic and straight apostrophes, quotation marks
and dashes; soft hyphens and other signs that show nothing; Arabic with and without its marks, tatweel, and
the forms of alef, yeh, kaf and teh marbuta that keyboards and writers mix; Hebrew with and without its
points; the digits of all scripts. Letters with and without accents are two, unless the words sought have
none at all.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import regex  # type: ignore[import-untyped]  # has no stubs

_APOSTROPHES = "’‘‛ʼʻʹ′´＇׳ꞌ"
_QUOTES = "“”„‟«»″〝〞〟＂״"  # the single ones are apostrophes
_DASHES = "‐‑‒–—―−﹘﹣－־"
_SAME = {
    **dict.fromkeys(_APOSTROPHES + "‹›‚", "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةۀۂەہھ", "ه"),
    "ؤ": "و",
    "ئ": "ي",
    "ı": "i",
    "ـ": "",
}
# A written character: what stands first, and marks and unseen signs on it.
_CHARACTER = regex.compile(r"[^\p{M}\p{Cf}ـ]?+[\p{M}\p{Cf}ـ]*+|\X", regex.DOTALL)
# All that isn't plain, with the plain character before it, on which marks may stand.
_NOT_PLAIN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_SEMITIC_MARK = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}\u064b-\u065f\u0670&&\p{M}]", regex.V1)
_ACCENT = re.compile("(?<!и)[\u0300-\u036f]")  # й is a letter of its own, whose sign all can type


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch whose folded form has another length: where it begins, where each sign came from."""

    folded: int
    original: int
    sources: tuple[tuple[int, int], ...]  # [start, end) in the stretch, for each folded character
    length: int  # of the original


class Folded:
    """A text as it is sought, and where each of its stretches stands in the original."""

    def __init__(self, original: str, *, accents: bool = True) -> None:
        """Folds a text; without `accents`, letters lose theirs."""
        self._stretches: list[_Stretch] = []
        self.text = original.lower() if original.isascii() else self._fold(original, accents)
        self._starts = [stretch.folded for stretch in self._stretches]

    def _fold(self, original: str, accents: bool) -> str:
        parts: list[str] = []
        done = length = 0
        for match in _NOT_PLAIN.finditer(original):
            first, last = match.span()
            plain = original[done:first].lower()
            folded, sources = _fold_stretch(match[0], accents)
            length += len(plain)
            if sources is not None:
                self._stretches.append(_Stretch(length, first, sources, last - first))
            parts += (plain, folded)
            length += len(folded)
            done = last
        parts.append(original[done:].lower())
        return "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the folded text stands in the original: whole written characters."""
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, folded: int) -> tuple[int, int]:
        index = bisect_right(self._starts, folded) - 1
        if index < 0:
            return folded, folded + 1
        stretch = self._stretches[index]
        at = folded - stretch.folded
        if at < len(stretch.sources):
            first, last = stretch.sources[at]
            return stretch.original + first, stretch.original + last
        source = stretch.original + stretch.length + at - len(stretch.sources)
        return source, source + 1


@lru_cache(maxsize=65_536)
def _fold_stretch(stretch: str, accents: bool) -> tuple[str, tuple[tuple[int, int], ...] | None]:
    """A stretch folded, and where each sign came from; None where each came from the one at its place."""
    folded: list[str] = []
    sources: list[tuple[int, int]] = []
    for match in _CHARACTER.finditer(stretch):
        character = _fold_character(match[0], accents)
        if not character and sources:  # an unseen sign belongs to all of what it stands behind
            letters = len(list(takewhile(sources[-1].__eq__, reversed(sources))))
            sources[-letters:] = [(sources[-1][0], match.end())] * letters
        folded.append(character)
        sources += [match.span()] * len(character)
    plain = sources == [(at, at + 1) for at in range(len(stretch))]
    return "".join(folded), None if plain else tuple(sources)


@lru_cache(maxsize=65_536)
def _fold_character(character: str, accents: bool) -> str:
    """One written character, with whatever stands on it."""
    simple = "".join(_SAME.get(sign, sign) for sign in character)
    decomposed = unicodedata.normalize("NFKD", simple).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed.replace("i\u0307", "i"))
    base = "".join(
        _SAME.get(sign, sign)
        for sign in decomposed
        if unicodedata.category(sign) != "Cf" and not _SEMITIC_MARK.fullmatch(sign)
    )
    if not accents:
        base = _ACCENT.sub("", base)
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFC", base)
    )


class Sought:
    """Words that are sought, wherever a text has them in a row, whatever white space stands between them."""

    def __init__(self, words: str) -> None:
        folded = Folded(words).text.split()
        # who types no accent at all may have no key for it
        self._accents = any(_ACCENT.search(unicodedata.normalize("NFD", word)) for word in folded)
        pattern = r"\s+".join(re.escape(word) for word in folded)
        # all places, overlapping ones too
        self._pattern = re.compile(f"(?=({pattern}))") if folded else None

    def __bool__(self) -> bool:
        """Whether anything is sought."""
        return self._pattern is not None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Every place [start, end) in a text where the words stand, in code points, in their order."""
        folded = Folded(text, accents=self._accents)
        if self._pattern is not None:
            for match in self._pattern.finditer(folded.text):
                yield folded.span(*match.span(1))

    def is_in(self, text: str) -> bool:
        """Whether a text has the words."""
        return next(self.places(text), None) is not None


def folded(text: str) -> str:
    """A name as it is compared with what somebody types to find it: without accents, too."""
    return Folded(text, accents=False).text
