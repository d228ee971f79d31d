"""Writes the whole workbook: beside its place first, and moved there when it is complete."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.study import Result, study
from app.agreement.units import Material, Scope
from app.codebook.queries import codebook as all_codes
from app.coders.queries import coders as all_coders
from app.documents.queries import documents as all_documents
from app.errors import StoreError, UserError
from app.exchange.workbook import agreement, codebook, codings, readme
from app.exchange.workbook.rows import close
from app.exchange.workbook.sheet import MOST_ROWS, Sheet
from app.exchange.workbook.text import visible
from app.jobs import Job
from app.models import Setting, now
from app.store import Project

RESAMPLES = 2000
SEED = 1
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Written:
    """Where the workbook is, and how many rows each sheet has below its header."""

    path: Path
    rows: dict[str, int]


def write_workbook(project: Project, path: Path, job: Job, *, scope: Scope | None = None) -> Written:
    """Write a project as a workbook; a workbook that is there already is replaced when all is done.

    `scope` says whom and what the agreement sheet compares; it has every unit. Raises UserError or
    StoreError, and Cancelled; then nothing is left behind and what was there stays.
    """
    _refuse_place(path)
    try:
        with tempfile.TemporaryDirectory(
            dir=path.parent, prefix=f".{path.stem}-", ignore_cleanup_errors=True
        ) as draft:
            unfinished = Path(draft) / "unfinished.xlsx"
            with _book(unfinished) as book, project.read() as session:
                rows = _write(book, session, job, scope or Scope(), project.latest_action())
                job.step(1, 1, "Saving the workbook")
            unfinished.replace(path)
    except OSError as error:
        raise StoreError(
            f"“{path.name}” could not be written ({error.strerror or error}), so nothing was changed. "
            "Close it where it is open, make room on the disk, or choose another place."
        ) from error
    return Written(path, rows)


def _refuse_place(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UserError(
            f"“{path.name}” can't be a workbook: its name must end with .xlsx. Choose such a name."
        )
    if path.is_dir():
        raise UserError(f"“{path.name}” is a folder. Choose another name for the workbook.")
    if not path.absolute().parent.is_dir():
        raise UserError(
            f"The folder “{path.parent}” doesn't exist, so no workbook was written. "
            "Make it first, or choose another one."
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise UserError(f"“{path.name}” is write-protected and was left as it is. Choose another name.")
    for mark in (f"~${path.name}", f".~lock.{path.name}#"):  # Excel's and LibreOffice's
        if path.exists() and path.with_name(mark).exists():
            raise UserError(
                f"“{path.name}” is open in a spreadsheet program and was left as it is. "
                "Close it there, or choose another name."
            )


@contextlib.contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A streaming workbook whose temporary files lie beside it and are let go of whatever happens."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent)})
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    finally:
        for sheet in book.worksheets():
            with contextlib.suppress(OSError):  # a full disk refuses the rest once more
                close(sheet)


def _write(book: Any, session: Session, job: Job, scope: Scope, action_id: int) -> dict[str, int]:
    documents, coders, codes = all_documents(session), all_coders(session), all_codes(session)
    if codings.number_of_codings(session) >= MOST_ROWS:
        raise UserError(
            "The project has more codings than a sheet has rows (1,048,575), so no workbook was written. "
            "Export it as a study folder instead."
        )
    page = book.add_worksheet(readme.TITLE)
    sheets = [
        Sheet(book, agreement.TITLE, agreement.columns()),
        Sheet(book, codings.TITLE, codings.columns(session)),
        Sheet(book, codebook.TITLE, codebook.columns(codes, coders)),
    ]
    compared: list[Material] = []
    for unit in agreement.UNITS:  # one result at a time: with many coders each is large
        result = _result(session, replace(scope, unit=unit), action_id, job)
        agreement.write(sheets[0], result, codes)
        compared.append(result.material)
    sheets[0].end()
    codings.write(sheets[1], session, documents, {code.id: code for code in codes}, job)
    codebook.write(sheets[2], session, codes, coders)
    title = visible(session.scalar(select(Setting.value).where(Setting.key == "title")) or "")
    readme.write(book, page, _about(title, compared[0], len(documents)), sheets)
    book.set_properties({"title": title, "subject": "Codings, codebook and agreement"})
    return {sheet.title: sheet.rows for sheet in sheets}


def _result(session: Session, scope: Scope, action_id: int, job: Job) -> Result:
    return study(
        session,
        scope,
        statistics=tuple(agreement.STATISTICS),
        by=("code", "overall"),
        resamples=RESAMPLES,
        seed=SEED,
        action_id=action_id,
        job=job,
    )


def _about(title: str, found: Material, documents: int) -> readme.About:
    trimmed = "taken off" if found.scope.trim else "kept"
    return readme.About(
        lines=[
            ("Project", title),
            ("Written", f"{now().replace('T', ' ').removesuffix('Z')} UTC"),
            ("By", readme.made_by()),
            ("Documents", documents),
            ("Coders compared", visible(", ".join(coder.name for coder in found.coders)) or "nobody"),
            ("Documents compared", len(found.documents) - found.dropped.single_coder_documents),
            ("Units", ", ".join(agreement.UNITS)),
            (
                "White space at ends",
                f"{trimmed} before comparing; tolerance {found.scope.tolerance} characters",
            ),
            ("Intervals", f"95 %, {RESAMPLES:,} resamples of documents, seed {SEED}"),
            ("Profile", "full: with quotes, context and memos"),
            ("Offsets", "count Unicode characters from 0; the character at “end” is not included"),
            ("Text", "is never a formula; control characters are shown as their pictures (␀ to ␟)"),
        ],
        sheets={
            agreement.TITLE: "For each code and unit, how far coders agree, with intervals, or why not.",
            codings.TITLE: "Every coding with its words and what stands around them.",
            codebook.TITLE: "Every code with its definition, colour and uses.",
        },
    )
