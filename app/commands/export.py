"""`intercoder export`: writes the workbook."""

from argparse import Namespace
from pathlib import Path

from app.commands import projects
from app.commands.answer import Answer, counted
from app.exchange.workbook import write_workbook
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> Answer:
    """Write the workbook: complete or not at all."""
    with projects.open_to_look(chosen.project) as project:
        written = write_workbook(project, Path(chosen.workbook), job)
    sheets = ", ".join(f"{title} ({counted(rows, 'row')})" for title, rows in written.rows.items())
    return Answer(
        f"Wrote “{written.path}”: {sheets}.", {"workbook": str(written.path), "sheets": written.rows}
    )
