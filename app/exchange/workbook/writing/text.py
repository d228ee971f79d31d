"""Makes any text safe for a cell without losing any of it silently."""

import re
from collections.abc import Iterable, Sequence

from app.documents.direction import direction_of
from app.in_context import CUT
from app.names import folded

LONGEST_CELL = 32_767  # what Excel takes, in UTF-16 code units

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with control characters, which a workbook can't hold, as the pictures Unicode has for them."""
    return text if text.isprintable() else _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def parts(text: str) -> list[str]:
    """The text in pieces that a cell can hold, never cut within a character."""
    if 2 * len(text) <= LONGEST_CELL:
        return [text]
    units = text.encode("utf-16-le")
    pieces: list[str] = []
    start = 0
    while start < len(units):
        end = start + 2 * LONGEST_CELL
        if end < len(units) and 0xDC <= units[end + 1] <= 0xDF:  # the second half of a pair
            end -= 2
        pieces.append(units[start:end].decode("utf-16-le"))
        start = end
    return pieces


def most_parts(texts: Iterable[str]) -> int:
    """How many cells the longest of these texts needs, one at least."""
    return max((len(parts(visible(text))) for text in texts), default=1)


def shortened(text: str, units: int) -> str:
    """A text in so many UTF-16 code units: its beginning, “…”, and its end, which may tell it apart."""
    if utf16(text) <= units:
        return text
    tail = _last(text, units // 4)
    head = _first(text, units - utf16(tail) - utf16(CUT)).rstrip()
    return f"{head}{CUT}{tail.lstrip()}"


def told_apart(names: Sequence[str], units: int) -> list[str]:
    """Names in so many UTF-16 code units, no two the same, whatever their case."""
    apart: list[str] = []
    taken: set[str] = set()
    for name in names:
        short, attempt = shortened(name, units), 1
        while folded(short) in taken:
            attempt += 1
            ending = f" ({attempt})"
            short = shortened(name, units - utf16(ending)) + ending
        taken.add(folded(short))
        apart.append(short)
    return apart


def utf16(text: str) -> int:
    """How many UTF-16 code units a text has, which Excel counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _last(text: str, units: int) -> str:
    return text.encode("utf-16-le")[-2 * units :].decode("utf-16-le", errors="ignore")


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left."""
    return not text.isascii() and direction_of(text) == "rtl"
