"""Reads .csv, .tsv, .xlsx and .ods: tables of speech, with a row for what each says; no others."""

import csv
from collections.abc import Sequence
from io import StringIO

from app.documents.speech_tables import SpeechColumns, speech_columns
from app.errors import UserError
from app.exchange.open_document import rows_in
from app.exchange.readers.plain_text import decode
from app.exchange.readers.reading import Reading, TextBlock
from app.exchange.sheets import is_plain, sheet_rows
from app.exchange.spreadsheet import Unreadable, cell_text, spreadsheet_in

_ROWS_ABOVE = 15
_SIGNS = "\t;,|"
_LONGEST_CELL = 2**31 - 1


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read a table whose header names a column for who speaks and one for the words: each row is a turn.

    UserError where it is another table: a survey is imported as such.
    """
    warnings: tuple[str, ...] = ()
    if data.startswith(b"PK\x03\x04"):
        try:
            rows = _cells_of(data, file_name)
        except Unreadable as error:
            raise UserError(
                f"“{file_name}” can't be read as a table: {error}. Nothing was imported from it."
            ) from error
    elif file_name.lower().endswith((".xlsx", ".ods")):
        raise UserError(
            f"“{file_name}” is no spreadsheet, in spite of its name. Nothing was imported. Open it in "
            "its own program and save it as .xlsx or .csv."
        )
    else:
        text, warnings = decode(data, file_name, encoding)
        rows = _rows(text)
    for index, row in enumerate(rows[:_ROWS_ABOVE]):
        columns = speech_columns(row)
        if columns is not None:
            blocks = [block for cells in rows[index + 1 :] if (block := _block(cells, columns)) is not None]
            return (Reading("", warnings, tuple(blocks)),)
    raise UserError(
        f"“{file_name}” is a table, and no columns of it are headed as who speaks (Speaker) and what is said "
        "(Transcript). Answers of a survey come in by “Import a survey”, or --survey on the command line."
    )


def _cells_of(data: bytes, file_name: str) -> list[list[str]]:
    if file_name.lower().endswith(".ods"):
        return rows_in(data)
    if is_plain(data):
        return [cells for _, cells in sheet_rows(data)]
    with spreadsheet_in(data) as book:
        return [[cell_text(value) for value in cells] for _, cells in book.rows(book.titles[0])]


def _rows(text: str) -> list[list[str]]:
    text = text.lstrip("\ufeff").replace("\0", "")
    first = text.lstrip("\r\n")[:2000].split("\n", 1)[0]
    sign = max(_SIGNS, key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=sign))
    except csv.Error:  # quotes that are none
        return [line.split(sign) for line in text.splitlines()]


def _block(cells: Sequence[str], columns: SpeechColumns) -> TextBlock | None:
    words = _cell(cells, columns.words)
    if not words:
        return None
    time = "" if columns.time is None else _cell(cells, columns.time)
    return TextBlock(words, " ".join(_cell(cells, columns.speaker).split()), time)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
