"""The sheets of the workbook as UTF-8 CSV files in a folder, with a dictionary of their columns."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from types import NoneType

from app.cell_text import guarded
from app.exchange.drafts import FileNames, new_folder
from app.exchange.workbook import Written, contents
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Block, Cell, Column, Filled, Formula, Joined, OfDocument
from app.jobs import Job
from app.store import Project

DICTIONARY = "dictionary"
HEADER = ("file", "sheet", "column", "meaning", "kind")
KINDS = {"text": "text", "name": "text", "count": "whole number", "decimal": "number", "share": "number"}
PLAIN = (str, int, float, NoneType)  # cells that say by themselves what they say
STEP = 1000  # rows between two looks at whether somebody cancelled


def write_csv_folder(
    project: Project,
    folder: Path,
    job: Job,
    *,
    choices: WorkbookChoices | None = None,
    for_excel: bool = False,
) -> Written:
    """Write the chosen sheets into a new or empty folder, all of it or nothing.

    Texts are as they are in the project, of any length. `for_excel` begins each file with a byte order mark,
    so that Excel takes it for UTF-8, and puts an apostrophe before what it would take for a formula. Raises
    UserError or StoreError, and Cancelled.
    """
    choices = choices or WorkbookChoices()
    contents.refuse_unknown(choices)
    rows: dict[str, int] = {}
    with new_folder(folder) as draft, project.read() as session:
        export = Export(session, choices, job, project.latest_action())
        names = FileNames(DICTIONARY)
        dictionary: list[Sequence[Cell]] = []
        for kind in contents.chosen(export):
            for page in contents.pages(kind, export):
                file = f"{names.stem('_'.join(page.title.casefold().split()))}.csv"
                rows[page.title] = _write(draft / file, page, job, for_excel=for_excel)
                dictionary += [(file, page.title, *_described(column)) for column in page.columns]
        _write_rows(draft / f"{DICTIONARY}.csv", [HEADER, *dictionary], for_excel=for_excel)
    return Written(folder, rows)


def _write(path: Path, page: contents.Page, job: Job, *, for_excel: bool) -> int:
    """Write one sheet; how many rows it has below its header."""
    written = 0

    def rows() -> Iterable[Sequence[Cell]]:
        nonlocal written
        yield [column.name for column in page.columns]
        for row in page.rows():
            if written % STEP == 0:
                job.step(written, 0, f"Writing “{page.title}”")
            written += 1
            yield row

    _write_rows(path, rows(), for_excel=for_excel)
    return written


def _write_rows(path: Path, rows: Iterable[Sequence[Cell]], *, for_excel: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if for_excel else "utf-8", newline="") as file:
        writer = csv.writer(file)  # with another line end than CR LF a lone CR in a memo would not be quoted
        for row in rows:
            if isinstance(row, Joined):
                file.write(",".join([_text(block, for_excel=for_excel) for block in row.blocks]) + "\r\n")
            else:
                writer.writerow(_cells(row, for_excel=for_excel))


def _text(block: Block, *, for_excel: bool) -> str:
    """Cells as they stand in the file, between commas; made once for all rows that they are in."""
    if block.text is None:
        line = StringIO(newline="")
        csv.writer(line).writerow([*_cells(block.cells, for_excel=for_excel), ""])
        block.text = line.getvalue().removesuffix(",\r\n")  # an empty cell that stood alone would be quoted
    return block.text


def _cells(row: Sequence[Cell], *, for_excel: bool) -> list[str | float | None]:
    cells = [cell if isinstance(cell, PLAIN) else plain(cell) for cell in row]
    return [guarded(cell) if isinstance(cell, str) else cell for cell in cells] if for_excel else cells


def plain(cell: Cell) -> str | float | None:
    """What a cell says, without how a sheet shows it."""
    if isinstance(cell, Filled | OfDocument):
        return cell.text
    return cell.value if isinstance(cell, Formula) else cell


def _described(column: Column) -> tuple[str, str, str]:
    return column.name, column.meaning, KINDS[column.kind]
