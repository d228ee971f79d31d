"""`intercoder import`: adds documents to a project."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import Answer, counted
from app.exchange.import_documents import ImportOutcome, import_documents
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> Answer:
    """Import what can be read as one action; exit 1 where a file could not."""
    with projects.open_to_change(chosen) as project:
        outcome = import_documents(project, list(_files(chosen.files)), job)
    refused = "\n".join(file.reason for file in outcome.refused)
    value = {
        "imported": [asdict(document) for document in outcome.imported],
        "refused": [asdict(file) for file in outcome.refused],
    }
    return Answer(_text(outcome), value, code=1 if refused else 0, complaint=refused)


def _files(named: Sequence[str]) -> Iterator[Path]:
    """The files named; where the shell left a pattern as it is, those that it means."""
    for path in map(Path, named):
        pattern = ("*" in path.name or "?" in path.name) and not path.exists()
        yield from (sorted(path.parent.glob(path.name)) if pattern else []) or [path]


def _text(outcome: ImportOutcome) -> str:
    lines = [f"Imported {counted(len(outcome.imported), 'document')}."]
    for document in outcome.imported:
        lines.append(f"  {document.name} ({counted(document.characters, 'character')})")
        lines += [f"    {warning}" for warning in document.warnings]
    return "\n".join(lines)
