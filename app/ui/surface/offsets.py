"""The one place where Python's code points and Qt's UTF-16 units are converted into each other."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts positions in one text, both ways, in O(log n); at no cost without astral characters.

    At each of the `seams` (code points) what Qt shows has a line feed more than the text: the position of a
    seam stands before it as the end of something, else behind it.
    """

    def __init__(self, text: str, seams: Sequence[int] = ()) -> None:
        wide = not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._points = [match.start() for match in _ASTRAL.finditer(text)] if wide else []
        self._units = [point + before for before, point in enumerate(self._points)]
        self.seams = seams
        self._feeds = [seam + bisect_left(self._points, seam) + n for n, seam in enumerate(seams)]

    def to_qt(self, point: int, *, end: bool = False) -> int:
        """The UTF-16 position of a code point position, as the `end` of something or else its start."""
        unit = point + bisect_left(self._points, point) if self._points else point
        if self.seams:
            unit += bisect_left(self.seams, point) if end else bisect_right(self.seams, point)
        return unit

    def from_qt(self, unit: int) -> int:
        """The code point position of a UTF-16 position; the middle of a pair counts as its start."""
        if self._feeds:
            unit -= bisect_left(self._feeds, unit)
        return unit - bisect_left(self._units, unit) if self._units else unit
