"""Brings documents of any readable format into a project."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.counting import counted
from app.documents.actions import NewDocument, add_documents, hash_of
from app.documents.order import place_by_name
from app.documents.sources import Source
from app.errors import UserError
from app.exchange.readers import read_sources
from app.exchange.readers.leftovers import leftover
from app.jobs import Job
from app.models import Document
from app.names import LONGEST, key
from app.store import Project
from app.store.journal import WriteSession


@dataclass(frozen=True)
class ImportedDocument:
    """A file that is a document now, under a name that nobody had; `warnings` are sentences.

    `speakers` counts the turns of each, those with most turns first; turns of nobody are under "". A text
    without turns has paragraphs only. `dialect` is the form of transcript (app.documents.dialects) that was
    recognised, "" where the file itself names who speaks or nobody does.
    """

    file: str
    document_id: int
    name: str
    characters: int
    warnings: tuple[str, ...]
    paragraphs: int
    turns: int
    speakers: dict[str, int]
    dialect: str = ""


@dataclass(frozen=True)
class RefusedFile:
    """A file that was left out, and why, as a sentence that names it."""

    file: str
    reason: str


@dataclass(frozen=True)
class ImportOutcome:
    """What became of each file; those passed over are no documents, and nobody meant them."""

    imported: tuple[ImportedDocument, ...]
    refused: tuple[RefusedFile, ...]
    passed_over: tuple[RefusedFile, ...] = ()


def import_documents(
    project: Project, paths: Sequence[Path], job: Job, encodings: Mapping[Path, str] | None = None
) -> ImportOutcome:
    """Read files and add those that can be read as one undoable action; the others are told with reasons.

    `encodings` are those that somebody chose for text files. Files that programs leave beside documents, such
    as Word's locks, are passed over.
    """
    read: list[tuple[Path, Source]] = []
    refused: list[RefusedFile] = []
    passed_over: list[RefusedFile] = []
    for index, path in enumerate(paths):
        job.step(index, len(paths), f"Reading {path.name}")
        if reason := leftover(path):
            passed_over.append(RefusedFile(str(path), reason))
            continue
        try:
            read += [(path, source) for source in read_sources(path, (encodings or {}).get(path))]
        except UserError as error:
            refused.append(RefusedFile(str(path), str(error)))
    if not read:
        return ImportOutcome((), tuple(refused), tuple(passed_over))
    job.step(len(paths), len(paths), "Saving")
    label = f"Import “{read[0][1].name}”" if len(read) == 1 else f"Import {counted(len(read), 'document')}"
    return ImportOutcome(tuple(project.do(label, _add, read)), tuple(refused), tuple(passed_over))


def _add(session: WriteSession, read: Sequence[tuple[Path, Source]]) -> list[ImportedDocument]:
    """Add documents; they stand where their names belong (P1, P2, P10)."""
    taken = {key(name) for name in session.scalars(select(Document.name))}
    same = {row.text_hash: row.name for row in session.execute(select(Document.text_hash, Document.name))}
    names = []
    for _, document in read:
        names.append(_free_name(document.name, taken))
        taken.add(key(names[-1]))
    new = [_new_document(name, document) for name, (_, document) in zip(names, read, strict=True)]
    ids = add_documents(session, documents=new)
    imported = []
    for document_id, name, (path, document) in zip(ids, names, read, strict=True):
        warnings, text_hash = document.warnings, hash_of(document.text)
        if text_hash in same:
            warnings += (f"“{name}” has the very text of “{same[text_hash]}”. If that was a slip, undo it.",)
        same.setdefault(text_hash, name)
        imported.append(_imported(path, document_id, name, document, warnings))
    place_by_name(session, [document.document_id for document in imported])
    return imported


def _new_document(name: str, document: Source) -> NewDocument:
    return NewDocument(
        name=name,
        text=document.text,
        regions=document.regions,
        direction=document.direction,
        file_name=document.file_name[:LONGEST],
        properties=document.properties,
        provenance={"language": document.language or ""},
    )


def _imported(
    path: Path, document_id: int, name: str, document: Source, warnings: tuple[str, ...]
) -> ImportedDocument:
    speakers = Counter(region.speaker or "" for region in document.regions if region.kind == "turn")
    turns = speakers.total()
    return ImportedDocument(
        file=str(path),
        document_id=document_id,
        name=name,
        characters=len(document.text),
        warnings=warnings,
        paragraphs=len(document.regions) - turns,
        turns=turns,
        speakers=dict(speakers.most_common()),
        dialect=document.recognition.dialect or "",
    )


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or “Name (2)” where a document has it already."""
    attempt, free = 1, name
    while key(free) in taken:
        attempt += 1
        free = f"{name} ({attempt})"
    return free
