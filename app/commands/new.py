"""`intercoder new`: makes a new project, empty but for its lead where one is named."""

from argparse import Namespace

from app.coders.actions import add_coder
from app.coders.here import remember_here
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.jobs import Job
from app.names import tidy


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Make the project."""
    lead = None if chosen.lead is None else tidy(chosen.lead, "coder")
    with projects.make(chosen.project) as project:
        if lead is not None:
            project.do(f"Add coder “{lead}”", add_coder, name=lead, role="lead")
            with project.read() as session:
                first = coders(session)[0].id
            remember_here(project, first)
    name = projects.shown(chosen.project)
    led = f"{lead} is its lead. " if lead else ""
    return CommandOutput(
        f"“{name}” is ready. {led}Add documents with: intercoder import PROJECT FILE...", {"project": name}
    )
