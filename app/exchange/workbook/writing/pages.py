"""What a sheet is made of: its kind, its pages, and what of them leaves the project."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.exchange.workbook.choices import PROFILES, WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column, Filled, Formula, OfDocument

NOTHING, COMPARED, SORTED = range(3)  # nothing; a comparison; all disagreement sorted by kind or place
Rows = Iterator[Sequence[Cell]]


@dataclass(frozen=True)
class Page:
    """One sheet: its title, its columns and its rows, which are made anew each time they are asked for."""

    title: str
    columns: Sequence[Column]
    rows: Callable[[], Rows]


@dataclass(frozen=True)
class Kind:
    """A sheet that can be chosen by its title; `about` is one sentence.

    `rows` gives values only, one for each column, for the sheet as well as for CSV files and previews.
    `pages` is for what takes several sheets, such as one for each coder, or none. `after(book, worksheet,
    export)` may add charts, rules and locks when the rows are written. `sensible` says whether it is written
    where nobody chose; without it, it is. `lay_out(book, worksheet, page, export)` writes the page in a form
    for reading instead of a flat one, and returns how many rows the page has. `cost` says what its
    first rows need of the whole project; `early` gives the same rows before all disagreement was sorted,
    with empty cells. `is_data` for programs more than for people: printed in part.
    """

    title: str
    about: str
    columns: Callable[[Export], Sequence[Column]]
    rows: Callable[[Export], Rows]
    pages: Callable[[Export], Sequence[Page]] | None = None
    after: Callable[[Any, Any, Export], None] | None = None
    cost: int = COMPARED
    early: Callable[[Export], Rows] | None = None
    sensible: Callable[[Export], bool] | None = None
    table: bool = True
    is_data: bool = False
    lay_out: Callable[[Any, Any, Page, Export], int] | None = None


def pages(kind: Kind, export: Export) -> list[Page]:
    """The sheets of a kind as they leave the project, without columns that the profile keeps back.

    A sheet of which no column stays is none.
    """
    if kind.pages:
        sheet_pages = list(kind.pages(export))
    else:
        sheet_pages = [Page(kind.title, kind.columns(export), lambda: kind.rows(export))]
    return [page for page in (_leaving(each, export) for each in sheet_pages) if page.columns]


def is_kept(column: Column, choices: WorkbookChoices) -> bool:
    """Whether the chosen profile lets a column out."""
    return column.is_number or column.holds in PROFILES[choices.profile].keeps


def _leaving(page: Page, export: Export) -> Page:
    places = [index for index, column in enumerate(page.columns) if is_kept(column, export.choices)]
    masks = PROFILES[export.choices.profile].masks
    staying = [page.columns[index] for index in places]
    columns = [
        replace(column, name=export.safe(column.name), meaning=export.safe(column.meaning))
        for column in staying
    ]
    called = {old.name: new.name for old, new in zip(staying, columns, strict=True) if old.name != new.name}
    masked = [not column.is_number and column.holds in masks for column in staying]
    if columns == list(page.columns) and not any(masked):
        return page  # as it is, which is the fastest

    def safe(text: str) -> str:
        return export.withheld.masked(text)

    def rows() -> Rows:
        for row in page.rows():
            cells = list(row)
            yield [
                _masked(cells[index], safe, called) if is_masked or called else cells[index]
                for index, is_masked in zip(places, masked, strict=True)
            ]

    return Page(export.safe(page.title), columns, rows)


def _masked(cell: Cell, safe: Callable[[str], str], called: Mapping[str, str]) -> Cell:
    """A cell without what is withheld; formulas name columns as they are called now."""
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, Filled | OfDocument):
        return cell._replace(text=safe(cell.text))
    if not isinstance(cell, Formula):
        return cell
    formula = cell.formula
    for old, new in called.items():
        formula = formula.replace(f"{{{old}}}", f"{{{new}}}")
    return Formula(formula, safe(cell.value) if isinstance(cell.value, str) else cell.value)
