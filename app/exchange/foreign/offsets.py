"""How a program counted the offsets into a text: inferred from where its selections begin and end.

The standard counts code points; NVivo counts UTF-16 units and two for each line end, ATLAS.ti and MAXQDA one
for a line end that is two characters in the file. No vendor's name is trusted: the reading under which the
selections fall on the edges of words, and under which their names stand in the text, wins.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal, NamedTuple

from app.documents.canonical import canonical

# what others may count otherwise than our text has it: line ends, what we drop, characters beyond 16 bits
_ODD = re.compile(
    "(?:\r\n|\r|\n)\x0c|\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\U00010000-\U0010ffff]"
)
_ODD_AS_BYTES = re.compile(f"{_ODD.pattern}|[^\x00-\x7f]")
_LEAST_NAME = 6  # characters from which the name of a selection tells where it is
_MOST_TRIED = 300  # selections of a text that are looked at

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
LineEnd = Literal["as in the file", "one", "two"]


class OffsetCounting(NamedTuple):
    """A way of counting: `unit` of characters beyond 16 bits, and how much the end of a line is."""

    unit: Unit
    line_end: LineEnd

    @property
    def words(self) -> str:
        """The same for people."""
        return f"{self.unit}, line ends {self.line_end}"


UNITS: tuple[Unit, ...] = ("code points", "UTF-16 units")
LINE_ENDS: tuple[LineEnd, ...] = ("as in the file", "one", "two")
COUNTINGS = tuple(OffsetCounting(unit, line_end) for line_end, unit in product(LINE_ENDS, UNITS))
BYTES = OffsetCounting("UTF-8 bytes", "as in the file")


class TriedSelection(NamedTuple):
    """A selection as the file has it; `words` are the beginning of what it selects, or a name, or nothing."""

    start: int
    end: int
    words: str = ""


class OffsetMap:
    """Where the offsets of one way of counting are in the canonical text of `raw`."""

    def __init__(self, raw: str, counting: OffsetCounting) -> None:
        self._theirs, self._ours = [0], [0]
        theirs = ours = read = 0
        pattern = _ODD_AS_BYTES if counting.unit == "UTF-8 bytes" else _ODD
        for odd in pattern.finditer(raw):
            units, length = _units(odd[0], counting), len(canonical(odd[0]))
            if units == length:
                continue
            theirs += odd.start() - read
            ours += odd.start() - read
            self._note(theirs, ours)
            theirs, ours, read = theirs + units, ours + length, odd.end()
            self._note(theirs, ours)
        self.length = theirs + len(raw) - read

    def _note(self, theirs: int, ours: int) -> None:
        if theirs == self._theirs[-1]:
            self._ours[-1] = ours
        else:
            self._theirs.append(theirs)
            self._ours.append(ours)

    def place(self, offset: int) -> int | None:
        """The offset in the canonical text; within a character, where that begins; None beyond the text."""
        if not 0 <= offset <= self.length:
            return None
        index = bisect_right(self._theirs, offset) - 1
        at = self._ours[index] + offset - self._theirs[index]
        return min(at, self._ours[index + 1]) if index + 1 < len(self._ours) else at


def _units(odd: str, counting: OffsetCounting) -> int:
    if odd in ("\r\n", "\n", "\r"):
        return {"as in the file": len(odd), "one": 1, "two": 2}[counting.line_end]
    if counting.unit == "UTF-8 bytes":
        return len(odd.encode("utf-8", "surrogatepass"))
    return len(odd) + (counting.unit == "UTF-16 units" and ord(odd[0]) > 0xFFFF)


class Fit(NamedTuple):
    """How well a way of counting fits: the share of selections on edges of words, and of names that stand."""

    edges: float
    names: float


class TextCounting(NamedTuple):
    """The ways of counting that differ for a text, each with how well it fits, and the one that was taken."""

    fits: Mapping[OffsetCounting, Fit]
    maps: Mapping[OffsetCounting, OffsetMap]


def counting_fits(
    raw: str, text: str, selections: Sequence[TriedSelection], ways: Sequence[OffsetCounting] = COUNTINGS
) -> TextCounting:
    """Try every way of counting on the selections of one text; ways that come to the same are tried once."""
    step = max(1, len(selections) // _MOST_TRIED)
    tried = selections[::step]
    fits: dict[OffsetCounting, Fit] = {}
    maps: dict[OffsetCounting, OffsetMap] = {}
    places: dict[tuple[object, ...], Fit] = {}
    for counting in ways:
        offsets = maps[counting] = OffsetMap(raw, counting)
        spans = tuple((offsets.place(start), offsets.place(end)) for start, end, _ in tried)
        if spans not in places:
            places[spans] = _fit(text, spans, tried)
        fits[counting] = places[spans]
    return TextCounting(fits, maps)


def _fit(
    text: str, spans: Sequence[tuple[int | None, int | None]], selections: Sequence[TriedSelection]
) -> Fit:
    edges = matches = named = 0
    for (start, end), selection in zip(spans, selections, strict=True):
        words = "".join(canonical(selection.words).split())
        named += len(words) >= _LEAST_NAME
        if start is None or end is None or start >= end:
            continue
        edges += not (_within_word(text, start) or _within_word(text, end))
        if len(words) >= _LEAST_NAME:
            passage = "".join(text[start : start + 2 * len(selection.words)].split())
            matches += passage.startswith(words.rstrip(".…"))
    return Fit(edges / len(selections) if selections else 1.0, matches / named if named else 0.0)


def _within_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def chosen_countings(texts: Mapping[str, TextCounting]) -> dict[str, OffsetCounting]:
    """The way of counting of each text; where several fit alike, the one that fits the whole project best."""
    total: Counter[OffsetCounting] = Counter()
    for counting, fit in ((counting, fit) for text in texts.values() for counting, fit in text.fits.items()):
        total[counting] += int(1000 * sum(fit))
    ranks = {counting: -rank for rank, counting in enumerate((*COUNTINGS, BYTES))}
    return {
        key: max(text.fits, key=lambda way: (round(sum(text.fits[way]), 6), total[way], ranks[way]))
        for key, text in texts.items()
    }
