"""The one place where Python's code points and Qt's UTF-16 units are converted into each other."""

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts positions in one text, both ways, in O(log n); at no cost without astral characters."""

    def __init__(self, text: str) -> None:
        wide = not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._points = [found.start() for found in _ASTRAL.finditer(text)] if wide else []
        self._units = [point + before for before, point in enumerate(self._points)]

    def to_qt(self, point: int) -> int:
        """The UTF-16 position of a code point position."""
        return point + bisect_left(self._points, point) if self._points else point

    def from_qt(self, unit: int) -> int:
        """The code point position of a UTF-16 position; the middle of a pair counts as its start."""
        if not self._units:
            return unit
        before = bisect_left(self._units, unit)
        return unit - before
