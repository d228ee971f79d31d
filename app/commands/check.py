"""`intercoder check`: whether a project is sound."""

from argparse import Namespace

from app.commands import projects
from app.commands.answer import CommandOutput
from app.jobs import Job
from app.store import Project
from app.store.check import problems
from app.store.remarks import remarks


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Check the file, the journal and every offset; exit 1 where something is wrong."""
    with Project.open(chosen.project) as project:
        sentences, remarked = problems(project), remarks(project)
    text = "\n".join(sentences) or f"“{projects.shown(chosen.project)}” is sound."
    return CommandOutput(
        text,
        {"sound": not sentences, "problems": sentences},
        code=1 if sentences else 0,
        complaint="\n".join(remarked),
    )
