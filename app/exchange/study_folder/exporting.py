"""Writes a project as a study folder."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.documents import queries as documents_queries
from app.documents.actions import PROVENANCE
from app.documents.queries import DocumentRow
from app.exchange.codebook_lines import COLUMNS, code_cells
from app.exchange.drafts import FileNames, new_folder
from app.exchange.study_folder.study import (
    ASSIGNMENTS,
    CODEBOOK,
    CODINGS,
    DOCUMENTS,
    DOCUMENTS_TABLE,
    layer_name,
)
from app.jobs import Job
from app.models import Coding
from app.natural import natural
from app.rounds.queries import completed_pairs
from app.store import Project

CODING_COLUMNS = ("doc_id", "coder", "code", "start", "end", "memo", "quote", "certainty", "created_at")
DOCUMENT_COLUMNS = ("doc_id", "name", "direction", "file_name", *PROVENANCE)


@dataclass(frozen=True)
class Exported:
    """How much was written, and where."""

    folder: Path
    documents: int
    codes: int
    codings: int


def export_study(project: Project, folder: Path, job: Job) -> Exported:
    """Write the whole study into a new or empty folder, all of it or nothing.

    A consensus layer whose name doesn't say so is written as “MODERATED name”, so that it stays out of
    agreement wherever the folder is read.
    """
    with new_folder(folder) as draft, project.read() as session:
        (draft / DOCUMENTS).mkdir()
        return _write(session, draft, folder, job)


def _write(session: Session, draft: Path, folder: Path, job: Job) -> Exported:
    documents = documents_queries.documents(session)
    doc_ids = _doc_ids(documents)
    codes = codebook(session)
    code_names = {code.id: code.name for code in codes}
    coder_names = {coder.id: layer_name(coder) for coder in coders(session)}
    _write_descriptions(session, draft / DOCUMENTS_TABLE, documents, doc_ids)
    lines = [code_cells(code, code_names[code.parent_id] if code.parent_id else "") for code in codes]
    _write_csv(draft / CODEBOOK, COLUMNS, lines)
    pairs = [(doc_ids[document], coder_names[coder]) for document, coder in completed_pairs(session)]
    pairs.sort(key=lambda pair: (natural(pair[0]), pair[1]))
    _write_csv(draft / ASSIGNMENTS, ("doc_id", "coder"), pairs)
    rows: list[Sequence[object]] = []
    for done, document in enumerate(documents):
        job.step(done, len(documents), "Writing documents")
        text = documents_queries.text(session, document.id)
        (draft / DOCUMENTS / f"{doc_ids[document.id]}.txt").write_bytes(text.encode())
        rows += [
            (doc_ids[document.id], coder_names[coder], code_names[code], start, end, *more)
            for coder, code, start, end, *more in _codings(session, document.id, text)
        ]
    _write_csv(draft / CODINGS, CODING_COLUMNS, rows)
    return Exported(folder, len(documents), len(codes), len(rows))


def _codings(
    session: Session, document_id: int, text: str
) -> Iterator[tuple[int, int, int, int, str, str, str, str]]:
    """(coder, code, start, end, memo, quote, certainty, time) of a document's codings by their start."""
    for coding in session.execute(
        select(
            Coding.coder_id,
            Coding.code_id,
            Coding.start,
            Coding.end,
            Coding.memo,
            Coding.sure,
            Coding.created_at,
        )
        .where(Coding.document_id == document_id)
        .order_by(Coding.start, Coding.id)
    ):
        quote = text[coding.start : coding.end]
        certainty = "sure" if coding.sure else "unsure"
        yield *coding[:5], quote, certainty, coding.created_at


def _write_descriptions(
    session: Session, path: Path, documents: Sequence[DocumentRow], doc_ids: Mapping[int, str]
) -> None:
    properties = documents_queries.properties(session)
    more = list(dict.fromkeys(name for named in properties.values() for name in named))
    _write_csv(
        path,
        (*DOCUMENT_COLUMNS, *more),
        [
            (
                doc_ids[document.id],
                *(getattr(document, field) for field in DOCUMENT_COLUMNS[1:]),
                *(properties.get(document.id, {}).get(name, "") for name in more),
            )
            for document in documents
        ],
    )


def _doc_ids(documents: Sequence[DocumentRow]) -> dict[int, str]:
    """A file name for each document that every system accepts: the one it came with, where it can be kept."""
    names = FileNames()
    return {document.id: names.stem(Path(document.file_name).stem or document.name) for document in documents}


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # with another line end than CR LF a lone CR in a memo would not be quoted
        writer.writerow(header)
        writer.writerows(rows)
