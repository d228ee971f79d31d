"""`intercoder import`: adds documents to a project."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from app.commands import import_survey, projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.exchange.import_documents import ImportedDocument, ImportOutcome, import_documents
from app.exchange.readers.encodings import python_name
from app.jobs import Job

_SPEAKERS_NAMED = 8


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import what can be read as one action; exit 1 where a file could not."""
    if chosen.survey:
        return import_survey.run(chosen, job)
    if chosen.preview:
        raise UserError(
            "--preview is for a survey (--survey). Documents are shown when they are in, and undone."
        )
    with projects.open_to_change(chosen) as project:
        files = list(_files(chosen.files))
        encodings = dict.fromkeys(files, python_name(chosen.encoding)) if chosen.encoding else {}
        outcome = import_documents(project, files, job, encodings)
    refused = "\n".join(file.reason for file in outcome.refused)
    value = {
        "imported": [asdict(document) for document in outcome.imported],
        "refused": [asdict(file) for file in outcome.refused],
        "passed_over": [asdict(file) for file in outcome.passed_over],
    }
    return CommandOutput(_text(outcome), value, code=1 if refused else 0, complaint=refused)


def _files(named: Sequence[str]) -> Iterator[Path]:
    """The files named; where the shell left a pattern as it is, those that it means."""
    for path in map(Path, named):
        pattern = ("*" in path.name or "?" in path.name) and not path.exists()
        yield from (sorted(path.parent.glob(path.name)) if pattern else []) or [path]


def _text(outcome: ImportOutcome) -> str:
    lines = [f"Imported {counted(len(outcome.imported), 'document')}."]
    for document in outcome.imported:
        lines.append(f"  {document.name} ({counted(document.characters, 'character')}; {_parts(document)})")
        lines += [f"    {warning}" for warning in document.warnings]
    lines += [f"  {file.reason}" for file in outcome.passed_over]
    return "\n".join(lines)


def _parts(document: ImportedDocument) -> str:
    """How many turns of whom, or how many paragraphs."""
    if not document.turns:
        return counted(document.paragraphs, "paragraph")
    named = [f"{name or 'nobody'} {count}" for name, count in document.speakers.items()]
    more = f" and {len(named) - _SPEAKERS_NAMED} more" if len(named) > _SPEAKERS_NAMED else ""
    return f"{counted(document.turns, 'turn')}: {', '.join(named[:_SPEAKERS_NAMED])}{more}"
