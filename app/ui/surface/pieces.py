"""Where a very long paragraph is parted in the view, so that only what is seen of it is laid out."""

import re
from itertools import product

import regex  # type: ignore[import-untyped]  # has no stubs

PARTED = 20_000  # characters: a longer paragraph is laid out piece by piece
LEAST, MOST = 3_000, 5_000  # characters of a piece: some fifty lines
NEAR = 300
_SENTENCE_END = re.compile(r"(?:[.!?…؟۔।]+[\"'”’»)\]]*\s+|[。！？｡]+[”’」』）]*)")
_GAP = re.compile(r"\s+")
_CHARACTER = regex.compile(r"\X")


def seams(text: str) -> list[int]:
    """The positions, in code points, where a piece of a long paragraph ends and the next one begins.

    At the end of a sentence if one is near, else behind a space, else between two written characters.
    """
    starts: list[int] = []
    start = 0
    while len(text) - start > PARTED:
        after = text.find("\n", start)
        end = len(text) if after < 0 else after
        if end - start > PARTED:
            while end - start > MOST:
                start = _seam(text, start)
                starts.append(start)
        start = end + 1
    return starts


def _seam(text: str, start: int) -> int:
    low, high = start + LEAST, start + MOST
    for end, begin in product((_SENTENCE_END, _GAP), (high - NEAR, low)):  # mostly one is near the end
        last = max((match.end() for match in end.finditer(text, begin, high)), default=0)
        if last:
            return last
    within = [match.start() for match in _CHARACTER.finditer(text, low, high)]
    return within[-1] if len(within) > 1 else high
