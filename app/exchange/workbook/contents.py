"""Which sheets a workbook can have, in their order, and what of them leaves the project."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.exchange.workbook import agreement, codebook, codings
from app.exchange.workbook.choices import PROFILES, Choices
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheet import Cell, Column

Columns = Callable[[Export], Sequence[Column]]
Rows = Callable[[Export], Iterator[Sequence[Cell]]]


@dataclass(frozen=True)
class Page:
    """One sheet: its title, its columns and its rows, which are made anew each time they are asked for."""

    title: str
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Sequence[Cell]]]


@dataclass(frozen=True)
class Kind:
    """A sheet that can be chosen by its title; `about` is one sentence.

    `rows` gives values only, one for each column, for the sheet as well as for CSV files and previews.
    `pages` is for what takes several sheets, such as one for each coder, or none. `after(book, worksheet,
    export)` may add charts, rules and locks when the rows are written. `sensible` says whether it is written
    where nobody chose; without it, it is.
    """

    title: str
    about: str
    columns: Columns
    rows: Rows
    pages: Callable[[Export], Sequence[Page]] | None = None
    after: Callable[[Any, Any, Export], None] | None = None
    sensible: Callable[[Export], bool] | None = None
    table: bool = True


SHEETS: tuple[Kind, ...] = (
    Kind(agreement.TITLE, agreement.ABOUT, agreement.columns, agreement.rows),
    Kind(codings.TITLE, codings.ABOUT, codings.columns, codings.rows),
    Kind(codebook.TITLE, codebook.ABOUT, codebook.columns, codebook.rows),
)


def chosen(export: Export) -> list[Kind]:
    """The sheets that were chosen, or are sensible."""
    return [kind for kind in SHEETS if is_chosen(kind, export)]


def is_chosen(kind: Kind, export: Export) -> bool:
    """Whether a sheet is written."""
    titles = export.choices.sheets
    if titles is not None:
        return kind.title in titles
    return kind.sensible is None or kind.sensible(export)


def refuse_unknown(choices: Choices) -> None:
    """UserError where a title was asked for that no sheet has."""
    known = [kind.title for kind in SHEETS]
    for title in choices.sheets or ():
        if title not in known:
            raise UserError(f"There is no sheet “{title}”. Choose from: {', '.join(known)}.")


def pages(kind: Kind, export: Export) -> list[Page]:
    """The sheets of a kind as they leave the project: columns that the profile keeps back are gone."""
    if kind.pages:
        own = list(kind.pages(export))
    else:
        own = [Page(kind.title, kind.columns(export), lambda: kind.rows(export))]
    return [_leaving(page, export.choices) for page in own]


def kept(columns: Sequence[Column], choices: Choices) -> list[Column]:
    """The columns that the chosen profile lets out."""
    keeps = PROFILES[choices.profile].keeps
    return [column for column in columns if column.is_number or column.holds in keeps]


def _leaving(page: Page, choices: Choices) -> Page:
    columns = kept(page.columns, choices)
    places = [number for number, column in enumerate(page.columns) if column in columns]

    def rows() -> Iterator[Sequence[Cell]]:
        for row in page.rows():
            yield [row[place] for place in places]

    return page if len(columns) == len(page.columns) else Page(page.title, columns, rows)
