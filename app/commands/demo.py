"""`intercoder demo`: the sample study, partly reconciled, its agreement, its workbook; then the window."""

from argparse import Namespace
from functools import partial
from pathlib import Path

from app.coders.here import remember_here
from app.coders.queries import coders
from app.commands import agreement, projects
from app.commands.answer import CommandOutput
from app.commands.parser import parser
from app.commands.window import has_display, open_window
from app.errors import StoreError, UserError
from app.exchange.sample_study import fill_with_sample
from app.exchange.workbook import write_workbook
from app.jobs import Job

NAME = "sample"


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Make what isn't there yet; a project of an earlier demo is opened as it was left."""
    folder = Path(chosen.folder)
    _make(folder)
    path = folder / f"{NAME}.intercoder"
    there = path.exists()
    if not there:
        _build(path, job)
    workbook = _free(folder / f"{NAME}.xlsx")
    asked = parser().parse_args(["agreement", str(path)])
    with projects.open_to_look(asked) as project:
        result = agreement.compared(project, asked, job)
        written = write_workbook(project, workbook, job)
    window = not chosen.no_window and has_display()
    lines = [
        f"Project: {path}" + (" (made by an earlier demo; opened as it was left)" if there else ""),
        f"Workbook: {workbook}",
        "",
        agreement.as_text(result, agreement.columns(result, None)),
        "",
        _about_window(window, chosen.no_window, path),
    ]
    value = {
        "project": str(path),
        "made": not there,
        "workbook": str(workbook),
        "sheets": written.rows,
        "agreement": agreement.as_value(result),
        "window": window,
    }
    return CommandOutput("\n".join(lines), value, then=partial(open_window, str(path)) if window else None)


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError(f"“{folder}” is a file and was left as it is. Name a folder for the sample study.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder “{folder}” could not be made ({error.strerror or error}). "
            "Choose a place where you may write."
        ) from error


def _build(path: Path, job: Job) -> None:
    """Make the project; one that could not be filled doesn't stay."""
    try:
        with projects.make(str(path)) as project:
            fill_with_sample(project, job)
            with project.read() as session:
                first = coders(session)[0].id
            remember_here(project, first)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _about_window(window: bool, unwanted: bool, path: Path) -> str:
    if window:
        return "The window opens now; close it to end."
    if unwanted:
        return f"Open it with: intercoder {path}"
    return f"There is no display here, so the window was left out. Where there is one: intercoder {path}"
