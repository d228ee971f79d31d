"""`intercoder export-project`: writes a project or its codebook for other programs."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.foreign.refi.exporting import export_exchange
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write the file: complete or not at all."""
    with projects.open_to_look(chosen) as project:
        written = export_exchange(project, Path(chosen.file), job, plain=chosen.plain)
        notes = projects.left_out(project)
    parts = [
        counted(written.documents, "document"),
        counted(written.codes, "code"),
        counted(written.coders, "coder"),
        counted(written.codings, "coding"),
        counted(written.cases, "case"),
    ]
    text = f"Wrote {', '.join(parts[:-1])} and {parts[-1]} to “{written.file.name}”."
    value = asdict(written) | {"file": str(written.file), "left_out": notes}
    return CommandOutput("\n".join([text, *written.lost, *notes]), value)
