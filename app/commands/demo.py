"""`intercoder demo`: the sample study, partly reconciled, its agreement, its workbook; then the window."""

import shlex
from argparse import Namespace
from functools import partial
from pathlib import Path

from app import settings
from app.commands import agreement, projects
from app.commands.answer import CommandOutput
from app.commands.parser import parser
from app.commands.window import has_display, open_window, started_as
from app.errors import StoreError, UserError
from app.exchange.sample_study import make_sample
from app.exchange.sample_testimonies import make_testimonies
from app.exchange.workbook import write_workbook
from app.jobs import Job
from app.models.journal import COMMAND_LINE
from app.store.places import free_name

NAME, TESTIMONIES = "sample", "testimonies"


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Make what isn't there yet; a project of an earlier demo is opened as it was left."""
    folder = Path(chosen.folder)
    _make(folder)
    path = folder / f"{NAME}.intercoder"
    existed = path.exists()
    if not existed:
        make_sample(path, job, station=settings.station(), otherwise=COMMAND_LINE)
    second = folder / f"{TESTIMONIES}.intercoder"
    if not second.exists():
        make_testimonies(second, job, station=settings.station(), otherwise=COMMAND_LINE)
    workbook = free_name(folder / f"{NAME}.xlsx")
    asked = parser().parse_args(["agreement", str(path)])
    with projects.open_to_look(asked) as project:
        result = agreement.compared(project, asked, job)
        written = write_workbook(project, workbook, job)
    window = not chosen.no_window and has_display()
    lines = [
        f"Project: {path}" + (" (made by an earlier demo; opened as it was left)" if existed else ""),
        f"Workbook: {workbook}",
        f"A second study, of cases: {second}",
        "",
        agreement.as_text(result, agreement.columns(result, None)),
        "",
        _about_window(window, chosen.no_window, path),
    ]
    value = {
        "project": str(path),
        "made": not existed,
        "workbook": str(workbook),
        "testimonies": str(second),
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


def _about_window(window: bool, unwanted: bool, path: Path) -> str:
    if window:
        return "The window opens now; close it to end."
    command = f"{started_as()} {shlex.quote(str(path))}"
    if unwanted:
        return f"Open it with: {command}"
    return f"There is no display here, so the window was left out. Where there is one: {command}"
