"""Opens .xlsx files from anywhere safely: what is damaged, or unpacks to too much, is said in a sentence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from app.errors import IntercoderError

LARGEST_PART = 500_000_000  # bytes of one unpacked part; a sheet of 100,000 codings has some fifty million
LARGEST_OTHER = 100_000_000  # of a part that is read whole, such as the texts that cells share
THICK = 30_000_000  # bytes from which a part is looked at for being packed more than any sheet is
MOST_PACKED = 150  # times; sheets are packed some twenty times
MOST_ROWS = 1_048_576  # what Excel takes
MOST_CELLS = 5_000_000
TOO_MUCH = (
    "it unpacks to far more than a table holds. Copy the sheet that you need into a new spreadsheet, and "
    "choose that"
)


class Unreadable(ValueError):
    """Why a spreadsheet can't be read, as a part of a sentence."""


class Spreadsheet:
    """An open spreadsheet: the titles of its sheets, and their rows."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.titles: Sequence[str] = [str(sheet.title) for sheet in book.worksheets]

    def rows(self, title: str, *, most_rows: int = MOST_ROWS) -> Iterator[tuple[int, list[Any]]]:
        """The rows of a sheet that hold something: number from 1, cells up to the last that holds something.

        Unreadable where there are more cells than a table has.
        """
        sheet, cells = self._book[title], 0
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        for row_number, values in enumerate(sheet.iter_rows(max_row=most_rows, values_only=True), start=1):
            row = list(values)
            while row and row[-1] is None:
                row.pop()
            cells += len(row)
            if cells > MOST_CELLS:
                raise Unreadable(f"it has more than {MOST_CELLS:,} cells. Delete rows that you don't need")
            if row:
                yield row_number, row


@contextmanager
def spreadsheet(path: Path, *, formulas: bool = False) -> Iterator[Spreadsheet]:
    """An .xlsx file with the values of its cells, or its formulas.

    Unreadable where it is none, is damaged, or would fill the memory; OSError where it can't be read.
    """
    with spreadsheet_in(path.read_bytes(), formulas=formulas) as book:
        yield book


@contextmanager
def spreadsheet_in(data: bytes, *, formulas: bool = False) -> Iterator[Spreadsheet]:
    """As `spreadsheet`, of the bytes of a file."""
    import openpyxl

    with damage_told(".xlsx"):
        refuse_too_much(data)
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=not formulas)
        try:
            yield Spreadsheet(book)
        finally:
            book.close()


@contextmanager
def damage_told(ending: str) -> Iterator[None]:
    """Unreadable for whatever a library stumbles on: what it reads comes from anywhere."""
    try:
        yield
    except (IntercoderError, Unreadable):
        raise
    except Exception as error:
        raise Unreadable(f"it is not an {ending} spreadsheet, or it is damaged") from error


def refuse_too_much(data: bytes) -> None:
    """Unreadable where a part is larger than sheets are: no more of it is read than it says that it has."""
    with ZipFile(BytesIO(data)) as archive:
        for part in archive.infolist():
            limit = LARGEST_PART if "worksheets/" in part.filename else LARGEST_OTHER
            packed = part.file_size / max(1, part.compress_size)
            read = part.filename.lower().endswith((".xml", ".rels"))
            if read and (part.file_size > limit or (part.file_size > THICK and packed > MOST_PACKED)):
                raise Unreadable(TOO_MUCH)


def cell_text(value: Any) -> str:
    """A cell as text; yes and no for true and false."""
    if value is None:
        return ""
    if isinstance(value, str):
        if "_x" not in value:
            return value
        from openpyxl.utils.escape import unescape

        return str(unescape(value))  # “_x005F_x0041_” is how a spreadsheet keeps “_x0041_”
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
