"""A small study whose agreement can be counted by hand, and what its sheets would say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.prepared import PreparedFiles


@dataclass(frozen=True)
class Counted:
    """Four documents of ten words by Ana and Murat; the codes Faith, Money (never used) and Fear."""

    project: Project
    codes: dict[str, int]
    folder: Path

    def book(self, *sheets: str, **choices: Any) -> Any:
        """The workbook with these sheets, as openpyxl reads it."""
        path = self.folder / "study.xlsx"
        chosen = WorkbookChoices(**({"sheets": sheets, "intervals": True} | choices))
        write_workbook(self.project, path, Job(), choices=chosen)
        return openpyxl.load_workbook(path)

    def path(self, *sheets: str, **choices: Any) -> Path:
        """Where that workbook is."""
        self.book(*sheets, **choices)
        return self.folder / "study.xlsx"


@pytest.fixture
def counted(tmp_path: Path, prepared: PreparedFiles) -> Iterator[Counted]:
    """In every document both give the first word Faith; Ana gives the third Fear, where Murat has Faith."""
    with Project.open(str(prepared.copied(make_counted, tmp_path / "counted.intercoder"))) as project:
        with project.read() as session:
            codes = {code.name: code.id for code in codebook(session)}
        yield Counted(project, codes, tmp_path)


def make_counted(path: Path) -> None:
    with Project.create(str(path), title="Counted") as project:
        ana, murat = (project.do("a", add_coder, name=name) for name in ("Ana", "Murat"))
        codes = {name: project.do("b", add_code, name=name) for name in ("Faith", "Money", "Fear")}
        for number in range(4):
            text = "\n".join(f"word{place}" for place in range(10))
            document = project.do("c", add_document, name=f"Interview {number}", text=text)

            def code(coder: int, name: str, place: int, document: int = document) -> None:
                span = {"start": 6 * place, "end": 6 * place + 5}
                project.do("d", apply_code, document_id=document, code_id=codes[name], coder_id=coder, **span)

            for coder in (ana, murat):
                code(coder, "Faith", 0)
            code(ana, "Fear", 2)
            code(murat, "Faith", 2)
            for coder in (ana, murat):
                project.do("e", complete_document, document_id=document, coder_id=coder)


@pytest.fixture
def lines() -> Callable[[Any], list[list[Any]]]:
    """The lines of a sheet without the empty cells at their ends."""

    def of(sheet: Any) -> list[list[Any]]:
        found = [list(row) for row in sheet.iter_rows(values_only=True)]
        for row in found:
            while row and row[-1] is None:
                row.pop()
        return found

    return of
