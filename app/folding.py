"""Words as they are sought: what looks or sounds the same on a keyboard is the same, at exact places.

The same however it is written: capitals and small letters; composed and decomposed letters; ligatures, wide
and presentation forms (Unicode's compatibility forms); typographic and straight apostrophes, quotation marks
and dashes; soft hyphens and other signs that show nothing; Arabic with and without its marks, tatweel, and
the forms of alef, yeh, kaf and teh marbuta that keyboards and writers mix; Hebrew with and without its
points; the digits of all scripts. Capitals and small letters are two where `case` is asked for, and letters
with and without accents, marks and points where `accents` are.
"""

import unicodedata
from array import array
from bisect import bisect_right
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
    **dict.fromkeys("یېے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ەہھ", "ه"),
    "ı": "i",
    "ـ": "",
}
_WITHOUT_MARKS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ةۀۂ", "ه"),
    "ى": "ي",
    "ؤ": "و",
    "ئ": "ي",
}
_JAMO = r"\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"  # letters that stand together as one syllable
_SYLLABLE = r"[\u1100-\u115f\ua960-\ua97f][\u1160-\u11a7\ud7b0-\ud7c6]?+[\u11a8-\u11ff\ud7cb-\ud7ff]?+"
_UNSEEN = r"[\p{M}\p{Cf}ـ]*+"
# A written character: what stands first, and marks and unseen signs on it.
_CHARACTER = regex.compile(
    rf"(?:{_SYLLABLE}|[가-힣][\u11a8-\u11ff]?+|[^\p{{M}}\p{{Cf}}ـ])?+{_UNSEEN}|\X", regex.DOTALL
)
_DEPENDS = regex.compile(rf"[\p{{M}}\p{{Cf}}ـ{_JAMO}]")  # on what stands beside it
_SEMITIC_MARK = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}\u064b-\u065f\u0670&&\p{M}]", regex.V1)
_ACCENT = regex.compile("(?<!и)[\u0300-\u036f]", regex.IGNORECASE)  # й is a letter of its own
_PLAIN = bytes(range(128))
_FEW = 160  # kinds of signs: more are quicker translated than replaced one after the other


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch whose folded form has another length: where it begins, where each sign came from."""

    folded: int
    original: int
    sources: tuple[tuple[int, int], ...]  # [start, end) in the stretch, for each folded character
    length: int  # of the original


class Folded:
    """A text as it is sought, and where each of its stretches stands in the original."""

    __slots__ = ("_starts", "_stretches", "original", "text")

    def __init__(self, original: str, *, case: bool = False, accents: bool = False) -> None:
        """Folds a text; capitals stay with `case`, accents, marks and points with `accents`."""
        self._stretches: list[_Stretch] = []
        self.original = original
        self.text = _lower(original, case) if original.isascii() else self._fold(original, case, accents)
        self._starts = array("q", (stretch.folded for stretch in self._stretches))

    def _fold(self, original: str, case: bool, accents: bool) -> str:
        signs = _not_plain(original)
        in_order = unicodedata.is_normalized("NFC", original)
        moving = [sign for sign in signs if _moves(sign, case, accents, in_order)]
        still = _Still(signs.difference(moving), case, accents)
        if not moving:
            return still.fold(original)
        parts: list[str] = []
        done = length = 0
        for match in regex.finditer(f"[{''.join(map(regex.escape, moving))}]+", original):
            first, last = match.span()
            first = max(done, first - 1)  # with the character on which marks may stand
            plain = still.fold(original[done:first])
            folded, sources = _fold_stretch(original[first:last], case, accents)
            length += len(plain)
            if sources is not None:
                self._stretches.append(_Stretch(length, first, sources, last - first))
            parts += (plain, folded)
            length += len(folded)
            done = last
        parts.append(still.fold(original[done:]))
        return "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the folded text stands in the original: whole written characters."""
        if not self._stretches:
            return start, end
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


class _Still:
    """Folds what stays in its place sign by sign."""

    def __init__(self, signs: set[str], case: bool, accents: bool) -> None:
        self._case = case
        changed = {sign: _fold_character(sign, case, accents) for sign in signs}
        self._replaced = [(sign, folded) for sign, folded in changed.items() if sign != folded]
        self._table: dict[int, str] | None = None
        # lowering what is plain may not move what was folded
        odd = any(folded.lower() != folded for folded in changed.values())
        odd |= any(folded in changed for _, folded in self._replaced)
        if odd or len(self._replaced) > _FEW:
            capitals = {} if case else {capital: chr(capital + 32) for capital in range(65, 91)}
            self._table = capitals | {ord(sign): folded for sign, folded in self._replaced}

    def fold(self, text: str) -> str:
        if text.isascii():
            return _lower(text, self._case)
        if self._table is not None:
            return text.translate(self._table)
        for sign, folded in self._replaced:
            text = text.replace(sign, folded)
        return _lower(text, self._case)


def _not_plain(text: str) -> set[str]:
    """The signs of a text that aren't ASCII; half surrogates, which no text of ours has, among them."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass"))


def _lower(text: str, case: bool) -> str:
    return text if case else text.lower()


@lru_cache(maxsize=65_536)
def _moves(sign: str, case: bool, accents: bool, in_order: bool) -> bool:
    """Whether what stands behind a sign moves when it is folded, or it depends on what stands beside it.

    Marks of a text whose marks are `in_order`, as Unicode orders them, do so only where they may compose.
    """
    alone = _fold_character(sign, case, accents)
    if len(alone) != 1 or _DEPENDS.match(sign) is None:
        return len(alone) != 1
    is_still = alone == sign and sign not in _composing() and unicodedata.category(sign).startswith("M")
    return not (is_still and (in_order or not unicodedata.combining(sign)))


@lru_cache(maxsize=1)
def _composing() -> frozenset[str]:
    """The signs that become one with a letter before them."""
    planes = (*range(0x3100), *range(0x11000, 0x12000))
    parts = (unicodedata.decomposition(chr(code)).split() for code in planes)
    return frozenset(chr(int(part[-1], 16)) for part in parts if len(part) == 2 and "<" not in part[0])


@lru_cache(maxsize=65_536)
def _fold_stretch(stretch: str, case: bool, accents: bool) -> tuple[str, tuple[tuple[int, int], ...] | None]:
    """A stretch folded, and where each sign came from; None where each came from the one at its place."""
    folded: list[str] = []
    sources: list[tuple[int, int]] = []
    for match in _CHARACTER.finditer(stretch):
        for first, last, character in _fold_signs(match[0], case, accents):
            span = match.start() + first, match.start() + last
            if not character and sources:  # an unseen sign belongs to all of what it stands behind
                letters = len(list(takewhile(sources[-1].__eq__, reversed(sources))))
                sources[-letters:] = [(sources[-1][0], span[1])] * letters
            folded.append(character)
            sources += [span] * len(character)
    plain = sources == [(at, at + 1) for at in range(len(stretch))]
    return "".join(folded), None if plain else tuple(sources)


def _fold_signs(character: str, case: bool, accents: bool) -> list[tuple[int, int, str]]:
    """[start, end) in a written character, and what it becomes: sign by sign, if that is the same."""
    whole = _fold_character(character, case, accents)
    parts = [_fold_character(sign, case, accents) for sign in character]
    if "".join(parts) == whole:
        return [(at, at + 1, part) for at, part in enumerate(parts)]
    return [(0, len(character), whole)]


@lru_cache(maxsize=65_536)
def _fold_character(character: str, case: bool, accents: bool) -> str:
    """One written character, with whatever stands on it."""
    same = _SAME if accents else _SAME | _WITHOUT_MARKS
    simple = "".join(same.get(sign, sign) for sign in character)
    decomposed = unicodedata.normalize("NFKD", simple)
    if not case:
        decomposed = unicodedata.normalize("NFKD", decomposed.casefold().replace("i\u0307", "i"))
    base = "".join(
        same.get(sign, sign)
        for sign in decomposed
        if unicodedata.category(sign) != "Cf" and (accents or not _SEMITIC_MARK.fullmatch(sign))
    )
    if not accents:
        base = _ACCENT.sub("", base)
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFC", base)
    )


def folded(text: str) -> str:
    """A name as it is compared with what somebody types to find it."""
    return Folded(text).text
