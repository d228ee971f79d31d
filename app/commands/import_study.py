"""`intercoder import-study`: adds a study folder to a project."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import Answer, counted
from app.exchange.study_folder import import_study
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> Answer:
    """Import the folder: all of it or nothing."""
    with projects.open_to_change(chosen) as project:
        added = import_study(project, Path(chosen.folder), job)
    text = (
        f"Added {counted(added.documents, 'document')}, {counted(added.codes, 'code')}, "
        f"{counted(added.coders, 'coder')} and {counted(added.codings, 'coding')}."
    )
    if added.already:
        text += f" {counted(added.already, 'coding')} were there already."
    return Answer("\n".join([text, *added.notes]), asdict(added))
