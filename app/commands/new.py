"""`intercoder new`: makes a new, empty project."""

from argparse import Namespace

from app.commands import projects
from app.commands.answer import Answer
from app.jobs import Job


def run(chosen: Namespace, _: Job) -> Answer:
    """Make the project."""
    projects.make(chosen.project).close()
    name = projects.shown(chosen.project)
    return Answer(
        f"“{name}” is ready. Add documents with: intercoder import PROJECT FILE...", {"project": name}
    )
