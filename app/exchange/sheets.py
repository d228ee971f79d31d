"""Reads the cells of an .xlsx spreadsheet as texts, fast, where it holds nothing that needs a closer look."""

import re
import zlib
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.errors import IntercoderError
from app.exchange.spreadsheet import MOST_CELLS, Unreadable, cell_text, refuse_too_much

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)["']""")
_UNSAFE = (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError)


def is_plain(data: bytes) -> bool:
    """Whether all sheets of an .xlsx file can be read fast: no formula, which may have no value, and no cell
    so far from the others that the room between them would fill the memory.
    """
    try:
        refuse_too_much(data)
        with ZipFile(BytesIO(data)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    except (*_UNSAFE, IntercoderError):
        return False
    return bool(sheets) and not any(_FORMULA.search(sheet) or _room(sheet) > MOST_CELLS for sheet in sheets)


def _room(sheet: bytes) -> int:
    """Rows times columns from the first cell of a sheet to the last."""
    columns = {place[1] for place in _PLACE.finditer(sheet)}
    rows = [int(row[1]) for row in _ROW.finditer(sheet)] + [int(place[2]) for place in _PLACE.finditer(sheet)]
    return max(rows, default=1) * max(map(_number, columns), default=1)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def sheet_rows(data: bytes, sheet: str = "") -> list[tuple[int, list[str]]]:
    """A sheet of a plain file by its name, else the first: (number from 1, cells) of rows with something.

    Unreadable where it is damaged.
    """
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = book.sheet_names
        page = book.get_sheet_by_name(sheet if sheet in names else names[0])
        rows = page.to_python(skip_empty_area=False) if page.height else []
    except BaseException as error:  # a panic of the library is none of the exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("it is not an .xlsx spreadsheet, or it is damaged") from error
    return [
        (number, cells) for number, row in enumerate(rows, start=1) if any(cells := list(map(_text, row)))
    ]


def _text(value: Any) -> str:
    """A cell as people read it: whole numbers without a point, days without a time of day."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return str(value if value.time() != time() else value.date())
    if isinstance(value, date | time | timedelta):
        return str(value)
    return cell_text(value)
