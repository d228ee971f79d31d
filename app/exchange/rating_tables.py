"""Reads what coders said from a table that somebody brings: wide or long, one variable or several."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.agreement.examples.cells import is_missing
from app.agreement.study.rated import Cells, Level, RatedVariable, number_in
from app.errors import UserError
from app.exchange.tables import Line, column, rows_of_file

UNIT_WORDS = frozenset(
    {"unit", "units", "unit_id", "item", "id", "item_id", "document", "doc", "document_id", "case", "case_id"}
    | {"segment", "passage", "subject", "text", "text_unit", "row", "nr", "no", "respondent", "participant"}
)
CODER_WORDS = frozenset(
    {"coder", "rater", "annotator", "judge", "observer", "coder_id", "rater_id", "annotator_id", "reviewer"}
)
_SEPARATORS = ("__", " - ", ": ", ":", "_", ".", "-", "/", " ")
_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?", re.IGNORECASE)
_NOT_AVAILABLE = ("#n/a", "#na")


def read_rating_table(
    path: Path,
    *,
    sheet: str = "",
    unit: str = "",
    coders: Sequence[str] = (),
    variables: Sequence[str] = (),
) -> list[RatedVariable]:
    """The variables of a table, each at the level nominal; UserError says what is missing.

    A row for each unit and a column for each coder; or for each variable and coder, their names joined
    (“motive_Ana”); or a row for each unit and coder, with columns that say which. `unit`, `coders` and
    `variables` name columns (or, in a long table, coders) where that is not clear.
    """
    lines = rows_of_file(path, sheet)
    header, rows = _header(lines)
    _refuse_errors(path, header, rows)
    names = [column(name) for name in header]
    coder_at = next((index for index, name in enumerate(names) if name in CODER_WORDS), None)
    unit_at = _unit_column(header, names, rows, unit)
    if coder_at is not None and unit_at is not None and coder_at != unit_at:
        found = list(_long(path, header, rows, unit_at, coder_at))
    else:
        found = list(_wide(path, header, rows, unit_at, coders))
    chosen = [_with_coders(variable, coders) for variable in found]
    if variables:
        known = {column(variable.name): variable for variable in chosen}
        if unknown := [name for name in variables if column(name) not in known]:
            raise UserError(
                f"“{path.name}” has no variable “{unknown[0]}”, so nothing was computed. "
                f"It has {_listed(variable.name for variable in chosen)}."
            )
        chosen = [known[column(name)] for name in variables]
    return chosen


def _header(lines: Sequence[Line]) -> tuple[list[str], list[Line]]:
    """The names of the columns and the rows below; columns of a table without names are numbered."""
    width = max(len(cells) for _, cells in lines)
    rows = [
        (number, [cell.strip() for cell in cells] + [""] * (width - len(cells))) for number, cells in lines
    ]
    at = next((n for n, (_, cells) in enumerate(rows[:20]) if sum(map(bool, cells)) >= min(2, width)), 0)
    first = rows[at][1]
    below = {cell for _, cells in rows[at + 1 :] for cell in cells}
    if all(is_missing(cell) or number_in(cell) is not None or cell in below for cell in first):
        return [f"Coder {index}" for index in range(1, width + 1)], rows[at:]
    return [cell or f"Column {index}" for index, cell in enumerate(first, start=1)], rows[at + 1 :]


def _refuse_errors(path: Path, header: Sequence[str], rows: Sequence[Line]) -> None:
    for number, cells in rows:
        for name, cell in zip(header, cells, strict=True):
            if _ERROR.fullmatch(cell):
                raise UserError(
                    f"“{path.name}”, row {number:,}: “{name}” holds the error {cell}, so nothing was "
                    "computed. Mend the formula, or empty the cell if the coder said nothing."
                )


def _unit_column(
    header: Sequence[str], names: Sequence[str], rows: Sequence[Line], wanted: str
) -> int | None:
    if wanted:
        if column(wanted) not in names:
            raise UserError(
                f"There is no column “{wanted}”, so nothing was computed. There are {_listed(header)}."
            )
        return list(names).index(column(wanted))
    named = next((index for index, name in enumerate(names) if name in UNIT_WORDS), None)
    if named is not None or len(header) < 3:
        return named
    first = [cells[0] for _, cells in rows]
    others = {cell for _, cells in rows for cell in cells[1:]}
    told_apart = len(set(first)) == len(first) > 1 and not set(first) <= others
    return 0 if told_apart and not header[0].startswith("Coder ") else None


def _wide(
    path: Path, header: Sequence[str], rows: Sequence[Line], unit_at: int | None, coders: Sequence[str]
) -> Iterator[RatedVariable]:
    units = tuple(str(number) if unit_at is None else cells[unit_at] for number, cells in rows)
    wanted = {column(name) for name in coders}
    columns = {
        index: name
        for index, name in enumerate(header)
        if index != unit_at and any(cells[index] for _, cells in rows)
    }
    if wanted and wanted <= {column(name) for name in columns.values()}:
        columns = {index: name for index, name in columns.items() if column(name) in wanted}
    if len(columns) < 2:
        raise UserError(
            f"“{path.name}” has what one coder said, and agreement needs two, so nothing was computed. "
            "Give each coder a column, or each answer a row that names its unit and its coder."
        )
    for variable, of_coder in _split(columns, path.stem).items():
        people = tuple(of_coder)
        table = tuple(tuple(_said(cells[of_coder[who]]) for who in people) for _, cells in rows)
        yield RatedVariable(variable, units, people, table)


def _split(columns: Mapping[int, str], otherwise: str) -> dict[str, dict[str, int]]:
    """Columns by variable and coder: named by both where all are, else one variable and a coder each."""
    for separator in _SEPARATORS:
        for variable_first in (True, False):
            grid: dict[str, dict[str, int]] = {}
            for index, name in columns.items():
                parts = name.rpartition(separator) if variable_first else name.partition(separator)
                first, _, last = parts
                variable, coder = (first, last) if variable_first else (last, first)
                grid.setdefault(variable.strip(), {})[coder.strip()] = index
            people = {frozenset(of_coder) for of_coder in grid.values()}
            whole = len(people) == 1 and sum(map(len, grid.values())) == len(columns)
            if whole and len(next(iter(people))) >= 2 and len(grid) >= 2 and "" not in grid:
                return grid
    return {otherwise: {name: index for index, name in columns.items()}}


def _long(
    path: Path, header: Sequence[str], rows: Sequence[Line], unit_at: int, coder_at: int
) -> Iterator[RatedVariable]:
    units = tuple(dict.fromkeys(cells[unit_at] for _, cells in rows))
    people = tuple(dict.fromkeys(cells[coder_at] for _, cells in rows))
    values = [index for index in range(len(header)) if index not in (unit_at, coder_at)]
    if len(people) < 2 or not values:
        raise UserError(
            f"“{path.name}” names {_listed(people)} as coders, and agreement needs two and a column of what "
            "they said, so nothing was computed. Complete the table and choose it again."
        )
    for index in values:
        said: dict[tuple[str, str], str | None] = {}
        for number, cells in rows:
            place = cells[unit_at], cells[coder_at]
            if place in said and said[place] != _said(cells[index]):
                raise UserError(
                    f"“{path.name}”, row {number:,}: {place[1]} says something else about “{place[0]}” in an "
                    "earlier row, so nothing was computed. Keep one row for each unit and coder."
                )
            said[place] = _said(cells[index])
        table = tuple(tuple(said.get((unit, who)) for who in people) for unit in units)
        yield RatedVariable(header[index], units, people, table)


def _with_coders(variable: RatedVariable, coders: Sequence[str]) -> RatedVariable:
    if not coders:
        return variable
    places = {column(name): index for index, name in enumerate(variable.coders)}
    if unknown := [name for name in coders if column(name) not in places]:
        raise UserError(
            f"There is no coder “{unknown[0]}” for “{variable.name}”, so nothing was computed. "
            f"There are {_listed(variable.coders)}."
        )
    chosen = [places[column(name)] for name in coders]
    cells: tuple[Cells, ...] = tuple(tuple(row[index] for index in chosen) for row in variable.cells)
    return RatedVariable(
        variable.name, variable.units, tuple(variable.coders[index] for index in chosen), cells
    )


def with_level(variable: RatedVariable, level: Level, order: Sequence[str] = ()) -> RatedVariable:
    """The variable at another level of measurement; `order` are its values from the lowest to the highest."""
    return RatedVariable(variable.name, variable.units, variable.coders, variable.cells, level, tuple(order))


def _said(cell: str) -> str | None:
    return None if is_missing(cell) or cell.casefold() in _NOT_AVAILABLE else cell


def _listed(names: Iterable[str]) -> str:
    given = [f"“{name}”" for name in names]
    return ", ".join(given[:12]) + (f" and {len(given) - 12:,} more" if len(given) > 12 else "")
