"""`intercoder new`: makes a new project, empty but for its lead where one is named."""

from argparse import Namespace

from app.coders.actions import add_coder
from app.coders.here import remember_here
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.passphrase import new_passphrase
from app.jobs import Job
from app.names import tidy


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Make the project."""
    lead = None if chosen.lead is None else tidy(chosen.lead, "coder")
    is_locked = chosen.lock or chosen.passphrase_fd is not None
    passphrase = new_passphrase(chosen, projects.shown(chosen.project)) if is_locked else None
    with projects.make(chosen.project, passphrase) as project:
        if lead is not None:
            project.do(f"Add coder “{lead}”", add_coder, name=lead, role="lead")
            with project.read() as session:
                first = coders(session)[0].id
            remember_here(project, first)
    name = projects.shown(chosen.project)
    about = f"{lead} is its lead. " if lead else ""
    about += "It is locked with your passphrase: without it nobody can open it. " if is_locked else ""
    return CommandOutput(
        f"“{name}” is ready. {about}Add documents with: intercoder import PROJECT FILE...",
        {"project": name, "locked": is_locked},
    )
