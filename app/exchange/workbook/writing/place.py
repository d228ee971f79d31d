"""Where a workbook is written: beside its place first, and moved there when it is complete."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.drafts import draft_folder
from app.errors import StoreError, UserError
from app.exchange.workbook.writing.rows import close

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@contextlib.contextmanager
def workbook_at(path: Path) -> Iterator[Any]:
    """A streaming XlsxWriter workbook that comes into its place at the end of the block.

    Where the block raises, or the place can't be written (UserError, StoreError), nothing is left behind and
    what was there stays.
    """
    try:
        _refuse(path)
        with draft_folder(path.absolute().parent) as draft:
            unfinished = draft / "unfinished.xlsx"
            with _book(unfinished) as book:
                yield book
            unfinished.replace(path)
    except OSError as error:
        raise StoreError(
            f"“{path.name}” could not be written ({error.strerror or error}), so nothing was changed. "
            "Close it where it is open, make room on the disk, or choose another place."
        ) from error


def _refuse(path: Path) -> None:
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
    """A workbook whose temporary files lie beside it and are let go of whatever happens."""
    from xlsxwriter.exceptions import FileCreateError

    from app.exchange.workbook.writing.packed import workbook

    book = workbook(path, OPTIONS | {"tmpdir": str(path.parent)})
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    finally:
        for sheet in book.worksheets():
            with contextlib.suppress(OSError):  # a full disk refuses the rest once more
                close(sheet)
