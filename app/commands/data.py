"""`intercoder data`: writes a study as data for statistics, text analysis, networks and scripts."""

from argparse import Namespace
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.data.writing import write_data
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write it: complete or not at all."""
    with projects.open_to_look(chosen) as project:
        written = write_data(project, Path(chosen.target), job, table=chosen.table)
        notes = projects.left_out(project)
    parts = [f"{name}: {counted(count, 'row')}" for name, count in written.rows.items()]
    text = f"Wrote “{written.target.name}” ({', '.join(parts)})."
    value = {"target": str(written.target), "tables": written.rows, "left_out": notes}
    return CommandOutput("\n".join([text, *notes]), value)
