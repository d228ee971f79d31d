"""The sheet “Units”: the complete grid of units and codes, with 0 or 1 for everybody who has judged.

Its rows, like those of the matrices, are joined from blocks of cells that stand in many rows, because there
may be a million: so its columns, which nothing else shows, don't give their cells one by one.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from math import ceil

from app.agreement.spans.grid import NOT_JUDGED
from app.coders.queries import CoderRow
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing import sheet as sheets
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.report_columns import sheet_column
from app.exchange.workbook.writing.rows import column_letters
from app.exchange.workbook.writing.sheet import Block, Cell, Column, Filled, Formula, Joined, OfDocument
from app.report.code_list import CODE
from app.report.document_list import DOCUMENT

TITLE = "Units"
ABOUT = "Every unit with every code: 1 where a coder gave it, 0 where not, empty where not judged."
OF_TURNS = "; of a turn as everywhere, so that those left out have theirs; empty outside turns"
MOST_ROWS = 1_000_000  # beyond, it is written only where somebody chose it
MOST_SUMS = 100_000  # rows whose two sums are formulas; beyond, a workbook opens slowly


def columns(export: Export) -> list[Column]:
    """The columns that the profile lets out: a code in a unit, compared coders, sums, consensus layers."""
    people, _ = export.grid
    about = [column for column in about_units() if is_kept(column, export.choices)]
    compared = [coder for coder in people if coder.role != "consensus"]
    layers = people[len(compared) :]
    return [
        sheet_column(DOCUMENT["document id"], 12),
        sheet_column(CODE["code id"], 12),
        *about,
        sheet_column(CODE["code"], 28),
        Column("code used", "1 where anybody compared gave the code: only these are pooled.", 8, "count"),
        *(_of_coder(coder) for coder in compared),
        Column("coders", "How many coders have judged the unit.", 8, "count"),
        Column("with the code", "How many of them gave it the code.", 10, "count"),
        *(_of_coder(layer) for layer in layers),
    ]


def about_units() -> list[Column]:
    """The columns that say which unit it is."""
    return [
        sheet_column(DOCUMENT["document"], 24),
        Column("unit", f"The number of the unit in its document, from 1{OF_TURNS}.", 7, "count"),
        Column("start", "Characters before the unit in the document's text.", 9, "count"),
        Column("end", "Characters up to the end of the unit.", 9, "count"),
        Column("speaker", "Who speaks where the unit starts.", 16, holds="title"),
    ]


def _of_coder(coder: CoderRow) -> Column:
    who, more = "coder", ""
    if coder.role == "consensus":
        who, more = "consensus layer", "; empty where a disagreement is not settled"
    return Column(
        coder.name, f"1 where the {who} {coder.name} gave the code, 0 where not{more}.", 12, "count"
    )


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codes of the first unit, then of the next."""
    people, grid = export.grid
    n_coders = sum(coder.role != "consensus" for coder in people)
    material = export.material(export.grid_unit)
    used = [int(uses > 0) for uses in material.uses.sum(axis=1).tolist()]
    ids = [Block([code.guid]) for code in material.codes]
    codes = [
        Block([Filled(code.name, code.colour), is_used])
        for code, is_used in zip(material.codes, used, strict=True)
    ]
    answers = UnitAnswers(n_coders, _sums(export))
    for document_index, (document, about) in units(export):
        whole = Block([document])
        for unit, about_unit in zip(grid.of(document_index).tolist(), about, strict=True):
            for code_id, code, given in zip(ids, codes, unit, strict=True):
                yield Joined(whole, code_id, about_unit, code, answers[tuple(given)])


class UnitAnswers(dict[tuple[int, ...], Block]):
    """What `own` coders and then consensus layers said of a unit, as cells with the sums of the coders."""

    def __init__(self, n_coders: int, sums: tuple[str, str] | None = None) -> None:
        super().__init__()
        self._n_coders = n_coders
        self._sums = sums

    def __missing__(self, given: tuple[int, ...]) -> Block:
        cells: list[Cell] = [None if answer == NOT_JUDGED else answer for answer in given]
        coders = cells[: self._n_coders]
        counted = [self._n_coders - coders.count(None), coders.count(1)]
        sums: list[Cell] = [*counted]
        if self._sums:
            sums = [Formula(text, value) for text, value in zip(self._sums, counted, strict=True)]
        self[given] = Block([*coders, *sums, *cells[self._n_coders :]])
        return self[given]


def units(export: Export) -> Iterator[tuple[int, tuple[str, list[Block]]]]:
    """The number of each document, its guid, and for each unit the cells of `about_units`."""
    is_wanted = [is_kept(column, export.choices) for column in about_units()]
    for index, document in enumerate(export.material(export.grid_unit).documents):
        export.job.step(index, len(export.documents), f"Writing “{TITLE}”")
        about: list[Block] = []
        for unit_number, start, end, speaker in numbered_units(export, index):
            is_rtl = document.direction == "rtl"
            cells: list[Cell] = [document.name, unit_number, start, end, OfDocument(speaker, is_rtl)]
            about.append(Block(list(compress(cells, is_wanted))))
        if about:
            yield index, (document.guid, about)


def numbered_units(export: Export, index: int) -> Iterator[tuple[int | None, int, int, str]]:
    """(number, start, end, who speaks where it starts) of the units of a document, by its number.

    A turn has the number that it has everywhere, also where others are left out; None outside turns.
    """
    places, unit = export.places, export.grid_unit
    document_id = export.material(unit).documents[index].id
    is_by_turn = unit == "turn" and places.has_turns(document_id)
    for unit_number, (start, end) in enumerate(export.grid[1].units_of(index), start=1):
        turn, speaker = places.turn(document_id, start)
        yield turn if is_by_turn else unit_number, start, end, speaker


def number_of_rows(export: Export) -> int:
    """How many rows the sheet has, or the sheets that it is split into."""
    return len(export.grid[1].units) * len(export.material(export.grid_unit).codes)


def is_sensible(export: Export) -> bool:
    """Whether it is small enough to be written where nobody chose it."""
    return number_of_rows(export) <= MOST_ROWS


def is_written(export: Export) -> bool:
    """Whether the workbook has it."""
    choices = export.choices
    if choices.sheets is not None:
        return TITLE in choices.sheets
    if TITLE in (*choices.added, *choices.left_out):
        return TITLE in choices.added
    return is_sensible(export)


def letters(export: Export) -> dict[str | int, str]:
    """The letters of its columns: by name, and those of compared coders by their number from 0."""
    letters_of: dict[str | int, str] = {}
    sheet_columns = columns(export)
    first = next(index for index, column in enumerate(sheet_columns) if column.name == "code used") + 1
    n_coders = len(export.material(export.grid_unit).coders)
    for index, column in enumerate(sheet_columns):
        coder = index - first
        letters_of[coder if 0 <= coder < n_coders else column.name] = column_letters(index)
    return letters_of


def ranges(export: Export, columns: Sequence[str | int]) -> list[list[str]]:
    """For each sheet that the rows are split into, where these columns have their values."""
    places, left, most = letters(export), number_of_rows(export), sheets.MOST_ROWS - 1
    areas = []
    for part in range(ceil(left / most)):
        title = TITLE if part == 0 else f"'{TITLE} ({part + 1})'"
        last = min(left - part * most, most) + 1
        areas.append([f"{title}!${places[column]}$2:${places[column]}${last}" for column in columns])
    return areas


def _sums(export: Export) -> tuple[str, str] | None:
    """The formulas of “coders” and “with the code”; None where there would be too many."""
    coders = len(export.material(export.grid_unit).coders)
    if not coders or number_of_rows(export) > MOST_SUMS:
        return None
    places = letters(export)
    whole = f"{places[0]}{{}}:{places[coders - 1]}{{}}"
    return f'SUMPRODUCT(--({whole}<>""))', f"SUMPRODUCT({whole})"
