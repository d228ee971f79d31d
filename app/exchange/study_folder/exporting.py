"""Writes a project as a study folder: tables and texts that other programs read, and what only we need."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from app.exchange.codebook_lines import COLUMNS, code_cells
from app.exchange.drafts import FileNames, new_folder
from app.exchange.study_folder.cells import (
    DOCUMENT_COLUMNS,
    coder_cells,
    document_cells,
    property_cell,
    property_columns,
)
from app.exchange.study_folder.project_files import write_project
from app.exchange.study_folder.study import (
    ASSIGNMENTS,
    CODEBOOK,
    CODINGS,
    DOCUMENTS,
    DOCUMENTS_TABLE,
)
from app.jobs import Job
from app.natural import natural
from app.store import Project, chain
from app.studies.ordering import in_one_order
from app.studies.rows import Study, StudyCode, StudyDocument
from app.studies.whole import study_of

CODING_COLUMNS = (
    "doc_id",
    "coder",
    "code",
    "start",
    "end",
    "memo",
    "quote",
    "certainty",
    "created_at",
    "guid",
    "origin",
)


@dataclass(frozen=True)
class Exported:
    """How much was written, and where."""

    folder: Path
    documents: int
    codes: int
    codings: int


def export_study(project: Project, folder: Path, job: Job, *, tables_only: bool = False) -> Exported:
    """Write the whole study into a new or empty folder, all of it or nothing.

    With `tables_only` texts and tables, without what only we need: rounds, decisions, notes, earlier texts.

    A consensus layer whose name doesn't say so is written as “MODERATED name”, so that it stays out of
    agreement wherever the folder is read. Hidden repeats are in no table: only we know what they are.
    """
    with new_folder(folder) as draft:
        with project.read() as session:
            study = in_one_order(study_of(session, job))
        documents = sorted(
            (document for document in study.documents if not document.repeat_of),
            key=lambda document: document.about.position,
        )
        doc_ids = _doc_ids(documents)
        (draft / DOCUMENTS).mkdir()
        for done, document in enumerate(documents):
            job.step(done, len(documents), "Writing documents")
            text = draft / DOCUMENTS / f"{doc_ids[document.about.guid]}.txt"
            text.write_bytes(document.text.encode())
        _write_descriptions(draft / DOCUMENTS_TABLE, documents, doc_ids)
        names = {code.guid: code.name for code in study.codes}
        codebook = [code_cells(code, names.get(code.parent, "")) for code in in_tree_order(study.codes)]
        _write_csv(draft / CODEBOOK, COLUMNS, codebook)
        _write_csv(draft / ASSIGNMENTS, ("doc_id", "coder"), _completed(study, doc_ids))
        codings = _codings(study, {document.about.guid: document for document in documents}, doc_ids, job)
        written = _write_csv(draft / CODINGS, CODING_COLUMNS, codings)
        hashes = {document.about.guid: chain.digest(document.text) for document in documents}
        if not tables_only:
            write_project(study, doc_ids, hashes, draft)
        return Exported(folder, len(documents), len(study.codes), written)


def in_tree_order(codes: Sequence[StudyCode]) -> Iterator[StudyCode]:
    """Codes as the codebook shows them: each parent before its children, siblings in their order."""
    children: dict[str, list[StudyCode]] = {}
    for code in sorted(codes, key=lambda code: code.position):
        children.setdefault(code.parent, []).append(code)
    stack = children.get("", [])[::-1]
    while stack:
        code = stack.pop()
        yield code
        stack += children.get(code.guid, [])[::-1]


def _completed(study: Study, doc_ids: Mapping[str, str]) -> list[tuple[str, str]]:
    cells = coder_cells(study.coders)
    pairs = [
        (doc_ids[assignment.document], cells[assignment.coder])
        for assignment in study.assignments
        if assignment.completed_at is not None and assignment.document in doc_ids
    ]
    return sorted(pairs, key=lambda pair: (natural(pair[0]), pair[1]))


def _codings(
    study: Study, documents: Mapping[str, StudyDocument], doc_ids: Mapping[str, str], job: Job
) -> Iterator[Sequence[object]]:
    """The rows of the codings of documents, as the study orders them."""
    coders, codes = coder_cells(study.coders), {code.guid: code.name for code in study.codes}
    for done, (guid, codings) in enumerate(groupby(study.codings, attrgetter("document"))):
        job.step(done, len(documents), "Writing codings")
        if guid not in documents:
            continue
        text = documents[guid].text
        for coding in codings:
            where = doc_ids[guid], coders[coding.coder], codes[coding.code], coding.start, coding.end
            quote, certainty = text[coding.start : coding.end], "sure" if coding.sure else "unsure"
            yield *where, coding.memo, quote, certainty, coding.created_at, coding.guid, coding.origin


def _write_descriptions(path: Path, documents: Sequence[StudyDocument], doc_ids: Mapping[str, str]) -> None:
    more = property_columns(document.properties for document in documents)
    rows = (
        (
            doc_ids[document.about.guid],
            *document_cells(document.about).values(),
            *(property_cell(document.properties, column) for column in more),
        )
        for document in documents
    )
    _write_csv(path, (*DOCUMENT_COLUMNS, *more.values()), rows)


def _doc_ids(documents: Sequence[StudyDocument]) -> dict[str, str]:
    """A file name for each document that every system accepts: the one it came with, where it can be kept."""
    names = FileNames()
    return {
        document.about.guid: names.stem(Path(document.about.file_name).stem or document.about.name)
        for document in documents
    }


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a table; returns how many rows it has."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # with another line end than CR LF a lone CR in a memo would not be quoted
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
