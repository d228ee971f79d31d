"""Formulas as LibreOffice computes them: no error, the values that stand beside them, every check clean."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from app.agreement.study.material import Scope
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.exchange.study_folder import import_study
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.exchange.workbook.writing import sheet
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.exchange.workbook.office import recalculated
from tests.study import make_study

SAMPLE = Path(__file__).parents[3] / "resources" / "sample_study"
REAL = Path(__file__).parents[4] / "shared" / "data" / "xai_disinfodemics" / "canonical"
ERRORS = {"#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#N/A", "#NUM!", "#NULL!"}
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Book:
    """A workbook as written and as LibreOffice computed it anew, and the rows of both by sheet."""

    path: Path
    written: dict[str, Rows]
    anew: dict[str, Rows]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """The workbooks of several studies, by name."""
    folder = tmp_path_factory.mktemp("books")
    written = [folder / "sample.xlsx", folder / "three.xlsx", folder / "sentences.xlsx"]
    of_folder(SAMPLE, written[0], WorkbookChoices(intervals=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "MOST_ROWS", 15)
        of_three_coders(written[1], WorkbookChoices(sheets=CHECKED, intervals=True))
    of_three_coders(written[2], WorkbookChoices(Scope(unit="sentence"), intervals=False, profile="numbers"))
    written.append(spoilt(written[2], folder / "spoilt.xlsx"))
    if REAL.exists():
        written.append(folder / "real.xlsx")
        of_folder(REAL, written[-1], WorkbookChoices(intervals=True))
    anew = recalculated(written, tmp_path_factory.mktemp("anew"))
    return {
        one.stem: Book(one, rows_of(one), rows_of(other)) for one, other in zip(written, anew, strict=True)
    }


CHECKED = ("Agreement by code", "Agreement by pair", "Agreement by document", "Units")


def of_folder(study: Path, path: Path, choices: WorkbookChoices) -> None:
    with Project.create(str(path.with_suffix(".intercoder"))) as project:
        import_study(project, study, Job())
        write_workbook(project, path, Job(), choices=choices)


def of_three_coders(path: Path, choices: WorkbookChoices) -> None:
    """Three coders, of whom two or three have completed a document; a difficult code, an unused one."""
    made = make_study(str(path.with_suffix(".intercoder")))
    with made.project as project:
        odd = project.do("Add", add_code, name='=A "1", {x} & <y>')
        third = project.do("Add", add_coder, name="Coder; of 3")
        other = project.do("Import", add_document, name="Other", text="One. Two.\n\nThree. Four.\n\nFive.")
        done = [(made.baker, made.ana), (made.baker, made.murat), (made.baker, third)]
        for document, coder in [*done, (other, made.ana), (other, third)]:
            project.do("Complete", complete_document, document_id=document, coder_id=coder)
        for coder in (made.ana, made.murat, third):
            made.code("the flour", coder_id=coder)
        made.code("He stayed", coder_id=third)
        made.code("queued", coder_id=made.murat, code_id=odd)
        write_workbook(project, path, Job(), choices=choices)


def spoilt(path: Path, to: Path) -> Path:
    """The same workbook after somebody has turned a 1 in Units into a 0."""
    book = openpyxl.load_workbook(path)
    page = book["Units"]
    place = [cell.value for cell in page[1]].index("Ana Yilmaz")
    ones = [row[place] for row in page.iter_rows(min_row=2) if row[place].value == 1]
    ones[0].value = 0
    book.save(to)
    return to


def rows_of(path: Path) -> dict[str, Rows]:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found = {page.title: filled(list(page.iter_rows(values_only=True))) for page in book}
    book.close()
    return found


def filled(rows: Rows) -> Rows:
    """The rows without empty ones at their end, and without empty cells at the end of each."""
    cut = [
        row[: max((place for place, cell in enumerate(row, 1) if cell not in (None, "")), default=0)]
        for row in rows
    ]
    return cut[: max((place for place, row in enumerate(cut, 1) if row), default=0)]


@pytest.fixture(params=["sample", "three", "sentences", "real"])
def book(request: pytest.FixtureRequest, books: dict[str, Book]) -> Book:
    if request.param not in books:
        pytest.skip("the real study is not beside the project")
    return books[request.param]


def test_every_formula_comes_to_the_value_that_stands_in_the_file(book: Book) -> None:
    assert book.written.keys() == book.anew.keys()
    for title, rows in book.written.items():
        for row, other in zip(rows, book.anew[title], strict=True):
            assert [plain(cell) for cell in row] == [plain(cell) for cell in other], title
            assert not ERRORS & {cell for cell in other if isinstance(cell, str)}


def plain(cell: Any) -> Any:
    """A cell as both have it: numbers to 12 places, an empty text as nothing."""
    return round(cell, 12) + 0.0 if isinstance(cell, int | float) else cell or None


def checks(rows: dict[str, Rows]) -> dict[str, set[str | None]]:
    """What the check columns say, by sheet."""
    return {
        title: {row[own[0].index("check")] for row in own[1:]}
        for title, own in rows.items()
        if "check" in own[0]
    }


def test_every_check_is_clean_after_computing_anew(book: Book) -> None:
    told = checks(book.anew)
    assert set(CHECKED[:3]) <= set(told)
    for title, said in told.items():
        assert "ok" in said <= {"ok", None}, title


def test_a_number_changed_in_units_is_noticed_by_every_check(books: dict[str, Book]) -> None:
    for title, said in checks(books["spoilt"].anew).items():
        assert any(str(one).startswith("differs: ") for one in said), title


def test_counts_over_several_sheets_are_formulas_over_all_of_them(books: dict[str, Book]) -> None:
    whole = openpyxl.load_workbook(books["three"].path)
    page = whole["Agreement by code"]
    place = [cell.value for cell in page[1]].index("2 of 3 coders")
    parts = [one for one in whole if one.title.startswith("Units")]
    assert str(page[2][place].value).count("COUNTIFS") == len(parts) > 1


def test_pandas_reads_formulas_as_numbers(books: dict[str, Book]) -> None:
    found = pd.read_excel(books["sample"].path, sheet_name="Agreement by pair", engine="openpyxl")
    names = ("both", "neither", "Cohen kappa", "Cohen kappa by formula")
    assert [found[name].dtype.kind for name in names] == ["i", "i", "f", "f"]
    assert set(found["check"].dropna()) == {"ok"}
