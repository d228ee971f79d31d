"""`intercoder import`: adds documents to a project."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from app.commands import import_survey, projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.documents.dialects import NO_SPEAKERS
from app.documents.roles import ROLES
from app.documents.speaker_choices import SpeakerChoices
from app.errors import UserError
from app.exchange.folders import files_in
from app.exchange.import_choices import FileChoices, ImportChoices
from app.exchange.import_documents import (
    FilesRead,
    ImportedDocument,
    ImportOutcome,
    read_files,
    store_files,
)
from app.exchange.import_preview import doubt_rows, file_rows, label_rows
from app.exchange.readers.encodings import python_name
from app.jobs import Job

_SPEAKERS_NAMED = 8


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import what can be read as one action; exit 1 where a file could not."""
    if chosen.survey:
        return import_survey.run(chosen, job)
    choices = _choices(chosen)
    with (projects.open_to_look if chosen.preview else projects.open_to_change)(chosen) as project:
        files = read_files(list(_files(chosen.files)), job, choices)
        if chosen.take_lines:
            choices = _with_all_lines(choices, files)
        if chosen.preview:
            return _preview(files)
        outcome = store_files(project, files, choices, job)
    refused = "\n".join(file.reason for file in outcome.refused)
    value = {
        "imported": [asdict(document) for document in outcome.imported],
        "refused": [asdict(file) for file in outcome.refused],
        "passed_over": [asdict(file) for file in outcome.passed_over],
    }
    return CommandOutput(_text(outcome), value, code=1 if refused else 0, complaint=refused)


def _choices(chosen: Namespace) -> ImportChoices:
    if chosen.dialect and chosen.no_speakers:
        raise UserError("--dialect and --no-speakers say two things. Give one of them.")
    dialect = NO_SPEAKERS if chosen.no_speakers else (chosen.dialect or "").replace("-", " ")
    roles = dict(chosen.role)
    for name, role in roles.items():
        if role not in ROLES:
            raise UserError(f"“{role}” of “{name}” is no role. Choose one of {', '.join(ROLES)}.")
    return ImportChoices(
        every=FileChoices(python_name(chosen.encoding) if chosen.encoding else "", dialect),
        speakers=SpeakerChoices(dict(chosen.rename), roles, frozenset(chosen.not_codable or ())),
        duplicates="leave out" if chosen.duplicates == "leave-out" else "import",
        language=chosen.language or "",
        groups=tuple(chosen.group or ()),
    )


def _with_all_lines(choices: ImportChoices, files: FilesRead) -> ImportChoices:
    """The choices with every line that looks like a label taken for one."""
    lines: dict[Path, set[int]] = {}
    for row in doubt_rows(files):
        lines.setdefault(row.path, set()).add(row.line)
    of_files = {path: replace(choices.every, taken=frozenset(taken)) for path, taken in lines.items()}
    return replace(choices, files=of_files)


def _files(named: Sequence[str]) -> Iterator[Path]:
    """The files named, and those in folders; where the shell left a pattern as it is, those that it means."""
    for path in map(Path, named):
        pattern = ("*" in path.name or "?" in path.name) and not path.exists()
        for file in (sorted(path.parent.glob(path.name)) if pattern else []) or [path]:
            yield from files_in(file) if file.is_dir() else [file]


def _preview(files: FilesRead) -> CommandOutput:
    """What would come in, and by which labels people speak in it."""
    texts, labels, doubts = file_rows(files), label_rows(files), doubt_rows(files)
    refused = "\n".join(file.reason for file in files.refused)
    value: dict[str, Any] = {
        "changed": False,
        "documents": [asdict(row) | {"path": str(row.path)} for row in texts],
        "labels": [asdict(row) for row in labels],
        "doubtful": [asdict(row) | {"path": str(row.path)} for row in doubts],
        "refused": [asdict(file) for file in files.refused],
        "passed_over": [asdict(file) for file in files.passed_over],
    }
    lines = [f"Would import {counted(len(texts), 'document')}."]
    for text in texts:
        parts = counted(text.paragraphs, "paragraph")
        if text.turns:
            parts = f"{counted(text.turns, 'turn')} of {counted(text.speakers, 'speaker')}"
        lines.append(f"  {text.name} ({counted(text.characters, 'character')}; {parts})")
    lines += ["Labels:"] if labels else []
    for row in labels:
        about = [row.role] if row.role else []
        about += [f"as “{row.like}”?"] if row.like else []
        said = f" ({', '.join(about)})" if about else ""
        where = f"{counted(row.turns, 'turn')} in {counted(row.files, 'file')}"
        lines.append(f"  {row.label or 'nobody'}{said}: {where}: {row.words}")
    lines += ["Lines that look like labels:"] if doubts else []
    lines += [f"  {row.path.name}, line {row.line:,}: {row.words}" for row in doubts]
    return CommandOutput("\n".join(lines), value, code=1 if refused else 0, complaint=refused)


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
