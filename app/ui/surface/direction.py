"""Which way paragraphs and lines run."""

import re

from app.ui.surface.marks import Direction

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_LETTER = re.compile(f"[{_RTL}]")
_LTR_LETTER = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff\u3040-\ud7ff]")
_NOT_LTR = re.compile(f"[{_RTL}\u061c\u200f\u202b\u202e\u2067\u2068]")
_NOT_RTL = re.compile(rf"[^\W{_RTL}]|\d|[\u200e\u202a\u202d\u2066\u2068]")


def paragraph_direction(paragraph: str, document: Direction) -> Direction:
    """The document's direction, unless letters of the other one outnumber its own two to one."""
    other = _LTR_LETTER if document == "rtl" else _RTL_LETTER
    if not other.search(paragraph):  # counting takes long where a paragraph is
        return document
    rtl, ltr = len(_RTL_LETTER.findall(paragraph)), len(_LTR_LETTER.findall(paragraph))
    if document == "rtl":
        return "ltr" if ltr > 2 * rtl else "rtl"
    return "rtl" if rtl > 2 * ltr else "ltr"


def runs_one_way(line: str, paragraph: Direction) -> bool:
    """Whether all of a line surely runs in its paragraph's direction: no letters or digits that turn."""
    return (_NOT_RTL if paragraph == "rtl" else _NOT_LTR).search(line) is None
