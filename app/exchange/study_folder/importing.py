"""Brings a study folder into a project, as one undoable action."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.counting import counted
from app.documents.actions import NewDocument, add_documents, hash_of
from app.exchange.codebook_lines import parents_first
from app.exchange.problems import Problems
from app.exchange.study_folder.cells import layer_name
from app.exchange.study_folder.differences import (
    CodingPlace,
    FolderDifference,
    compare_codings,
    definitions_unlike,
    documents_unlike,
    removed_code,
    removed_codes,
)
from app.exchange.study_folder.joining import JoinedStudy, joined
from app.exchange.study_folder.project_files import holds_more_than_tables, holds_project
from app.exchange.study_folder.reading import read_study
from app.exchange.study_folder.spellings import as_one
from app.exchange.study_folder.study import DOCUMENTS, FolderCoding, FolderStudy, is_consensus
from app.jobs import Job
from app.models import Assignment, Code, Coding, Document
from app.names import key
from app.rounds.actions import complete_document, complete_many
from app.store import Project
from app.store.journal import WriteSession, add_many
from app.store.sight import may_see
from app.store.updates import PORTION
from app.studies.rows import Study
from app.studies.whole import is_empty, store_study

LAYER = (
    "“{}” is a consensus, not a coder: it stays out of agreement, disagreements and rounds. The decisions "
    "that made it are not in a study folder."
)
PERSON = (
    "“{}” is a coder in this project and stays one, who is compared with the others, though a study folder "
    "calls a consensus so. Rename the coder if the folder's codings are a consensus."
)
ONLY_TABLES = (
    "The folder “project” was left out: rounds, versions of the codebook and decisions come into an empty "
    "project only. Make a new project for the whole study."
)


@dataclass(frozen=True)
class Imported:
    """How much was added; `already` counts codings that the project had, `notes` are sentences.

    Of the `rows` of codings, `codings` came in, `already` were there, `repeated` say once more what another
    row says, and `left_out` are otherwise in the project, as `differences` tells row by row.
    """

    documents: int
    codes: int
    coders: int
    codings: int
    completed: int
    already: int
    notes: tuple[str, ...]
    rows: int
    repeated: int
    left_out: int
    differences: tuple[FolderDifference, ...]


def import_study(project: Project, folder: Path, job: Job) -> Imported:
    """Add a study folder to a project, all of it or nothing; UserError lists what is wrong with it.

    Documents, codes and coders that the project has are recognised by name; a document must have the same
    text, a code stays as the project defines it.
    """
    tables = read_study(folder, job)
    with project.read() as session:
        sees, empty = may_see(session), is_empty(session)
    label = f"Import study “{tables.title}”"
    if holds_project(folder) and empty:
        whole = joined(folder, tables)
        # what is in the study already is not needed a second time, and may be a million rows
        tables = tables if whole.more else replace(tables, codings=())
        return project.do(label, _add_whole, whole, tables, sees, job)
    job.step(0, 0, "Saving")
    done = project.do(label, add_tables, tables, sees, job)
    return replace(done, notes=(*done.notes, ONLY_TABLES)) if holds_more_than_tables(folder) else done


def _add_whole(
    session: WriteSession, whole: JoinedStudy, tables: FolderStudy, sees: Callable[[int, int], bool], job: Job
) -> Imported:
    """Put a whole study into an empty project, and behind it what somebody added to its tables."""
    study, coders_before = whole.study, len(coders(session))
    repeats = {document.about.guid for document in study.documents if document.repeat_of}
    store_study(session, study=study, job=job)
    done = Imported(
        documents=len(study.documents) - len(repeats),
        codes=len(study.codes),
        coders=len(coders(session)) - coders_before,
        codings=sum(coding.document not in repeats for coding in study.codings),
        completed=sum(
            bool(assignment.completed_at)
            for assignment in study.assignments
            if assignment.document not in repeats
        ),
        already=0,
        notes=(*tables.notes, *_of_the_project(study)),
        rows=tables.rows,
        repeated=whole.repeated,
        left_out=0,
        differences=(),
    )
    if not whole.more:
        return done
    more = add_tables(session, tables, sees, job)
    return replace(
        done,
        documents=done.documents + more.documents,
        codes=done.codes + more.codes,
        coders=done.coders + more.coders,
        codings=done.codings + more.codings,
        completed=done.completed + more.completed,
        notes=tuple(dict.fromkeys((*done.notes, *more.notes))),
        left_out=more.left_out,
        differences=more.differences,
    )


def _of_the_project(study: Study) -> Iterator[str]:
    """What came in of the folder “project”, as a sentence."""
    parts = [
        counted(len(rows), *words)
        for rows, words in (
            (study.rounds, ("round", "rounds")),
            (study.versions, ("version of the codebook", "versions of the codebook")),
            (study.decisions, ("decision", "decisions")),
            (study.cases, ("case", "cases")),
            (study.sheets, ("sheet", "sheets")),
        )
        if rows
    ]
    if parts:
        listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
        yield f"{listed} came in, too: the project is the same study now as the one it was taken out of."


def add_tables(
    session: WriteSession, study: FolderStudy, sees: Callable[[int, int], bool], job: Job
) -> Imported:
    """Add to what a project has; UserError where a text is another one. `sees` is of whoever imports."""
    problems = Problems()
    documents, had_ids, notes = _add_documents(session, study, problems, job)
    problems.raise_if_any(study.title)
    differences = list(documents_unlike(session, study.documents, documents, had_ids))
    differences += definitions_unlike(study.codebook_file, study.codes, codebook(session))
    team, new_coders, one_coder = _add_coders(session, study)
    had = frozenset(had_ids)

    def place_of(coding: FolderCoding) -> CodingPlace | None:
        document_id = documents[coding.doc_id]
        if document_id not in had:
            return None
        return CodingPlace(document_id, team[coding.coder], coding.code, coding.start, coding.end)

    compared = compare_codings(session, study.codings_file, study.codings, place_of, had_ids, sees)
    used = {coding.code for coding in compared.new}
    codes, new_codes, about_codes = _add_codes(session, study, used)
    for start in range(0, len(compared.new), PORTION):
        job.step(start, len(compared.new), "Saving codings")
        portion = compared.new[start : start + PORTION]
        add_many(session, Coding, [_row(coding, documents, team, codes) for coding in portion])
    pairs = {(documents[doc_id], team[coder]) for doc_id, coder in study.completed}
    left_out = len(study.codings) - len(compared.new) - compared.already
    return Imported(
        documents=len(documents) - len(had_ids),
        codes=new_codes,
        coders=new_coders,
        codings=len(compared.new),
        completed=_complete(session, pairs),
        already=compared.already,
        notes=(*study.notes, *notes, *one_coder, *about_codes, *compared.notes),
        rows=study.rows,
        repeated=study.rows - len(study.codings),
        left_out=left_out,
        differences=(*differences, *compared.differences),
    )


def _row(
    coding: FolderCoding, documents: Mapping[str, int], team: Mapping[str, int], codes: Mapping[str, int]
) -> dict[str, object]:
    return {
        "document_id": documents[coding.doc_id],
        "coder_id": team[coding.coder],
        "code_id": codes[coding.code],
        "start": coding.start,
        "end": coding.end,
        "memo": coding.memo,
        "sure": coding.sure,
        "origin": coding.origin or "import",
        **({"created_at": coding.created_at} if coding.created_at else {}),
    }


def _add_documents(
    session: WriteSession, study: FolderStudy, problems: Problems, job: Job
) -> tuple[dict[str, int], list[int], list[str]]:
    """Ids by doc_id, the ids of those that the project had, and which names were taken for one."""
    stored = {
        key(row.name): row for row in session.execute(select(Document.name, Document.id, Document.text_hash))
    }
    ids: dict[str, int] = {}
    had_ids: list[int] = []
    notes: list[str] = []
    new: dict[str, NewDocument] = {}
    for index, document in enumerate(study.documents):
        job.step(index, len(study.documents), "Saving documents")
        twin = stored.get(key(document.name))
        if twin is None:
            new[document.doc_id] = NewDocument(
                name=document.name,
                text=document.text,
                regions=document.regions,
                direction=document.direction,
                file_name=document.file_name,
                properties=document.properties,
                provenance=document.provenance,
            )
        elif twin.text_hash == hash_of(document.text):
            ids[document.doc_id] = twin.id
            had_ids.append(twin.id)
            if twin.name != document.name:
                notes.append(as_one("document", twin.name, [document.name, twin.name]))
        else:
            problems.add(
                f"{DOCUMENTS}/{document.doc_id}.txt",
                f"the project has a document “{document.name}” with another text.",
            )
    added = add_documents(session, documents=list(new.values()))
    return ids | dict(zip(new, added, strict=True)), had_ids, notes


def _add_codes(
    session: WriteSession, study: FolderStudy, used: AbstractSet[str]
) -> tuple[dict[str, int], int, list[str]]:
    """Ids by key, the number of new ones, and notes about what could not be kept.

    A code that somebody deleted or merged comes back only with codings that are `used`, and that is told.
    """
    ids = {key(code.name): code.id for code in codebook(session)}
    names = {key(code.name): code.name for code in codebook(session)}
    keys = set(session.scalars(select(Code.shortcut).where(Code.shortcut != "")))
    before = len(ids)
    notes = [
        as_one("code", names[code], [name, names[code]])
        for code, name in (
            {key(line.name): line.name for line in study.codes} | dict(study.other_codes)
        ).items()
        if code in ids and name != names[code]
    ]
    removed = removed_codes(session) - ids.keys()
    needed = {key(line.parent) for line in study.codes} | used
    for line in parents_first(study.codes):
        if key(line.name) in ids:
            continue
        if key(line.name) in removed:
            notes.append(removed_code(line.name, back=key(line.name) in needed))
            if key(line.name) not in needed:
                continue
        fields: dict[str, Any] = dict(line.fields)
        if fields.get("shortcut") in keys:
            notes.append(f"“{line.name}” has no shortcut now: “{fields.pop('shortcut')}” is another code's.")
        parent_id = ids[key(line.parent)] if line.parent else None
        ids[key(line.name)] = add_code(session, name=line.name, parent_id=parent_id, **fields)
    for code, name in study.other_codes.items():
        if code in ids:
            continue
        if code in removed:
            notes.append(removed_code(name, back=code in used))
        if code in used or code not in removed:
            ids[code] = add_code(session, name=name)
    return ids, len(ids) - before, notes


def _add_coders(session: WriteSession, study: FolderStudy) -> tuple[Mapping[str, int], int, list[str]]:
    """Ids by key, the number of new ones, and notes: names that were taken for one, and consensus layers."""
    rows = {key(row.name): row for row in coders(session)}
    written = {key(layer_name(row)): row for row in rows.values() if row.role == "consensus"}
    ids: dict[str, int] = {}
    notes: list[str] = []
    for coder, name in sorted(study.coders.items()):
        row = rows.get(coder) or written.get(coder)
        role = row.role if row else "consensus" if is_consensus(name) else "coder"
        if row and coder in rows and row.name != name:
            notes.append(as_one("coder", row.name, [name, row.name]))
        if role == "consensus" and key(name) != key("gold"):  # which says it itself
            notes.append(LAYER.format(row.name if row else name))
        elif role != "consensus" and is_consensus(name):
            notes.append(PERSON.format(name))
        ids[coder] = row.id if row else add_coder(session, name=name, role=role)
    return ids, len(set(ids.values()) - {row.id for row in rows.values()}), notes


def _complete(session: WriteSession, pairs: set[tuple[int, int]]) -> int:
    """Mark pairs as completed; returns how many weren't before."""
    stored = {
        (row.document_id, row.coder_id): row.completed_at
        for row in session.execute(
            select(Assignment.document_id, Assignment.coder_id, Assignment.completed_at)
        )
    }
    for document_id, coder_id in pairs:
        if (document_id, coder_id) in stored:
            complete_document(session, document_id=document_id, coder_id=coder_id)
    complete_many(session, pairs=sorted(pairs - stored.keys()))
    return sum(stored.get(pair) is None for pair in pairs)
