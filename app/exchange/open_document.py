"""Reads the cells of a LibreOffice spreadsheet (.ods) as texts."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from app.exchange.spreadsheet import MOST_CELLS, TOO_MUCH, Unreadable, damage_told

MOST_BYTES = 80_000_000  # of the unpacked sheets, which are read at once
MOST_SPACES = 10_000  # beside one another
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def rows_of(path: Path, sheet: str = "") -> list[list[str]]:
    """A sheet by its name, else the first, without empty cells and rows at the ends.

    Unreadable where the file is not an .ods spreadsheet, or is too large.
    """
    return rows_in(path.read_bytes(), sheet)


def rows_in(data: bytes, sheet: str = "") -> list[list[str]]:
    """As `rows_of`, of the bytes of a file."""
    from defusedxml import ElementTree  # type: ignore[import-untyped]  # has no stubs

    with damage_told(".ods"), ZipFile(BytesIO(data)) as parts:
        if parts.getinfo("content.xml").file_size > MOST_BYTES:
            raise Unreadable(TOO_MUCH)
        tables = list(ElementTree.fromstring(parts.read("content.xml")).iter(f"{TABLE}table"))
        return _rows(next((table for table in tables if table.get(f"{TABLE}name") == sheet), tables[0]))


def _rows(table: Any) -> list[list[str]]:
    """All rows; empty ones only where something follows them: a sheet repeats its last a million times."""
    rows: list[list[str]] = []
    waiting = cells = 0
    for row in table.iter(f"{TABLE}table-row"):
        texts, times = list(_cells(row)), _times(row, "rows")
        if not any(texts):
            waiting += times
            continue
        cells += waiting + times * len(texts)
        if cells > MOST_CELLS:
            raise Unreadable(TOO_MUCH)
        rows += [[] for _ in range(waiting)]
        rows += [list(texts) for _ in range(times)]
        waiting = 0
    return rows


def _cells(row: Any) -> Iterator[str]:
    waiting = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text, times = _text(cell), _times(cell, "columns")
        if not text:
            waiting += times
            continue
        if waiting + times > MOST_CELLS:
            raise Unreadable(TOO_MUCH)
        yield from [""] * waiting
        yield from [text] * times
        waiting = 0


def _times(element: Any, what: str) -> int:
    times = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(times) if times.isdecimal() else 1


def _text(cell: Any) -> str:
    """A cell as it is meant: numbers without the look that they have on the screen."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        value = cell.get(f"{OFFICE}value", "")
        return str(int(float(value))) if _is_whole(value) else str(value)
    if kind == "boolean":
        return "yes" if cell.get(f"{OFFICE}boolean-value") == "true" else "no"
    return "\n".join(_words(part) for part in cell.findall(f"{TEXT}p"))


def _is_whole(value: str) -> bool:
    try:
        return float(value).is_integer() and abs(float(value)) < 1e15
    except (ValueError, OverflowError):
        return False


def _words(part: Any) -> str:
    """The words of a paragraph; spaces, tabs and line breaks are elements of their own."""
    text = part.text or ""
    for inner in part:
        if inner.tag == f"{TEXT}s":
            times = inner.get(f"{TEXT}c", "1")
            text += " " * min(int(times) if times.isdecimal() else 1, MOST_SPACES)
        elif inner.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            text += "\t" if inner.tag.endswith("tab") else "\n"
        else:
            text += _words(inner)
        text += inner.tail or ""
    return text
