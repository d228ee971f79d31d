"""Makes a whole study of a study folder: what its tables say, and behind it what its folder “project” knows.

Whoever changes a table in a spreadsheet means it: a cell that says otherwise than “project” counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.exchange.codebook_lines import CodeLine
from app.exchange.problems import Problems
from app.exchange.study_folder.cells import coder_cells, document_cells, property_cell
from app.exchange.study_folder.project_files import ROWS, DocumentLine, ProjectFiles, file_of, read_project
from app.exchange.study_folder.study import (
    ASSIGNMENTS,
    CODEBOOK,
    DOCUMENTS,
    OWN_COLUMNS,
    PROJECT,
    FolderDocument,
    FolderStudy,
)
from app.exchange.tables import column, table_at
from app.models import now
from app.names import key
from app.store import chain
from app.studies.checking import GUID
from app.studies.rows import Study, StudyAssignment, StudyCode, StudyCoding, StudyDocument

OTHER_TEXT = (
    "is not the text that {} tells of: it was changed since the study was taken out. Put it back as it was, "
    f"or remove the folder “{PROJECT}”, to import texts and tables alone, without rounds and decisions."
)


@dataclass(frozen=True)
class JoinedStudy:
    """The whole study, and whether the tables have rows beyond it: codings without a guid, new names.

    `repeated` counts rows of codings that say once more what another row says.
    """

    study: Study
    more: bool
    repeated: int


def joined(folder: Path, tables: FolderStudy) -> JoinedStudy:
    """The whole study of a folder whose tables were read; UserError lists what doesn't fit them."""
    files = read_project(folder)
    codes = _codes(files.codes, tables, complete=table_at(folder, CODEBOOK).exists())
    documents = _documents(files, tables, folder.name)
    doc_ids = {line.doc_id: line.about.guid for line in files.documents if line.doc_id}
    people = {key(cell): guid for guid, cell in coder_cells(files.coders).items()}
    codings, more = _codings(tables, doc_ids, people, {key(code.name): code.guid for code in codes})
    pairs = {(doc_ids.get(doc_id, ""), people.get(coder, "")) for doc_id, coder in tables.completed}
    has_table = table_at(folder, ASSIGNMENTS).exists()
    assignments = _assignments(files, pairs, set(doc_ids.values())) if has_table else files.assignments
    more |= has_table and not pairs <= {
        (assignment.document, assignment.coder) for assignment in assignments if assignment.completed_at
    }
    more |= any(document.doc_id not in doc_ids for document in tables.documents)
    names = {key(code.name) for code in codes}
    more |= not names.issuperset({key(line.name) for line in tables.codes} | tables.other_codes.keys())
    study = replace(study_of_files(files, codings), codes=codes, documents=documents, assignments=assignments)
    return JoinedStudy(study, more, tables.rows - len(tables.codings))


def study_of_files(files: ProjectFiles, codings: Sequence[StudyCoding]) -> Study:
    """A study of these codings and those of hidden repeats, with what no table says."""
    codings = [*codings, *files.codings]
    guids = {coding.guid for coding in codings}
    rows: dict[str, Any] = {name: getattr(files, name) for name in ROWS if name != "documents"}
    narrowed = {
        "codings": codings,
        "checks": [check for check in files.checks if check.coding in guids],
        "decisions": [
            decision._replace(codings=tuple(guid for guid in decision.codings if guid in guids))
            for decision in files.decisions
        ],
        "by_hand": [guid for guid in files.head.by_hand if guid in guids],
    }
    return Study(guid=files.head.guid, settings=files.head.settings, **(rows | narrowed))


def _codes(codes: list[StudyCode], tables: FolderStudy, *, complete: bool) -> list[StudyCode]:
    """The codes as the table has them; one that it hasn't, and that nothing is coded with, was taken out."""
    lines = {key(line.name): line for line in tables.codes}
    named = {key(code.name): code.guid for code in codes}
    names = {code.guid: code.name for code in codes}
    joined_codes: list[StudyCode] = []
    for code in codes:
        line = lines.get(key(code.name))
        if line is not None:
            joined_codes.append(_defined(code, line, names, named))
        elif not complete or key(code.name) in tables.other_codes:
            joined_codes.append(code)
    return joined_codes


def _defined(
    code: StudyCode, line: CodeLine, names: Mapping[str, str], named: Mapping[str, str]
) -> StudyCode:
    changed: dict[str, Any] = {
        field: value
        for field, value in line.fields.items()
        if _as_read(field, value) != _as_read(field, getattr(code, field))
    }
    if line.has_parent and key(line.parent) != key(names.get(code.parent, "")):
        changed["parent"] = named.get(key(line.parent), "")
    return code._replace(**changed)


def _as_read(field: str, value: str | bool) -> str | bool:
    """A colour or a shortcut as a table is read, whatever else as it is."""
    return str(value).strip().casefold() if field in ("colour", "shortcut") else value


def _documents(files: ProjectFiles, tables: FolderStudy, folder: str) -> list[StudyDocument]:
    """The documents with their texts, and with what the table says of them."""
    problems = Problems()
    by_doc_id = {document.doc_id: document for document in tables.documents}
    documents: list[StudyDocument] = []
    for row, line in enumerate(files.documents, start=1):
        document = StudyDocument(
            line.about, line.texts, line.regions, line.properties, line.repeat_of, line.changes, line.groups
        )
        if line.doc_id:
            file, project_file = f"{DOCUMENTS}/{line.doc_id}.txt", f"{PROJECT}/{file_of('documents')}"
            in_tables = by_doc_id.get(line.doc_id)
            text = None if in_tables is None else _text(in_tables, line.text_hash)
            if in_tables is None:
                problems.add(project_file, f"there is no {file}.", row)
            elif text is None:
                problems.add(file, OTHER_TEXT.format(project_file))
            else:
                texts = dict(sorted({**line.texts, line.about.text_version: text}.items()))
                document = _described(document._replace(texts=texts), line, in_tables)
        documents.append(document)
    problems.raise_if_any(folder)
    return documents


def _text(document: FolderDocument, text_hash: str) -> str | None:
    """The text that has a hash: as its file has it, or with line ends that another program changed."""
    return next((text for text in (document.raw, document.text) if chain.digest(text) == text_hash), None)


def _described(document: StudyDocument, line: DocumentLine, in_tables: FolderDocument) -> StudyDocument:
    values: dict[str, Any] = {
        "name": in_tables.name,
        "direction": in_tables.direction,
        "file_name": in_tables.file_name,
        **in_tables.provenance,
    }
    changed = {
        field: values[field]
        for field, cell in document_cells(line.about).items()
        if field in in_tables.cells and in_tables.cells[field].strip() != cell.strip()
    }
    properties = dict(line.properties)
    for wanted, cell in in_tables.cells.items():
        if wanted in OWN_COLUMNS | {""} or cell.strip() == property_cell(properties, wanted).strip():
            continue
        name = next(name for name in (*properties, *in_tables.properties) if column(name) == wanted)
        if cell.strip():
            properties[name] = cell
        else:
            del properties[name]
    return document._replace(about=line.about._replace(**changed), properties=properties)


def _codings(
    tables: FolderStudy, doc_ids: Mapping[str, str], people: Mapping[str, str], codes: Mapping[str, str]
) -> tuple[list[StudyCoding], bool]:
    """The codings that have a guid of their own and known names, and whether there are others."""
    codings: list[StudyCoding] = []
    taken: set[str] = set()
    for coding in tables.codings:
        triple = doc_ids.get(coding.doc_id), codes.get(coding.code), people.get(coding.coder)
        document, code, coder = triple
        if not (document and code and coder) or coding.guid in taken or not GUID.fullmatch(coding.guid):
            continue
        taken.add(coding.guid)
        at, origin = coding.created_at or now(), coding.origin or "hand"
        span = coding.start, coding.end
        codings.append(
            StudyCoding(coding.guid, document, code, coder, *span, coding.memo, coding.sure, at, origin)
        )
    return codings, len(codings) < len(tables.codings)


def _assignments(files: ProjectFiles, pairs: set[tuple[str, str]], shown: set[str]) -> list[StudyAssignment]:
    """Who works on what; what the table doesn't call completed is not."""
    return [
        assignment._replace(completed_at=None)
        if assignment.document in shown and (assignment.document, assignment.coder) not in pairs
        else assignment
        for assignment in files.assignments
    ]
