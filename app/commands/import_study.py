"""`intercoder import-study`: adds a study folder to a project."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.study_folder import Imported, import_study
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import the folder: all of it or nothing."""
    with projects.open_to_change(chosen) as project:
        added = import_study(project, Path(chosen.folder), job)
    text = (
        f"Added {counted(added.documents, 'document')}, {counted(added.codes, 'code')}, "
        f"{counted(added.coders, 'coder')} and {counted(added.codings, 'coding')}."
    )
    if added.already:
        text += f" {counted(added.already, 'coding was', 'codings were')} there already."
    lines = [text]
    if added.repeated or added.left_out:
        lines.append(rows_in_words(added))
    lines += added.notes
    lines += [
        f"{difference.file}, row {difference.row}: {difference.what}" for difference in added.differences
    ]
    return CommandOutput("\n".join(lines), asdict(added))


def rows_in_words(added: Imported) -> str:
    """Where the rows of the table of codings went; the parts add up."""
    parts = [
        counted(count, *words)
        for count, words in (
            (added.codings, ("came in", "came in")),
            (added.already, ("was there already", "were there already")),
            (added.repeated, ("repeats a coding of another row", "repeat a coding of another row")),
            (added.left_out, ("was left out", "were left out")),
        )
        if count
    ]
    return f"Of {counted(added.rows, 'row')} of codings {', '.join(parts)}."
