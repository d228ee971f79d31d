"""Reads tables of text cells from CSV files and spreadsheets, whatever stands above their header."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from app.exchange.problems import Problems

LONGEST_CELL = 2**31 - 1
SPREADSHEETS = (".xlsx", ".ods")
ROWS_ABOVE = 20  # a header may stand so far down
SEPARATOR = re.compile(r'"?sep=(?P<mark>[^"\r\n])"?', re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A table whose header names its columns.

    `headers` maps columns in lower case (“use_when”) to how the file writes them (“Use when”); `rows` are
    (number as a spreadsheet counts, {column: cell}) without the empty ones.
    """

    file: str
    headers: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]


def column(header: str) -> str:
    """The name that a header stands for: “ Use When ” is “use_when”."""
    return "_".join(unicodedata.normalize("NFC", header).split()).casefold()


def read_table(path: Path, required: Iterable[str], problems: Problems, *, sheet: str = "") -> Table | None:
    """Read a .csv file (UTF-8; comma, semicolon or tab) or a sheet of an .xlsx or .ods file, by default the
    first.

    The columns in `required` are needed; rows above the header, a title or “sep=;”, are passed over. Where
    something is amiss there is a problem and no table.
    """
    try:
        lines = _lines(path, sheet, problems)
    except UnicodeDecodeError:
        problems.add(path.name, "is not in UTF-8. Save it as “CSV UTF-8” in the program that made it.")
    except (csv.Error, ValueError) as error:
        problems.add(path.name, f"can't be read as a table ({error}).")
    except OSError as error:
        problems.add(path.name, f"can't be read ({error.strerror or error}).")
    else:
        return _table(path.name, lines, required, problems)
    return None


def table_at(folder: Path, name: str) -> Path:
    """Where a folder has a table, `codings.csv` say: as a spreadsheet where it has none as CSV."""
    path = folder / name
    others = [path.with_suffix(suffix) for suffix in SPREADSHEETS]
    return next((other for other in others if not path.exists() and other.exists()), path)


def _lines(path: Path, sheet: str, problems: Problems) -> list[list[str]]:
    if path.suffix.lower() == ".xlsx":
        return _spreadsheet(path, sheet, problems)
    if path.suffix.lower() == ".ods":
        from app.exchange.open_document import rows_of

        return rows_of(path, sheet)
    return list(_csv(path))


def sheet_with(path: Path, title: str, columns: Iterable[str]) -> str:
    """The name of an .xlsx file's sheet: by its title, else by the columns of its first row; "" if none.

    ValueError where the file is not an .xlsx spreadsheet, OSError where it can't be read.
    """
    wanted = set(columns)
    with _opened(path) as book:
        if title in book.sheetnames:
            return title
        for sheet in book.worksheets:
            first = next(sheet.iter_rows(max_row=1, values_only=True), ())
            if wanted <= {column(_cell(value)) for value in first}:
                return str(sheet.title)
    return ""


def labelled(path: Path, title: str, label: str, *, most_rows: int = 60) -> str:
    """What stands beside a label in the first column of a sheet; "" where there is neither."""
    with _opened(path) as book:
        if title in book.sheetnames:
            for row in book[title].iter_rows(max_row=most_rows, max_col=2, values_only=True):
                if len(row) == 2 and _cell(row[0]).strip() == label:
                    return _cell(row[1]).strip()
    return ""


def lines_of(path: Path, title: str) -> list[list[str]]:
    """All cells of an .xlsx file's sheet by rows; none where there is no such sheet."""
    with _opened(path) as book:
        if title not in book.sheetnames:
            return []
        return [[_cell(value) for value in row] for row in book[title].iter_rows(values_only=True)]


def whole(cells: Mapping[str, str], name: str) -> str:
    """A text that may go on in further columns, “use when (2)” and so on, as spreadsheets hold long ones."""
    text, number = cells[name], 2
    while f"{name}_({number})" in cells:
        text += cells[f"{name}_({number})"]
        number += 1
    return text


@contextmanager
def _opened(path: Path, *, formulas: bool = False) -> Iterator[Any]:
    from zipfile import BadZipFile

    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=not formulas)
    except (BadZipFile, KeyError) as error:
        raise ValueError("it is not an .xlsx spreadsheet, or it is damaged") from error
    try:
        yield book
    finally:
        book.close()


def _csv(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    text = path.read_bytes().decode("utf-8-sig").replace("\0", "")
    lines = StringIO(text, newline="")  # CR, LF or CR LF end a line, and stay as they are within quotes
    head = [lines.readline() for _ in range(ROWS_ABOVE)]
    lines.seek(0)
    said = SEPARATOR.fullmatch(head[0].strip())  # what Excel understands
    if said:
        lines.readline()
        yield []  # rows count as in the file
    marks = dict.fromkeys(",;\t", 0) if not said else {said["mark"]: 0}
    first = next((line for line in head if any(line.count(mark) for mark in marks)), head[0])
    yield from csv.reader(lines, delimiter=max(marks, key=first.count))


def _spreadsheet(path: Path, sheet_name: str, problems: Problems) -> list[list[str]]:
    """A sheet's cells; a formula that was saved without its value is a problem, not an empty cell."""
    with _opened(path, formulas=True) as book:
        typed = list(_sheet(book, sheet_name).iter_rows(values_only=True))
    formulas = [
        (number, place)
        for number, row in enumerate(typed)
        for place, value in enumerate(row)
        if _may_be_formula(value)
    ]
    if not formulas:
        return [[_cell(value) for value in row] for row in typed]
    with _opened(path) as book:
        sheet = _sheet(book, sheet_name)
        lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    for number, place in formulas:
        if lines[number][place] is None:
            header = _cell(lines[0][place]).strip() or f"column {place + 1}"
            what = (
                f"“{header}” has a formula without a value. Open the file in Excel, save it, and come back."
            )
            problems.add(f"{path.name}, sheet {sheet.title}", what, number + 1)
    return [[_cell(value) for value in row] for row in lines]


def _sheet(book: Any, name: str) -> Any:
    return book[name] if name in book.sheetnames else book.worksheets[0]


def _may_be_formula(value: Any) -> bool:
    """Whether a cell may hold a formula; a text that begins with = may, too, and has itself for its value."""
    return value.startswith("=") if isinstance(value, str) else hasattr(value, "ref")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        if "_x" not in value:
            return value
        from openpyxl.utils.escape import unescape

        return str(unescape(value))  # “_x005F_x0041_” is how a spreadsheet keeps “_x0041_”
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _table(
    file: str, lines: Sequence[list[str]], required: Iterable[str], problems: Problems
) -> Table | None:
    before, required = len(problems), list(required)
    at = _header_of(lines, required)
    header = [cell.strip() for cell in lines[at]] if lines else []
    columns = [column(cell) for cell in header]
    problems_of_header = [f"the column “{name}” is missing." for name in required if name not in columns]
    problems_of_header += [
        f"there are two columns “{name}”." for name in {c for c in columns if c and columns.count(c) > 1}
    ]
    for what in problems_of_header:
        problems.add(file, what)
    if len(problems) > before:
        return None
    rows = []
    for number, cells in enumerate(lines[at + 1 :], start=at + 2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.add(file, f"has {len(cells)} cells, the header only {len(columns)}.", number)
        cells += [""] * (len(columns) - len(cells))
        rows.append((number, dict(zip(columns, cells, strict=False))))
    return Table(file, dict(zip(columns, header, strict=True)), rows)


def _header_of(lines: Sequence[list[str]], required: Sequence[str]) -> int:
    """The row with all the columns that are needed; where there is none, the first that isn't empty."""
    for place, cells in enumerate(lines[:ROWS_ABOVE]):
        if {column(cell) for cell in cells}.issuperset(required):
            return place
    return next((place for place, cells in enumerate(lines) if any(map(str.strip, cells))), 0)
