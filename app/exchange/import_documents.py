"""Brings documents of any readable format into a project."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.counting import counted
from app.documents.actions import NewDocument, add_documents, hash_of
from app.documents.groups import put_in_group
from app.documents.order import place_by_name
from app.documents.roles import give_roles
from app.documents.sources import Source
from app.documents.speaker_choices import chosen_regions
from app.documents.turns import TextRegion
from app.errors import UserError
from app.exchange.import_choices import ImportChoices
from app.exchange.readers import doubts, read_sources
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


@dataclass(frozen=True)
class FilesRead:
    """What files hold, before any of it is in a project."""

    sources: tuple[tuple[Path, Source], ...]
    refused: tuple[RefusedFile, ...] = ()
    passed_over: tuple[RefusedFile, ...] = ()


def import_documents(
    project: Project, paths: Sequence[Path], job: Job, choices: ImportChoices | None = None
) -> ImportOutcome:
    """Read files and add those that can be read as one undoable action; the others are told with reasons.

    Files that programs leave beside documents, such as Word's locks, are passed over.
    """
    choices = choices or ImportChoices()
    return store_files(project, read_files(paths, job, choices), choices, job)


def read_files(paths: Sequence[Path], job: Job, choices: ImportChoices) -> FilesRead:
    """Read files by what was chosen about their letters and forms."""
    sources: list[tuple[Path, Source]] = []
    refused: list[RefusedFile] = []
    passed_over: list[RefusedFile] = []
    for index, path in enumerate(paths):
        job.step(index, len(paths), f"Reading {path.name}")
        if reason := leftover(path):
            passed_over.append(RefusedFile(str(path), reason))
            continue
        chosen = choices.of(path)
        try:
            read = read_sources(path, chosen.encoding or None, chosen.dialect)
        except UserError as error:
            refused.append(RefusedFile(str(path), str(error)))
        else:
            sources += [(path, source) for source in read]
    return FilesRead(tuple(sources), tuple(refused), tuple(passed_over))


def store_files(project: Project, files: FilesRead, choices: ImportChoices, job: Job) -> ImportOutcome:
    """Add what was read as one undoable action."""
    sources, left_out = _wanted(project, files.sources, choices)
    passed_over = (*files.passed_over, *left_out)
    if not sources:
        return ImportOutcome((), files.refused, passed_over)
    job.step(len(sources), len(sources), "Saving")
    several = f"Import {counted(len(sources), 'document')}"
    label = f"Import “{sources[0][1].name}”" if len(sources) == 1 else several
    imported = project.do(label, _add, sources, choices)
    return ImportOutcome(tuple(imported), files.refused, passed_over)


def _wanted(
    project: Project, sources: Sequence[tuple[Path, Source]], choices: ImportChoices
) -> tuple[list[tuple[Path, Source]], list[RefusedFile]]:
    """What is to come in, and what is passed over because its text is there, or comes in, already."""
    if choices.duplicates == "import":
        return list(sources), []
    with project.read() as session:
        rows = session.execute(select(Document.text_hash, Document.name))
        there = {row.text_hash: row.name for row in rows}
    wanted, left_out = [], []
    for path, source in sources:
        text_hash = hash_of(source.text)
        if text_hash in there:
            reason = f"“{path.name}” was left out: its text is that of “{there[text_hash]}”."
            left_out.append(RefusedFile(str(path), reason))
        else:
            wanted.append((path, source))
        there.setdefault(text_hash, source.name)
    return wanted, left_out


def _add(
    session: WriteSession, read: Sequence[tuple[Path, Source]], choices: ImportChoices
) -> list[ImportedDocument]:
    """Add documents; they stand where their names belong (P1, P2, P10)."""
    taken = {key(name) for name in session.scalars(select(Document.name))}
    same = {row.text_hash: row.name for row in session.execute(select(Document.text_hash, Document.name))}
    regions = [
        chosen_regions(source.text, source.recognition, choices.speakers, choices.of(path).taken)
        for path, source in read
    ]
    names = []
    for _, document in read:
        names.append(_free_name(document.name, taken))
        taken.add(key(names[-1]))
    new = [
        _new_document(name, document, parts, choices.language)
        for name, (_, document), parts in zip(names, read, regions, strict=True)
    ]
    ids = add_documents(session, documents=new)
    imported = []
    for document_id, name, (path, document), parts in zip(ids, names, read, regions, strict=True):
        in_doubt = doubts(path.name, document.recognition, choices.of(path).taken)
        warnings, text_hash = (*document.warnings, *in_doubt), hash_of(document.text)
        if text_hash in same:
            warnings += (f"“{name}” has the very text of “{same[text_hash]}”. If that was a slip, undo it.",)
        same.setdefault(text_hash, name)
        imported.append(_imported(path, document_id, name, document, parts, warnings))
    place_by_name(session, [document.document_id for document in imported])
    for group in choices.groups:
        put_in_group(session, document_ids=ids, group=group)
    if choices.speakers.roles:
        give_roles(session, roles=choices.speakers.roles)
    return imported


def _new_document(name: str, document: Source, regions: Sequence[TextRegion], language: str) -> NewDocument:
    return NewDocument(
        name=name,
        text=document.text,
        regions=regions,
        direction=document.direction,
        file_name=document.file_name[:LONGEST],
        file_hash=document.file_hash,
        properties=document.properties,
        provenance={"language": language or document.language or ""},
    )


def _imported(
    path: Path,
    document_id: int,
    name: str,
    document: Source,
    regions: Sequence[TextRegion],
    warnings: tuple[str, ...],
) -> ImportedDocument:
    speakers = Counter(region.speaker or "" for region in regions if region.kind == "turn")
    turns = speakers.total()
    return ImportedDocument(
        file=str(path),
        document_id=document_id,
        name=name,
        characters=len(document.text),
        warnings=warnings,
        paragraphs=sum(region.kind == "paragraph" for region in regions),
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
