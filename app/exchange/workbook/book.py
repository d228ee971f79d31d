"""Writes the whole workbook: which sheets it has, and what they are about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exchange.workbook import contents
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets import readme
from app.exchange.workbook.writing.laid_out import LaidOut
from app.exchange.workbook.writing.names import UsedNames
from app.exchange.workbook.writing.pages import Kind, Page, pages
from app.exchange.workbook.writing.place import workbook_at
from app.exchange.workbook.writing.sheet import LONGEST_HEADER, Sheet
from app.exchange.workbook.writing.text import shortened
from app.jobs import Job
from app.store import Project

STEP = 1000  # rows between two looks at whether somebody cancelled


@dataclass(frozen=True)
class Written:
    """Where the workbook is, and how many rows each sheet has below its header."""

    path: Path
    rows: dict[str, int]


def write_workbook(
    project: Project, path: Path, job: Job, *, choices: WorkbookChoices | None = None
) -> Written:
    """Write a project as a workbook; a workbook that is there already is replaced when all is done.

    Raises UserError or StoreError, and Cancelled; then nothing is left behind and what was there stays.
    """
    choices = choices or WorkbookChoices()
    contents.refuse_unknown(choices)
    with workbook_at(path) as book, project.read() as session:
        rows = _write(book, Export(session, choices, job, project.latest_action()))
        job.step(1, 1, "Saving the workbook")
    return Written(path, rows)


def _write(book: Any, export: Export) -> dict[str, int]:
    page = book.add_worksheet(readme.TITLE)
    names = UsedNames()
    written: list[tuple[Kind, Sheet | LaidOut]] = []
    for kind in contents.chosen(export):
        for sheet_pages in pages(kind, export):
            if kind.lay_out:
                written.append((kind, _laid_out(book, sheet_pages, kind.lay_out, names, export)))
                continue
            for sheet in _sheets(book, sheet_pages, kind, names, export.job):
                written.append((kind, sheet))
                if kind.after:
                    kind.after(book, sheet.worksheet, export)
    readme.write(book, page, export, written)
    book.set_properties(
        {
            "title": shortened(export.safe(export.title), LONGEST_HEADER),
            "subject": "Codings, codebook and agreement",
        }
    )
    return {sheet.title: sheet.rows for _, sheet in written}


def _laid_out(
    book: Any, page: Page, lay_out: Callable[[Any, Any, Page, Export], int], names: UsedNames, export: Export
) -> LaidOut:
    export.job.step(0, 0, f"Writing “{page.title}”")
    title = names.sheet(page.title)
    rows = lay_out(book, book.add_worksheet(title), page, export)
    return LaidOut(title, page.columns, rows)


def _sheets(book: Any, page: Page, kind: Kind, names: UsedNames, job: Job) -> Iterator[Sheet]:
    """The page as one sheet, or as several where it has more rows than a sheet."""
    sheet = _sheet(book, page, kind, names)
    for row in page.rows():
        if sheet.rows % STEP == 0:
            job.step(sheet.rows, 0, f"Writing “{sheet.title}”")
        if sheet.is_full:
            sheet.end()
            yield sheet
            sheet = _sheet(book, page, kind, names)
        sheet.row(row)
    sheet.end()
    yield sheet


def _sheet(book: Any, page: Page, kind: Kind, names: UsedNames) -> Sheet:
    title = names.sheet(page.title)
    return Sheet(book, title, page.columns, names.table(title) if kind.table else None, is_data=kind.is_data)
