"""Reads the texts of a study folder and what documents.csv says of them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.documents.actions import PROVENANCE
from app.documents.canonical import canonical
from app.documents.direction import direction_of
from app.documents.turns import regions
from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.study_folder.study import DOCUMENTS, DOCUMENTS_TABLE, OWN_COLUMNS, FolderDocument
from app.exchange.tables import read_table, table_at
from app.jobs import Job
from app.names import LONGEST, key, tidy
from app.natural import natural

LONG_FIELDS = {"url", "note"}


@dataclass(frozen=True)
class _Described:
    row: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]
    table: str


def doc_id_of(cell: str) -> str:
    """A doc_id as it is compared: systems differ in how they compose the letters of file names."""
    return unicodedata.normalize("NFC", cell.strip())


def read_documents(folder: Path, job: Job, problems: Problems) -> dict[str, FolderDocument]:
    """All documents by doc_id: in the order of documents.csv, then by name."""
    described = _described(table_at(folder, DOCUMENTS_TABLE), problems)
    files = _files(folder / DOCUMENTS, problems)
    for doc_id in described.keys() - files.keys():
        problems.add(DOCUMENTS_TABLE, f"there is no {DOCUMENTS}/{doc_id}.txt.", described[doc_id].row)
    order = [doc_id for doc_id in described if doc_id in files]
    order += [doc_id for doc_id in files if doc_id not in described]
    by_id: dict[str, FolderDocument] = {}
    names: dict[str, str] = {}
    for index, doc_id in enumerate(order):
        job.step(index, len(order), "Reading documents")
        file = f"{DOCUMENTS}/{files[doc_id].name}"
        try:
            document = _document(files[doc_id], doc_id, described.get(doc_id))
        except UserError as error:
            problems.add(file, str(error))
            continue
        if names.setdefault(key(document.name), file) != file:
            problems.add(file, f"has the same name as {names[key(document.name)]}.")
        by_id[doc_id] = document
    return by_id


def _files(folder: Path, problems: Problems) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: natural(path.name)):
        if path.suffix.lower() != ".txt" or path.name.startswith("."):
            continue
        first = paths.setdefault(doc_id_of(path.stem), path)
        if first != path:
            problems.add(f"{DOCUMENTS}/{path.name}", f"has the same doc_id as {DOCUMENTS}/{first.name}.")
    return paths


def _described(path: Path, problems: Problems) -> dict[str, _Described]:
    table = read_table(path, ["doc_id"], problems) if path.exists() else None
    described: dict[str, _Described] = {}
    for row, cells in table.rows if table else ():
        doc_id = doc_id_of(cells["doc_id"])
        if doc_id in described:
            problems.add(path.name, f"“{doc_id}” is in row {described[doc_id].row} already.", row)
        else:
            described[doc_id] = _Described(row, cells, table.headers if table else {}, path.name)
    return described


def _document(path: Path, doc_id: str, described: _Described | None) -> FolderDocument:
    raw = _text(path)
    text = canonical(raw)
    if not text.strip():
        raise UserError("holds no text.")
    cells = described.cells if described else {}
    headers = described.headers if described else {}
    direction = cells.get("direction", "").strip().casefold()
    if direction not in ("", "ltr", "rtl"):
        raise UserError(f"{DOCUMENTS_TABLE} gives it a direction that is neither “ltr” nor “rtl”.")
    for field, value in cells.items():
        if field in OWN_COLUMNS - LONG_FIELDS and len(value) > LONGEST:
            raise UserError(f"{DOCUMENTS_TABLE} gives it a “{field}” of more than {LONGEST} characters.")
    return FolderDocument(
        doc_id=doc_id,
        name=tidy(cells.get("name", "").strip() or doc_id, "document"),
        raw=raw,
        text=text,
        regions=regions(text),
        direction=direction or direction_of(text),
        file_name=cells.get("file_name", "").strip() or path.name,
        provenance={field: cells[field].strip() for field in PROVENANCE if field in cells},
        properties={
            headers[field][:LONGEST]: value
            for field, value in cells.items()
            if field and field not in OWN_COLUMNS and value.strip()
        },
        row=described.row if described else 0,
        table=described.table if described else "",
        cells=cells,
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            f"is not in UTF-8 (byte {error.start + 1:,}). Save it as UTF-8 in a text editor."
        ) from error
    except OSError as error:
        raise UserError(f"can't be read ({error.strerror or error}).") from error
