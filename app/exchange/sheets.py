"""Reads the cells of .xlsx and .ods spreadsheets as texts, fast, where formulas don't matter."""

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from app.errors import IntercoderError
from app.exchange.spreadsheet import MOST_CELLS, TOO_MUCH, Unreadable, cell_text, refuse_too_much

_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")


def sheet_rows(data: bytes, sheet: str = "") -> list[tuple[int, list[str]]]:
    """A sheet by its name, else the first: (number from 1, cells) of the rows that hold something.

    A formula gives the value with which it was saved. Unreadable where the bytes are no spreadsheet, are
    damaged, or unpack to too much.
    """
    from python_calamine import CalamineWorkbook

    try:
        refuse_too_much(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = book.sheet_names
        page = book.get_sheet_by_name(sheet if sheet in names else names[0])
        if page.total_height * page.total_width > MOST_CELLS:
            raise Unreadable(TOO_MUCH)
        rows = page.to_python(skip_empty_area=False) if page.height else []
    except (IntercoderError, Unreadable):
        raise
    except BaseException as error:  # a panic of the library is none of the exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Unreadable("it is not a spreadsheet, or it is damaged") from error
    return [
        (number, cells) for number, row in enumerate(rows, start=1) if any(cells := list(map(_text, row)))
    ]


def _text(value: Any) -> str:
    """A cell as people read it: whole numbers without a point, days without a time of day."""
    if isinstance(value, str):
        return cell_text(value) if "_x" in value and _ESCAPED.search(value) else value
    if isinstance(value, datetime):
        return str(value if value.time() != time() else value.date())
    if isinstance(value, date | time | timedelta):
        return str(value)
    return cell_text(value)
