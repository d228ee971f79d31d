"""Brings documents of any readable format into a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.documents.actions import add_document, hash_of
from app.errors import UserError
from app.exchange.readers import ReadDocument, read_document
from app.jobs import Job
from app.models import Document
from app.models.names import LONGEST, key
from app.store import Project
from app.store.journal import WriteSession


@dataclass(frozen=True)
class ImportedDocument:
    """A file that is a document now, under a name that nobody had; `warnings` are sentences."""

    file: str
    document_id: int
    name: str
    characters: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class RefusedFile:
    """A file that was left out, and why, as a sentence that names it."""

    file: str
    reason: str


@dataclass(frozen=True)
class ImportOutcome:
    """What became of each file."""

    imported: tuple[ImportedDocument, ...]
    refused: tuple[RefusedFile, ...]


def import_documents(project: Project, paths: Sequence[Path], job: Job) -> ImportOutcome:
    """Read files and add those that can be read as one undoable action; the others are told with reasons."""
    read: list[tuple[Path, ReadDocument]] = []
    refused: list[RefusedFile] = []
    for number, path in enumerate(paths):
        job.step(number, len(paths), f"Reading {path.name}")
        try:
            read.append((path, read_document(path)))
        except UserError as error:
            refused.append(RefusedFile(str(path), str(error)))
    if not read:
        return ImportOutcome((), tuple(refused))
    job.step(len(paths), len(paths), "Saving")
    label = f"Import “{read[0][1].name}”" if len(read) == 1 else f"Import {len(read)} documents"
    return ImportOutcome(tuple(project.do(label, _add, read)), tuple(refused))


def _add(session: WriteSession, read: Sequence[tuple[Path, ReadDocument]]) -> list[ImportedDocument]:
    taken = set(session.scalars(select(Document.name_key)))
    same = {row.text_hash: row.name for row in session.execute(select(Document.text_hash, Document.name))}
    imported = []
    for path, document in read:
        name = _free_name(document.name, taken)
        taken.add(key(name))
        document_id = add_document(
            session,
            name=name,
            text=document.text,
            regions=document.regions,
            direction=document.direction,
            file_name=document.file_name[:LONGEST],
            language=document.language or "",
        )
        warnings, text_hash = document.warnings, hash_of(document.text)
        if text_hash in same:
            warnings += (f"“{name}” has the very text of “{same[text_hash]}”. If that was a slip, undo it.",)
        same.setdefault(text_hash, name)
        imported.append(ImportedDocument(str(path), document_id, name, len(document.text), warnings))
    return imported


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or “Name (2)” where a document has it already."""
    number, free = 1, name
    while key(free) in taken:
        number += 1
        free = f"{name} ({number})"
    return free
