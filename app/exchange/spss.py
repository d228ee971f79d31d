"""The unit matrix for SPSS: one row for each unit, one variable for each code of each coder."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.agreement.spans.grid import NOT_JUDGED, UnitGrid
from app.counting import counted
from app.errors import UserError
from app.exchange.drafts import new_file
from app.exchange.spss_names import VariableNames, label
from app.exchange.workbook import Written
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.units import TITLE, about_units, numbered_units
from app.exchange.workbook.writing.pages import is_kept
from app.exchange.workbook.writing.sheet import Column
from app.jobs import Job
from app.store import Project

ENDING = ".sav"
VALUE_LABELS: dict[int | float, str] = {0: "not coded", 1: "coded"}
MOST_CELLS = 20_000_000  # half a minute, and half a gigabyte
LONGEST_TITLE = 64  # bytes


@dataclass(frozen=True)
class SpssVariable:
    """A variable with its values, one for each unit; `judged` are 0, 1 or missing."""

    name: str
    label: str
    values: Any
    judged: bool
    is_number: bool = True


def write_spss(project: Project, path: Path, job: Job, *, choices: WorkbookChoices | None = None) -> Written:
    """Write the unit matrix as a .sav file; one that is there already is replaced when all is done.

    1 where a coder gave a code to a unit, 0 where not, system-missing where the coder has not completed the
    document. The names of documents and speakers leave only with a profile that keeps them. Raises UserError
    or StoreError, and Cancelled.
    """
    if path.suffix.lower() != ENDING:
        raise UserError(
            f"“{path.name}” can't be an SPSS file: its name must end with {ENDING}. Choose such a name."
        )
    with new_file(path) as draft, project.read() as session:
        export = Export(session, choices or WorkbookChoices(), job, project.latest_action())
        written = variables(export)
        job.step(0, 0, "Writing the SPSS file")
        _write(draft, written, export.safe(export.title))
        job.step(1, 1, "Writing the SPSS file")
    return Written(path, {TITLE: len(export.grid[1].units)})


def variables(export: Export) -> list[SpssVariable]:
    """The variables of the file. UserError where there is nothing to write, or too much."""
    refuse_empty(export)
    _refuse_large(export)
    names = VariableNames()
    return [*_places(export, names), *_judgements(export, names)]


def refuse_empty(export: Export) -> None:
    """UserError where there is no unit that anybody has judged, or no code to judge it by."""
    people, grid = export.grid
    if not people or not len(grid.units) or not grid.continuum.codes:
        raise UserError(
            "There is nothing to write yet: no coder has marked a document as completed, or there are no "
            "codes. Mark documents as completed, then export again."
        )


def _refuse_large(export: Export) -> None:
    _, grid = export.grid
    codes, many, people = grid.continuum.codes, len(grid.units), _judges(grid)
    cells = many * codes * len(people)
    if cells > MOST_CELLS:
        raise UserError(
            f"{counted(many, 'unit')} with {counted(codes, 'code')} of {counted(len(people), 'coder')} "
            f"{'is' if many == 1 else 'are'} too many for an SPSS file "
            f"({cells:,} cells; {MOST_CELLS:,} are the most). Choose a larger unit, fewer codes or coders."
        )


def _places(export: Export, names: VariableNames) -> Iterator[SpssVariable]:
    """Where each unit is: the columns of the sheet “Units” that the profile keeps."""
    columns = [Column("document id", "Identifies the document.", 12, holds="id"), *about_units()]
    for column, values in zip(columns, zip(*_units(export), strict=True), strict=True):
        if is_kept(column, export.choices):
            name, words = names.name(column.name), label(column.meaning.rstrip("."))
            yield SpssVariable(name, words, list(values), judged=False, is_number=column.is_number)


def _units(export: Export) -> Iterator[tuple[str, str, int | None, int, int, str]]:
    """(document's guid, its name, number, start, end, speaker) of each unit."""
    for index, document in enumerate(export.material(export.grid_unit).documents):
        for about_unit in numbered_units(export, index):
            yield document.guid, document.name, *about_unit


def _judgements(export: Export, names: VariableNames) -> Iterator[SpssVariable]:
    """0, 1 or missing for each code of each coder who has judged something; consensus layers last."""
    people, grid = export.grid
    material, judges = export.material(export.grid_unit), _judges(grid)
    values = np.empty((len(material.codes), len(judges), len(grid.units)))
    done = 0
    for document in range(len(material.documents)):
        export.job.step(done, len(grid.units), "Counting codes in units")
        given = grid.of(document)[:, :, judges]
        part = values[:, :, done : done + len(given)]
        part[...] = given.transpose(1, 2, 0)
        part[part == NOT_JUDGED] = np.nan
        done += len(given)
    for code_index, code in enumerate(material.codes):
        for index, coder in enumerate(people[judge] for judge in judges):
            name = names.name(export.safe(code.name, "name"), coder.initials)
            words = label(export.safe(f"{code.path} ({coder.name})", "name"))
            yield SpssVariable(name, words, values[code_index, index], judged=True)


def _judges(grid: UnitGrid) -> list[int]:
    """The numbers of those who have judged something."""
    judges: list[int] = np.flatnonzero(grid.continuum.completed.any(axis=0)).tolist()
    return judges


def _write(path: Path, variables: Sequence[SpssVariable], title: str) -> None:
    import pandas as pd
    import pyreadstat

    try:
        _write_file(pyreadstat, pd, path, variables, title)
        rows = len(variables[0].values) if variables else 0
        # a disk that fills up at the last write is not said by the library: the last row is what tells
        table, _ = pyreadstat.read_sav(str(path), row_offset=max(0, rows - 1), row_limit=1)
        if rows and not len(table):
            raise pyreadstat.ReadstatError("the last row is missing")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise OSError(errno.EIO, "the disk is full, or the file may not be written") from error


def _write_file(pyreadstat: Any, pd: Any, path: Path, variables: Sequence[SpssVariable], title: str) -> None:
    judged = [variable.name for variable in variables if variable.judged]
    pyreadstat.write_sav(
        pd.DataFrame({variable.name: variable.values for variable in variables}, copy=False),
        str(path),
        file_label=title.encode()[:LONGEST_TITLE].decode(errors="ignore"),
        column_labels=[variable.label for variable in variables],
        variable_value_labels=dict.fromkeys(judged, VALUE_LABELS),
        variable_measure={
            variable.name: "nominal" if variable.judged or not variable.is_number else "scale"
            for variable in variables
        },
        variable_format=dict.fromkeys(judged, "F1.0")
        | {variable.name: "F9.0" for variable in variables if variable.is_number and not variable.judged},
        row_compress=True,
    )
