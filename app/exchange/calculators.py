"""Judgements as the web calculators of reliability take them: ReCal2, ReCal3 and ReCal OIR (dfreelon.org).

Each column is one coder, each row one unit, each cell 0 or 1, without a header. ReCal2 compares two coders,
variable by variable in adjacent pairs of columns; ReCal3 takes one variable of three coders or more; neither
takes a missing judgement. ReCal OIR takes one variable of any number of coders, # for what is missing.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.agreement.grid import NOT_JUDGED
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.errors import UserError
from app.exchange.drafts import FileNames, new_folder
from app.exchange.spss import refuse_empty
from app.exchange.workbook import Written
from app.exchange.workbook.choices import Choices
from app.exchange.workbook.export import Export
from app.jobs import Job
from app.store import Project

LARGEST_FILE = 100_000  # bytes; ReCal refuses larger ones
MISSING = "#"
COLUMNS = "columns.csv"
README = "Read me.txt"
MOST_CELLS = 50_000_000

README_TEXT = """\
Judgements of “{title}” for the web calculators ReCal2, ReCal3 and ReCal OIR.

Each row is one unit ({unit}), each column one coder: 1 where the coder gave the code, 0 where not.
There is no header; columns.csv says which column is whose, and for which code.
Units: {units}, of documents that two coders or more have completed. Coders: {coders}.
White space at the ends of codings was {trimmed}; tolerance {tolerance} characters.

ReCal2     two coders. The first two columns are the first code, the next two the second, and so on.
           The units that both have judged.
ReCal3     three coders or more. A file for each code. The units that all have judged.
ReCal OIR  any number of coders. A file for each code; # where a coder has not judged the unit.
           With two values its alphas for nominal, ordinal and interval data are the same.

What you send to a calculator leaves your computer. These files hold no text of documents.
"""

Judgements = NDArray[np.int8]  # (units, codes, coders): 1 given, 0 not given, NOT_JUDGED


@dataclass
class _Folder:
    """What is being written, and what there is to say about it."""

    path: Path
    codes: Sequence[CodeRow]
    coders: Sequence[CoderRow]
    given: Judgements
    job: Job
    rows: dict[str, int] = field(default_factory=dict)
    columns: list[tuple[str, int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def write_calculator_files(
    project: Project, folder: Path, job: Job, *, choices: Choices | None = None
) -> Written:
    """Write files for ReCal into a new or empty folder, all of it or nothing.

    Compared are the coders of the scope, without consensus layers, in documents that two of them have
    completed. UserError where that is nobody, StoreError where the disk is full; Cancelled.
    """
    with new_folder(folder) as draft, project.read() as session:
        export = Export(session, choices or Choices(), job, project.latest_action())
        made = _folder(export, draft)
        _write_pairs(made)
        if len(made.coders) > 2:
            _write_all(made)
        _write_with_missing(made)
        _write_rows(draft / COLUMNS, [("file", "column", "code", "coder"), *made.columns])
        (draft / README).write_text(_readme(made, export), encoding="utf-8")
    return Written(folder, made.rows)


def _folder(export: Export, path: Path) -> _Folder:
    refuse_empty(export)
    found = export.material(export.grid_unit)
    compared = found.continuum.completed
    coders = np.flatnonzero(compared.any(axis=0))
    if len(coders) < 2:
        raise UserError(
            "A calculator compares two coders or more, and no document was completed by two. "
            "Let a second coder complete one, then export again."
        )
    _, grid = export.grid
    units = int(grid.continuum.lengths[compared.any(axis=1)].sum())
    if units * len(found.codes) * len(coders) > MOST_CELLS:
        raise UserError(
            f"{units:,} units with {len(found.codes):,} codes of {len(coders):,} coders are too many for a "
            "web calculator. Choose a larger unit, fewer codes or fewer coders."
        )
    parts = [grid.of(number)[:, :, coders] for number in np.flatnonzero(compared.any(axis=1)).tolist()]
    people = [found.coders[number] for number in coders.tolist()]
    return _Folder(path, found.codes, people, np.concatenate(parts), export.job)


def _write_pairs(made: _Folder) -> None:
    """For ReCal2: a file for each pair of coders, two columns for each code, as many as fit."""
    names = FileNames()
    for first, second in combinations(range(len(made.coders)), 2):
        pair = made.given[:, :, [first, second]]
        both = pair[(pair != NOT_JUDGED).all(axis=(1, 2))]
        named = f"{made.coders[first].name} and {made.coders[second].name}"
        if not len(both):
            made.notes.append(f"{named} have completed no document in common: no file for ReCal2.")
            continue
        fitting = max(1, (LARGEST_FILE // len(both) - 1) // 4)
        for start in range(0, len(made.codes), fitting):
            own = range(start, min(start + fitting, len(made.codes)))
            file = f"ReCal2/{names.stem(named)}.csv"
            columns = [(code, coder) for code in own for coder in (first, second)]
            _write_file(made, file, both[:, own].reshape(len(both), -1), columns)


def _write_all(made: _Folder) -> None:
    """For ReCal3: a file for each code, a column for each coder, units that all have judged."""
    complete = made.given[(made.given != NOT_JUDGED).all(axis=(1, 2))]
    if not len(complete):
        made.notes.append(
            f"No document was completed by all {len(made.coders)} coders: no files for ReCal3, which takes "
            "no missing judgements. ReCal OIR does."
        )
        return
    _write_codes(made, "ReCal3", complete)


def _write_with_missing(made: _Folder) -> None:
    """For ReCal OIR: a file for each code, a column for each coder, # where one has not judged."""
    _write_codes(made, "ReCal OIR", made.given)


def _write_codes(made: _Folder, folder: str, given: Judgements) -> None:
    names = FileNames()
    for number, code in enumerate(made.codes):
        columns = [(number, coder) for coder in range(len(made.coders))]
        _write_file(made, f"{folder}/{names.stem(code.name)}.csv", given[:, number], columns)


def _write_file(
    made: _Folder, file: str, cells: NDArray[np.int8], columns: Sequence[tuple[int, int]]
) -> None:
    made.job.step(len(made.rows), 0, "Writing files for calculators")
    path = made.path / file
    path.parent.mkdir(exist_ok=True)
    _write_rows(path, _written(cells))
    made.rows[file] = len(cells)
    made.columns += [
        (file, place, made.codes[code].path, made.coders[coder].name)
        for place, (code, coder) in enumerate(columns, start=1)
    ]
    if path.stat().st_size > LARGEST_FILE:
        made.notes.append(f"{file} has more than {LARGEST_FILE:,} bytes, the most that ReCal takes.")


def _written(cells: NDArray[np.int8]) -> Iterator[list[str | int]]:
    for row in cells.tolist():
        yield [MISSING if cell == NOT_JUDGED else cell for cell in row]


def _write_rows(path: Path, rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _readme(made: _Folder, export: Export) -> str:
    scope = export.choices.scope
    about = README_TEXT.format(
        title=export.title,
        unit=export.grid_unit,
        units=f"{len(made.given):,}",
        coders=", ".join(coder.name for coder in made.coders),
        trimmed="taken off" if scope.trim else "kept",
        tolerance=scope.tolerance,
    )
    return about + "".join(f"\n{note}\n" for note in made.notes)
