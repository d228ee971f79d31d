"""`intercoder export-study`: writes a project as a study folder."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.study_folder import export_study
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write the folder: all of it or nothing."""
    with projects.open_to_look(chosen) as project:
        written = export_study(project, Path(chosen.folder), job, tables_only=chosen.tables_only)
        notes = projects.left_out(project)
    text = (
        f"Wrote {counted(written.documents, 'document')}, {counted(written.codes, 'code')} "
        f"and {counted(written.codings, 'coding')} to “{written.folder}”."
    )
    value = asdict(written) | {"folder": str(written.folder), "left_out": notes}
    return CommandOutput("\n".join([text, *notes]), value)
