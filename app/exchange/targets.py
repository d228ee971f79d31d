"""What can be written out of a project, and which of it the name of a target asks for."""

from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.exchange.calculators import write_calculator_files
from app.exchange.csv_folder import write_csv_folder
from app.exchange.spss import write_spss
from app.exchange.workbook import Written, write_workbook
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.store import Project

Kind = Literal["workbook", "csv", "spss", "calculators"]
KINDS: tuple[Kind, ...] = ("workbook", "csv", "spss", "calculators")
ENDINGS: dict[Kind, str] = {"workbook": ".xlsx", "spss": ".sav"}  # the others are folders
WITH_SHEETS: tuple[Kind, ...] = ("workbook", "csv")


def kind_of(target: Path) -> Kind:
    """A workbook ends with .xlsx, an SPSS file with .sav; a folder, or a name without an ending, is for CSV.

    UserError for any other ending.
    """
    ending = target.suffix.lower()
    for kind, its_ending in ENDINGS.items():
        if ending == its_ending:
            return kind
    if ending and not target.is_dir():
        raise UserError(
            f"“{target.name}” doesn't say what to write. End the name with .xlsx for a workbook or .sav for "
            "SPSS, or name a folder, without an ending, for CSV files."
        )
    return "csv"


def write(
    project: Project, kind: Kind, target: Path, job: Job, *, choices: WorkbookChoices, for_excel: bool = False
) -> Written:
    """Write one kind of file or folder, all of it or nothing; `for_excel` is for CSV files.

    Raises UserError or StoreError, and Cancelled; then what was there stays.
    """
    if kind == "workbook":
        return write_workbook(project, target, job, choices=choices)
    if kind == "spss":
        return write_spss(project, target, job, choices=choices)
    if kind == "calculators":
        return write_calculator_files(project, target, job, choices=choices)
    return write_csv_folder(project, target, job, choices=choices, for_excel=for_excel)
