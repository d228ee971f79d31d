"""A study as it was read from a folder, checked in itself, before it meets a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.documents.actions import PROVENANCE
from app.documents.turns import TextRegion
from app.exchange.codebook_lines import CodeLine

DOCUMENTS = "documents"
CODINGS = "codings.csv"
ASSIGNMENTS = "assignments.csv"
CODEBOOK = "codebook.csv"
DOCUMENTS_TABLE = "documents.csv"
PROJECT = "project"  # a folder
OWN_COLUMNS = {"doc_id", "name", "direction", "file_name", *PROVENANCE}


@dataclass(frozen=True)
class FolderDocument:
    """A document with its canonical text; `raw` is the text as its file has it, to which offsets may
    relate instead. `row` is that of the table of documents, 0 where it has none, `cells` are its."""

    doc_id: str
    name: str
    raw: str
    text: str
    regions: Sequence[TextRegion]
    direction: str
    file_name: str
    provenance: Mapping[str, str]
    properties: Mapping[str, str]
    row: int = 0
    table: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FolderCoding:
    """A code by a coder on [start, end) of a document's canonical text; `coder` and `code` are keys.

    `row` is the first in the table that has it.
    """

    doc_id: str
    coder: str
    code: str
    start: int
    end: int
    memo: str
    sure: bool
    created_at: str
    row: int
    guid: str = ""
    origin: str = ""  # where the table doesn't say


@dataclass(frozen=True)
class FolderStudy:
    """Everything that a study folder holds; `coders` and `uncoded` are {key: name as first written}.

    `other_codes` are those that codings use and codebook.csv doesn't name; `completed` are (doc_id, coder
    key) pairs. `rows` counts those of the table of codings, `notes` are sentences on how it was read.
    """

    title: str
    documents: Sequence[FolderDocument]
    codes: Sequence[CodeLine]
    other_codes: Mapping[str, str]
    coders: Mapping[str, str]
    codings: Sequence[FolderCoding]
    completed: Sequence[tuple[str, str]]
    codings_file: str = CODINGS
    codebook_file: str = CODEBOOK
    rows: int = 0
    notes: Sequence[str] = ()


def is_consensus(name: str) -> bool:
    """Whether a coder of this name is a consensus layer, which stays out of agreement."""
    name = name.strip().casefold()
    return name in ("gold", "consensus") or name.startswith("moderated")
