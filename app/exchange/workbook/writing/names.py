"""Names that spreadsheet programs take, each once in a workbook: of sheets and of tables."""

import re

from app.exchange.workbook.writing.rows import ESCAPE_OF_EXCEL
from app.exchange.workbook.writing.text import shortened

LONGEST_SHEET_NAME = 31  # in UTF-16 code units
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_NOT_IN_TABLE_NAMES = re.compile(r"\W", re.ASCII)


class UsedNames:
    """The names that one workbook has used so far; case makes no difference."""

    def __init__(self) -> None:
        self._sheets: set[str] = {"history"}  # Excel keeps it for itself
        self._ends: set[str] = set()  # of titles before they were cut
        self._tables: set[str] = set()

    def sheet(self, title: str) -> str:
        """The title without what is forbidden, cut to what fits; “(2)” behind it where it is taken."""
        plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or "Sheet"
        plain = ESCAPE_OF_EXCEL.sub("-", plain)  # Excel would read a sign of its own, references wouldn't
        attempt, name = 1, _cut(plain, LONGEST_SHEET_NAME)
        end = plain[-LONGEST_SHEET_NAME // 4 :].casefold()
        if name.casefold() in self._sheets and end not in self._ends:
            name = shortened(plain, LONGEST_SHEET_NAME).strip("'")  # told apart by its end
        while name.casefold() in self._sheets:
            attempt += 1
            ending = f" ({attempt})"
            name = _cut(plain, LONGEST_SHEET_NAME - len(ending)) + ending
        self._sheets.add(name.casefold())
        self._ends.add(end)
        return name

    def table(self, title: str) -> str:
        """A name of ASCII letters, digits and underscores that can't be taken for a cell."""
        plain = _NOT_IN_TABLE_NAMES.sub("_", f"{title.strip()}_rows".replace(" ", "_"))
        attempt, name = 1, plain
        while name.casefold() in self._tables:
            attempt += 1
            name = f"{plain}_{attempt}"
        self._tables.add(name.casefold())
        return name


def _cut(text: str, units: int) -> str:
    """The text in so many UTF-16 code units, never cut within a character."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.strip().strip("'")
