"""The sheets “Matrix of …”: one for each coder and consensus layer, all of the same shape."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from app.agreement.spans.grid import NOT_JUDGED
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.units import about_units, is_sensible, units
from app.exchange.workbook.writing.pages import Page, is_kept
from app.exchange.workbook.writing.report_columns import sheet_column
from app.exchange.workbook.writing.sheet import Block, Cell, Column, Joined
from app.report.document_list import DOCUMENT

TITLE = "Matrices"
ABOUT = "For each coder and the consensus a sheet of 0 and 1: a row for each unit, a column for each code."

__all__ = ["ABOUT", "TITLE", "columns", "is_sensible", "pages", "rows"]


def columns(export: Export) -> list[Column]:
    """The columns that the profile lets out, the same for everybody."""
    material = export.material(export.grid_unit)
    about = [column for column in about_units() if is_kept(column, export.choices)]
    return [
        sheet_column(DOCUMENT["document id"], 12),
        *about,
        *(
            Column(code.name, f"1 where the unit has the code {code.path}, 0 where not.", 9, "count")
            for code in material.codes
        ),
    ]


def pages(export: Export) -> list[Page]:
    """One for each coder who is compared and each consensus layer."""
    same = columns(export)
    return [
        Page(f"Matrix of {person.name}", same, partial(rows, export, index))
        for index, person in enumerate(export.grid[0])
    ]


def rows(export: Export, coder: int = 0) -> Iterator[Sequence[Cell]]:
    """All units in the order of the sheet “Units”; empty cells where the coder has not judged."""
    _, grid = export.grid
    blocks: dict[bytes, Block] = {}
    for document_index, (document, about) in units(export):
        whole = Block([document])
        cells = np.ascontiguousarray(grid.of(document_index)[:, :, coder])
        for unit, about_unit in zip(cells, about, strict=True):
            key = unit.tobytes()
            if key not in blocks:
                blocks[key] = Block([None if cell == NOT_JUDGED else cell for cell in unit.tolist()])
            yield Joined(whole, about_unit, blocks[key])
