"""Reads tables of text cells from CSV files and spreadsheets, whatever stands above their header."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.sheets import is_plain, sheet_rows
from app.exchange.spreadsheet import Unreadable, cell_text, spreadsheet

LONGEST_CELL = 2**31 - 1
SPREADSHEETS = (".xlsx", ".ods")
ROWS_ABOVE = 20  # a header may stand so far down
SEPARATOR = re.compile(r'"?sep=(?P<mark>[^"\r\n])"?', re.IGNORECASE)
MOST_COLUMNS = 1_000

Line = tuple[int, list[str]]  # number as a spreadsheet counts, cells
Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True)
class Table:
    """A table whose header names its columns.

    `headers` maps columns in lower case (“use_when”) to how the file writes them (“Use when”); `rows` are
    (number as a spreadsheet counts, {column: cell}) without the empty ones.
    """

    file: str
    headers: Mapping[str, str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Stream:
    """A table whose `rows` are read as they are asked for, once; a problem with the file ends them."""

    file: str
    headers: Mapping[str, str]
    rows: Iterator[Row]


def column(header: str) -> str:
    """The name that a header stands for: “ Use When ” is “use_when”."""
    return "_".join(unicodedata.normalize("NFC", header).split()).casefold()


def read_table(path: Path, required: Iterable[str], problems: Problems, *, sheet: str = "") -> Table | None:
    """Read a .csv file (UTF-8; comma, semicolon or tab) or a sheet of an .xlsx or .ods file, by default the
    first.

    The columns in `required` are needed; rows above the header, a title or “sep=;”, are passed over. Where
    something is amiss there is a problem and no table.
    """
    with _as_problems(path, problems):
        table = _table(path.name, _lines(path, sheet, problems), list(required), problems)
        return Table(table.file, table.headers, list(table.rows)) if table else None
    return None


def stream_table(path: Path, required: Iterable[str], problems: Problems) -> Stream | None:
    """As `read_table`, for a table of any length: its rows are never in memory together."""
    with _as_problems(path, problems):
        table = _table(path.name, _lines(path, "", problems), list(required), problems)
        return Stream(table.file, table.headers, _guarded(table.rows, path, problems)) if table else None
    return None


def _guarded(rows: Iterator[Row], path: Path, problems: Problems) -> Iterator[Row]:
    with _as_problems(path, problems):
        yield from rows


@contextmanager
def _as_problems(path: Path, problems: Problems) -> Iterator[None]:
    """Make a problem of what keeps a file from being read."""
    try:
        yield
    except UnicodeDecodeError:
        problems.add(path.name, "is not in UTF-8. Save it as “CSV UTF-8” in the program that made it.")
    except (csv.Error, Unreadable) as error:
        problems.add(path.name, f"can't be read as a table ({error}).")
    except OSError as error:
        problems.add(path.name, f"can't be read ({error.strerror or error}).")


def rows_of_file(path: Path, sheet: str = "") -> list[Line]:
    """All rows that hold something, with their numbers, whatever they are; UserError where there are none."""
    problems = Problems()
    rows: list[tuple[int, list[str]]] = []
    if path.suffix.lower() not in (*SPREADSHEETS, ".csv", ".tsv", ".tab", ".txt"):
        problems.add(path.name, "is no table: .xlsx, .ods, .csv and .tsv are read. Save it as one of these.")
    else:
        with _as_problems(path, problems):
            rows = [
                (number, cells)
                for number, cells in _lines(path, sheet, problems)
                if any(map(str.strip, cells))
            ]
        if not rows and not len(problems):
            problems.add(path.name, "is empty.")
    if problems:
        raise UserError(f"{problems.first()} Nothing was read from it.")
    return rows


def table_at(folder: Path, name: str) -> Path:
    """Where a folder has a table, `codings.csv` say: as a spreadsheet where it has none as CSV."""
    path = folder / name
    others = [path.with_suffix(suffix) for suffix in SPREADSHEETS]
    return next((other for other in others if not path.exists() and other.exists()), path)


def _lines(path: Path, sheet: str, problems: Problems) -> Iterator[Line]:
    if path.suffix.lower() == ".xlsx":
        return _spreadsheet(path, sheet, problems)
    if path.suffix.lower() == ".ods":
        from app.exchange.open_document import rows_of

        return enumerate(rows_of(path, sheet), start=1)
    return _csv(path)


def sheet_with(path: Path, title: str, columns: Iterable[str]) -> str:
    """The name of an .xlsx file's sheet: by its title, else by the columns of its first row; "" if none.

    Unreadable where the file is not an .xlsx spreadsheet, OSError where it can't be read.
    """
    wanted = set(columns)
    with spreadsheet(path) as book:
        if title in book.titles:
            return title
        for sheet in book.titles:
            first = next((cells for _, cells in book.rows(sheet, most_rows=1)), [])
            if wanted <= {column(cell_text(value)) for value in first}:
                return sheet
    return ""


def labelled(path: Path, title: str, label: str, *, most_rows: int = 60) -> str:
    """What stands beside a label in the first column of a sheet; "" where there is neither."""
    with spreadsheet(path) as book:
        for _, cells in book.rows(title, most_rows=most_rows) if title in book.titles else ():
            if len(cells) > 1 and cell_text(cells[0]).strip() == label:
                return cell_text(cells[1]).strip()
    return ""


def lines_of(path: Path, title: str) -> list[list[str]]:
    """The cells of an .xlsx file's sheet by rows, none where there is no such sheet."""
    with spreadsheet(path) as book:
        if title not in book.titles:
            return []
        return [[cell_text(value) for value in cells] for _, cells in book.rows(title)]


def whole(cells: Mapping[str, str], name: str) -> str:
    """A text that may go on in further columns, “use when (2)” and so on, as spreadsheets hold long ones."""
    text, part = cells[name], 2
    while f"{name}_({part})" in cells:
        text += cells[f"{name}_({part})"]
        part += 1
    return text


def _csv(path: Path) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    # CR, LF or CR LF end a line, and stay as they are within quotes
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line.replace("\0", "") for line in file)
        head = list(islice(lines, ROWS_ABOVE))
        separator = SEPARATOR.fullmatch(head[0].strip()) if head else None  # what Excel understands
        marks = separator["mark"] if separator else ",;\t"
        first = next((line for line in head if any(mark in line for mark in marks)), "")
        rows = csv.reader(
            chain(head[1:] if separator else head, lines), delimiter=max(marks, key=first.count)
        )
        yield from enumerate(rows, start=2 if separator else 1)  # rows count as in the file


def _spreadsheet(path: Path, sheet_name: str, problems: Problems) -> Iterator[Line]:
    """A sheet's cells; a formula that was saved without its value is a problem, not an empty cell."""
    data = path.read_bytes()
    if is_plain(data):
        yield from sheet_rows(data, sheet_name)
        return
    with spreadsheet(path, formulas=True) as book:
        sheet = sheet_name if sheet_name in book.titles else book.titles[0]
        typed = list(book.rows(sheet))
    formulas = {
        (row, index) for row, cells in typed for index, value in enumerate(cells) if _may_be_formula(value)
    }
    if formulas:
        header = typed[0][1]
        with spreadsheet(path) as book:
            typed = list(book.rows(sheet))
        values = dict(typed)
        for row, column in sorted(formulas):
            cells = values.get(row, [])
            if column >= len(cells) or cells[column] is None:
                name = cell_text(header[column]).strip() if column < len(header) else ""
                what = (
                    f"“{name or f'column {column + 1}'}” has a formula without a value. "
                    "Open the file in Excel, save it, and come back."
                )
                problems.add(f"{path.name}, sheet {sheet}", what, row)
    for row, cells in typed:
        yield row, [cell_text(value) for value in cells]


def _may_be_formula(value: Any) -> bool:
    """Whether a cell may hold a formula; a text that begins with = may, too, and has itself for its value."""
    return value.startswith("=") if isinstance(value, str) else hasattr(value, "ref")


def _table(file: str, lines: Iterator[Line], required: Sequence[str], problems: Problems) -> Stream | None:
    before = len(problems)
    head = list(islice(lines, ROWS_ABOVE))
    at = _header_of([cells for _, cells in head], required)
    header = [cell.strip() for cell in head[at][1]] if head else []
    columns = [column(cell) for cell in header]
    if len(columns) > MOST_COLUMNS:
        problems.add(file, f"has {len(columns):,} columns; {MOST_COLUMNS:,} are the most. Delete the others.")
        return None
    times = Counter(columns)
    for name in required:
        if name not in times:
            problems.add(file, f"the column “{name}” is missing.")
    for name in times:
        if name and times[name] > 1:
            problems.add(file, f"there are two columns “{name}”.")
    if len(problems) > before:
        return None
    rows = _rows(file, chain(head[at + 1 :], lines), columns, problems)
    return Stream(file, dict(zip(columns, header, strict=True)), rows)


def _rows(file: str, lines: Iterable[Line], columns: Sequence[str], problems: Problems) -> Iterator[Row]:
    for row, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.add(file, f"has {len(cells)} cells, the header only {len(columns)}.", row)
        cells += [""] * (len(columns) - len(cells))
        yield row, dict(zip(columns, cells, strict=False))


def _header_of(lines: Sequence[list[str]], required: Sequence[str]) -> int:
    """The row with all the columns that are needed; where there is none, the first that isn't empty."""
    for index, cells in enumerate(lines[:ROWS_ABOVE]):
        if {column(cell) for cell in cells}.issuperset(required):
            return index
    return next((index for index, cells in enumerate(lines) if any(map(str.strip, cells))), 0)
