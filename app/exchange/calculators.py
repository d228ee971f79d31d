"""Judgements as the web calculators of reliability take them: ReCal2, ReCal3 and ReCal OIR (dfreelon.org).

Each column is one coder, each row one unit, each cell 0 or 1, without a header. ReCal2 compares two coders,
variable by variable in adjacent pairs of columns; ReCal3 takes one variable of three coders or more; neither
takes a missing judgement. ReCal OIR takes one variable of any number of coders, # for what is missing.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.agreement.spans.grid import NOT_JUDGED
from app.cell_text import guarded
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.counting import counted
from app.errors import UserError
from app.exchange.drafts import FileNames, new_folder
from app.exchange.spss import refuse_empty
from app.exchange.workbook import Written
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.jobs import Job
from app.report.words import ENDS, characters
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
Trim ends: {trimmed}; tolerance {tolerance}.

ReCal2     two coders. The first two columns are the first code, the next two the second, and so on.
           The units that both have judged.
ReCal3     three coders or more. A file for each code. The units that all have judged.
ReCal OIR  any number of coders. A file for each code; # where a coder has not judged the unit.
           With two values its alphas for nominal, ordinal and interval data are the same.

What you send to a calculator leaves your computer. These files hold no text of documents.
"""

Judgements = NDArray[np.int8]  # (units, codes, coders): 1 given, 0 not given, NOT_JUDGED


@dataclass(frozen=True, eq=False)
class File:
    """One file: its name in the folder, its cells, and the code and coder of each column."""

    name: str
    cells: NDArray[np.int8]
    columns: Sequence[tuple[CodeRow, CoderRow]]

    def rows(self) -> Iterator[list[str | int]]:
        """The cells as they are written."""
        for row in self.cells.tolist():
            yield [MISSING if cell == NOT_JUDGED else cell for cell in row]


@dataclass(frozen=True, eq=False)
class Judged:
    """Who gave which unit which code, in documents that two coders or more have completed."""

    codes: Sequence[CodeRow]
    coders: Sequence[CoderRow]
    given: Judgements

    def files(self) -> Iterator[File]:
        """Everything that can be written for calculators."""
        names = FileNames()
        for pair in combinations(range(len(self.coders)), 2):
            yield from self._of_pair(*pair, names)
        if len(self.coders) > 2:
            complete = self.given[_judged_by_all(self.given)]
            yield from self._of_codes("ReCal3", complete) if len(complete) else ()
        yield from self._of_codes("ReCal OIR", self.given)

    def _of_pair(self, first: int, second: int, names: FileNames) -> Iterator[File]:
        """For ReCal2: two columns for each code, in as many files as it takes, for units both have judged."""
        pair = self.given[:, :, [first, second]]
        both = pair[_judged_by_all(pair)]
        if not len(both):
            return
        pair_of_coders = (self.coders[first], self.coders[second])
        fitting = max(1, (LARGEST_FILE // len(both) - 1) // 4)
        for start in range(0, len(self.codes), fitting):
            portion = slice(start, start + fitting)
            name = names.stem(f"{pair_of_coders[0].name} and {pair_of_coders[1].name}")
            columns = [(code, coder) for code in self.codes[portion] for coder in pair_of_coders]
            yield File(f"ReCal2/{name}.csv", both[:, portion].reshape(len(both), -1), columns)

    def _of_codes(self, folder: str, given: Judgements) -> Iterator[File]:
        """A file for each code, a column for each coder."""
        names = FileNames()
        for index, code in enumerate(self.codes):
            columns = [(code, coder) for coder in self.coders]
            yield File(f"{folder}/{names.stem(code.name)}.csv", given[:, index], columns)

    def notes(self) -> Iterator[str]:
        """What could not be written, and why."""
        for pair in combinations(range(len(self.coders)), 2):
            if not _judged_by_all(self.given[:, :, list(pair)]).any():
                names = " and ".join(self.coders[coder].name for coder in pair)
                yield f"{names} have completed no document in common: no file for ReCal2."
        if len(self.coders) > 2 and not _judged_by_all(self.given).any():
            yield (
                f"No document was completed by all {len(self.coders)} coders: no files for ReCal3, which "
                "takes no missing judgements. ReCal OIR does."
            )


def write_calculator_files(
    project: Project, folder: Path, job: Job, *, choices: WorkbookChoices | None = None
) -> Written:
    """Write files for ReCal into a new or empty folder, all of it or nothing.

    Compared are the coders of the scope, without consensus layers, in documents that two of them have
    completed. UserError where that is nobody, StoreError where the disk is full; Cancelled.
    """
    rows: dict[str, int] = {}
    columns: list[Sequence[object]] = [("file", "column", "code", "coder")]
    with new_folder(folder) as draft, project.read() as session:
        export = Export(session, choices or WorkbookChoices(), job, project.latest_action())
        judgements = judged(export)
        notes = list(judgements.notes())
        for file in judgements.files():
            job.step(len(rows), 0, "Writing files for calculators")
            path = draft / file.name
            path.parent.mkdir(exist_ok=True)
            _write_rows(path, file.rows())
            rows[file.name] = len(file.cells)
            numbered = enumerate(file.columns, start=1)
            columns += [(file.name, column, code.path, coder.name) for column, (code, coder) in numbered]
            if path.stat().st_size > LARGEST_FILE:
                notes.append(f"{file.name} has more than {LARGEST_FILE:,} bytes, the most that ReCal takes.")
        _write_rows(draft / COLUMNS, [[guarded(str(cell)) for cell in row] for row in columns])
        (draft / README).write_text(_readme(judgements, notes, export), encoding="utf-8")
    return Written(folder, rows)


def judged(export: Export) -> Judged:
    """What an export compares. UserError where that is fewer than two coders, or too much."""
    refuse_empty(export)
    material = export.material(export.grid_unit)
    compared = material.continuum.completed
    coders = np.flatnonzero(compared.any(axis=0))
    if len(coders) < 2:
        raise UserError(
            "A calculator compares two coders or more, and no document was completed by two. "
            "Let a second coder complete one, then export again."
        )
    _, grid = export.grid
    units = int(grid.continuum.lengths[compared.any(axis=1)].sum())
    if units * len(material.codes) * len(coders) > MOST_CELLS:
        raise UserError(
            f"{counted(units, 'unit')} with {counted(len(material.codes), 'code')} of "
            f"{counted(len(coders), 'coder')} {'is' if units == 1 else 'are'} too many for a web calculator. "
            " Choose a larger unit, fewer codes or fewer coders."
        )
    parts = [grid.of(document)[:, :, coders] for document in np.flatnonzero(compared.any(axis=1)).tolist()]
    return Judged(
        [
            replace(code, name=_safe(export, code.name), path=_safe(export, code.path))
            for code in material.codes
        ],
        [
            replace(coder, name=_safe(export, coder.name))
            for coder in (material.coders[n] for n in coders.tolist())
        ],
        np.concatenate(parts),
    )


def _safe(export: Export, name: str) -> str:
    return export.safe(name, "name")


def _judged_by_all(given: Judgements) -> NDArray[np.bool_]:
    """The units that every one of these coders has judged."""
    complete: NDArray[np.bool_] = (given != NOT_JUDGED).all(axis=(1, 2))
    return complete


def _write_rows(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _readme(judgements: Judged, notes: Sequence[str], export: Export) -> str:
    scope = export.choices.scope
    about = README_TEXT.format(
        title=export.safe(export.title),
        unit=export.grid_unit,
        units=f"{len(judgements.given):,}",
        coders=", ".join(coder.name for coder in judgements.coders),
        trimmed=f"yes: {ENDS.meaning}" if scope.trim else "no",
        tolerance=characters(scope.tolerance),
    )
    return about + "".join(f"\n{note}\n" for note in notes)
