"""Brings a study folder into a project, as one undoable action."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.documents.actions import add_document, hash_of
from app.exchange.codebook_lines import parents_first
from app.exchange.problems import Problems
from app.exchange.study_folder.reading import read_study
from app.exchange.study_folder.study import DOCUMENTS, Study, is_consensus
from app.jobs import Job
from app.models import Assignment, Code, Coding, Document
from app.models.names import key
from app.rounds.actions import complete_document, complete_many
from app.store import Project
from app.store.journal import WriteSession, add_many


@dataclass(frozen=True)
class Imported:
    """How much was added; `already` counts codings that the project had, `notes` are sentences."""

    documents: int
    codes: int
    coders: int
    codings: int
    completed: int
    already: int
    notes: tuple[str, ...]


def import_study(project: Project, folder: Path, job: Job) -> Imported:
    """Add a study folder to a project, all of it or nothing; UserError lists what is wrong with it.

    Documents, codes and coders that the project has are recognised by name; a document must have the same
    text, a code stays as the project defines it.
    """
    study = read_study(folder, job)
    job.step(0, 0, "Saving")
    return project.do(f"Import study “{study.title}”", _add, study)


def _add(session: WriteSession, study: Study) -> Imported:
    problems = Problems()
    documents, known = _add_documents(session, study, problems)
    problems.raise_if_any(study.title)
    codes, new_codes, notes = _add_codes(session, study)
    team, new_coders = _add_coders(session, study)
    rows = [
        {
            "document_id": documents[coding.doc_id],
            "coder_id": team[coding.coder],
            "code_id": codes[coding.code],
            "start": coding.start,
            "end": coding.end,
            "memo": coding.memo,
            "sure": coding.sure,
            **({"created_at": coding.created_at} if coding.created_at else {}),
        }
        for coding in study.codings
    ]
    there = _codings_of(session, known)
    new = [row for row in rows if _place(row) not in there]
    add_many(session, Coding, new)
    pairs = {(documents[doc_id], team[coder]) for doc_id, coder in study.completed}
    return Imported(
        documents=len(documents) - len(known),
        codes=new_codes,
        coders=new_coders,
        codings=len(new),
        completed=_complete(session, pairs),
        already=len(rows) - len(new),
        notes=tuple(notes),
    )


def _add_documents(
    session: WriteSession, study: Study, problems: Problems
) -> tuple[dict[str, int], list[int]]:
    """Ids by doc_id, and the ids of those that the project had."""
    stored = {
        row.name_key: row
        for row in session.execute(select(Document.name_key, Document.id, Document.text_hash))
    }
    ids: dict[str, int] = {}
    known: list[int] = []
    for document in study.documents:
        twin = stored.get(key(document.name))
        if twin is None:
            ids[document.doc_id] = add_document(
                session,
                name=document.name,
                text=document.text,
                regions=document.regions,
                direction=document.direction,
                file_name=document.file_name,
                properties=document.properties,
                **document.provenance,
            )
        elif twin.text_hash == hash_of(document.text):
            ids[document.doc_id] = twin.id
            known.append(twin.id)
        else:
            problems.add(
                f"{DOCUMENTS}/{document.doc_id}.txt",
                f"the project has a document “{document.name}” with another text.",
            )
    return ids, known


def _add_codes(session: WriteSession, study: Study) -> tuple[dict[str, int], int, list[str]]:
    """Ids by key, the number of new ones, and notes about what could not be kept."""
    ids = {key(code.name): code.id for code in codebook(session)}
    keys = set(session.scalars(select(Code.shortcut).where(Code.shortcut != "")))
    before, notes = len(ids), []
    for line in parents_first(study.codes):
        if key(line.name) in ids:
            continue
        fields: dict[str, Any] = dict(line.fields)
        if fields.get("shortcut") in keys:
            notes.append(f"“{line.name}” has no shortcut now: “{fields.pop('shortcut')}” is another code's.")
        parent_id = ids[key(line.parent)] if line.parent else None
        ids[key(line.name)] = add_code(session, name=line.name, parent_id=parent_id, **fields)
    for code, name in study.other_codes.items():
        if code not in ids:
            ids[code] = add_code(session, name=name)
    return ids, len(ids) - before, notes


def _add_coders(session: WriteSession, study: Study) -> tuple[Mapping[str, int], int]:
    ids = {key(coder.name): coder.id for coder in coders(session)}
    before = len(ids)
    for coder, name in sorted(study.coders.items()):
        if coder not in ids:
            role = "consensus" if is_consensus(name) else "coder"
            ids[coder] = add_coder(session, name=name, role=role)
    return ids, len(ids) - before


def _codings_of(session: WriteSession, document_ids: list[int]) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for document_id in document_ids:
        rows = session.execute(
            select(Coding.document_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end).where(
                Coding.document_id == document_id
            )
        )
        found.update(tuple(row) for row in rows)
    return found


def _place(row: Mapping[str, object]) -> tuple[object, ...]:
    return row["document_id"], row["coder_id"], row["code_id"], row["start"], row["end"]


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
