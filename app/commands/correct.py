"""`intercoder correct`: takes in a new version of a text, replaces a name, or restores a version."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.counting import counted
from app.documents.queries import document
from app.errors import UserError
from app.exchange.new_version import read_version
from app.exchange.readers.encodings import python_name
from app.jobs import Job
from app.rounds.then import document_ids
from app.store import Project
from app.store.journal import reporting
from app.texts.actions import new_name, renew_text, replace_name, restore_version
from app.texts.preview import TextPreview, preview_name, preview_renewal, preview_version

MOST_SHOWN = 12
LONGEST = 60  # characters of words that are shown


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Change what is asked for as one step; with --preview only say what would change."""
    _refuse_unclear(chosen)
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    with opened(chosen) as project:
        if chosen.replace:
            previews = _replace(project, chosen, job)
        elif chosen.version is not None:
            previews = _restore(project, chosen, job)
        else:
            previews = _renew(project, chosen, job)
        names = _names(project)
        value = {"changed": not chosen.preview, "documents": [_value(row, names) for row in previews]}
    return CommandOutput("\n".join(_lines(previews, chosen.preview)), value)


def _refuse_unclear(chosen: Namespace) -> None:
    if chosen.replace:
        if chosen.document or chosen.file or chosen.version is not None:
            raise UserError("--replace works in all documents. Name some of them with --documents instead.")
        return
    if chosen.documents:
        raise UserError("--documents is for --replace. Name one document, and its file.")
    if chosen.document is None:
        raise UserError("Name the document and the file of its new version, or add --replace OLD NEW.")
    if (chosen.file is None) == (chosen.version is None):
        raise UserError(
            f"Name the file of the new version of “{chosen.document}”, or a version of it with --version N."
        )


def _document(project: Project, name: str) -> int:
    with project.read() as session:
        (document_id,) = ids_named([name], document_ids(session, None), "document") or ()
    return document_id


def _renew(project: Project, chosen: Namespace, job: Job) -> list[TextPreview]:
    document_id = _document(project, chosen.document)
    encoding = python_name(chosen.encoding) if chosen.encoding else None
    source = read_version(Path(chosen.file), encoding)
    with project.read() as session:
        preview = preview_renewal(
            session, document_id=document_id, new_text=source.text, anyway=chosen.anyway, job=job
        )
    if not chosen.preview:
        project.do(
            f"New version of “{preview.document.name}”",
            reporting(job, renew_text),
            document_id=document_id,
            new_text=source.text,
            regions=source.regions,
            file_name=source.file_name,
            file_hash=source.file_hash,
            reason=chosen.reason,
            anyway=chosen.anyway,
            seen_version=preview.document.text_version,
            prepared=preview.alignment,
        )
    return [preview]


def _replace(project: Project, chosen: Namespace, job: Job) -> list[TextPreview]:
    name, other = chosen.replace[0], new_name(*chosen.replace)
    with project.read() as session:
        named = ids_named(chosen.documents or [], document_ids(session, None), "document")
        ids = named if chosen.documents else None
        previews = preview_name(session, name=name, other=other, document_ids=ids, job=job)
    if not chosen.preview or not previews:
        project.do(
            "Replace a name",
            reporting(job, replace_name),
            name=name,
            other=other,
            document_ids=ids,
            reason=chosen.reason,
        )
    return previews


def _restore(project: Project, chosen: Namespace, job: Job) -> list[TextPreview]:
    document_id = _document(project, chosen.document)
    with project.read() as session:
        preview = preview_version(session, document_id=document_id, version=chosen.version, job=job)
        name = document(session, document_id).name
    if not chosen.preview:
        project.do(
            f"Restore version {chosen.version} of “{name}”",
            reporting(job, restore_version),
            document_id=document_id,
            version=chosen.version,
            reason=chosen.reason,
        )
    return [preview]


Names = tuple[dict[int, str], dict[int, str]]  # of coders and codes, by id


def _names(project: Project) -> Names:
    with project.read() as session:
        return {row.id: row.name for row in coders(session)}, {row.id: row.name for row in codebook(session)}


def _value(preview: TextPreview, names: Names) -> dict[str, Any]:
    """One document, for programs: offsets and names, no words of the text."""
    people, codes = names
    return {
        "document": preview.document.name,
        "document_id": preview.document.id,
        "version": preview.document.text_version + 1,
        "characters": len(preview.alignment.new_text),
        "differences": [
            {
                "start": part.old,
                "end": part.old + part.old_length,
                "new_start": part.new,
                "new_end": part.new + part.new_length,
            }
            for part in preview.differences
        ],
        "codings": {
            "moved": preview.moved,
            "changed": preview.count("changed"),
            "lost": preview.count("lost"),
        },
        "touched": [
            {
                "coder": people[coding.coder_id],
                "code": codes[coding.code_id],
                "outcome": coding.outcome,
                "start": coding.start,
                "end": coding.end,
                "new_start": coding.new_start,
                "new_end": coding.new_end,
            }
            for coding in preview.touched
        ],
        "decisions": preview.decisions,
        "notes": preview.notes,
        "proposals": preview.proposals,
        "coded_blind_by": preview.blind,
        "closed_rounds": list(preview.closed),
    }


def _lines(previews: Sequence[TextPreview], is_preview: bool) -> list[str]:
    lines = [f"{'Would change' if is_preview else 'Changed'} {counted(len(previews), 'document')}."]
    for preview in previews:
        places = counted(len(preview.differences), "place")
        lines.append(f"  {preview.document.name}: {places}; {_codings(preview)}")
        lines += [
            f"    {_words(preview, index)}" for index in range(min(len(preview.differences), MOST_SHOWN))
        ]
        if len(preview.differences) > MOST_SHOWN:
            lines.append(f"    ... and {len(preview.differences) - MOST_SHOWN:,} more")
        if preview.blind:
            who = counted(preview.blind, "coder codes", "coders code")
            lines.append(f"    {who} it blind: that work moves along, and nobody else is told of it.")
        if preview.closed:
            closed = ", ".join(f"“{name}”" for name in preview.closed)
            shows = "shows" if len(preview.closed) == 1 else "show"
            lines.append(f"    {closed} {shows} the version that was coded.")
    return lines


def _codings(preview: TextPreview) -> str:
    moved = counted(preview.moved, "coding keeps", "codings keep")
    changed, lost = preview.count("changed"), preview.count("lost")
    return f"{moved} all words, {changed:,} to look at, {lost:,} lost"


def _words(preview: TextPreview, index: int) -> str:
    part, alignment = preview.differences[index], preview.alignment
    old = alignment.old_text[part.old : part.old + part.old_length]
    new = alignment.new_text[part.new : part.new + part.new_length]
    return f"{part.old:,}: {_shown(old)} -> {_shown(new)}"


def _shown(words: str) -> str:
    if not words:
        return "nothing"
    line = " ".join(words.split())
    return f"“{line[:LONGEST]}…”" if len(line) > LONGEST else f"“{line or words}”"
