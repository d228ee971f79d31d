"""`intercoder return`: seals the work that was done in a packet, to be sent back."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job
from app.packets.returning import make_return


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Write the return beside the packet, or where it is asked for."""
    with projects.open_to_change(chosen) as project:
        target = None if chosen.target is None else Path(chosen.target)
        returned = make_return(project, target, job)
    sealed = counted(returned.codings, "coding")
    lines = [
        f"Sealed {sealed} in “{returned.path}”. Send this file to whoever gave you the work.",
        f"{returned.completed:,} of {counted(returned.documents, 'document is', 'documents are')} completed.",
    ]
    return CommandOutput("\n".join(lines), asdict(returned) | {"path": str(returned.path)})
