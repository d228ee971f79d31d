"""How coders and documents stand in the tables of a study folder, written and compared by the same rules."""

from collections.abc import Iterable, Mapping, Sequence

from app.coders.queries import CoderRow
from app.documents.actions import PROVENANCE
from app.exchange.study_folder.study import OWN_COLUMNS, is_consensus
from app.exchange.tables import MOST_COLUMNS, column
from app.names import key
from app.studies.rows import StudyCoder, StudyDescription

DESCRIBED = ("name", "direction", "file_name", *PROVENANCE)
DOCUMENT_COLUMNS = ("doc_id", *DESCRIBED)


def layer_name(coder: CoderRow | StudyCoder) -> str:
    """The name of a coder in a study folder, where a consensus layer's says that it is one."""
    hidden = coder.role == "consensus" and not is_consensus(coder.name)
    return f"MODERATED {coder.name}" if hidden else coder.name


def coder_cells(coders: Sequence[StudyCoder]) -> dict[str, str]:
    """What stands in tables for each coder, by guid: another name for everybody."""
    cells: dict[str, str] = {}
    taken: set[str] = set()
    for coder in coders:
        cell, attempt = layer_name(coder), 1
        while key(cell) in taken:
            attempt += 1
            cell = f"{layer_name(coder)} ({attempt})"
        taken.add(key(cell))
        cells[coder.guid] = cell
    return cells


def document_cells(about: StudyDescription) -> dict[str, str]:
    """What documents.csv has of a document, by column, but for doc_id and properties."""
    return {field: getattr(about, field) for field in DESCRIBED}


def property_columns(properties: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The columns of documents' properties, headers by column; none that would be read as another thing."""
    headers: dict[str, str] = {}
    for named in properties:
        for name in named:
            if column(name) not in OWN_COLUMNS | {""}:
                headers.setdefault(column(name), name)
    return dict(list(headers.items())[: MOST_COLUMNS - len(DOCUMENT_COLUMNS)])


def property_cell(properties: Mapping[str, str], wanted: str) -> str:
    """A document's value in one of these columns."""
    return next((value for name, value in properties.items() if column(name) == wanted), "")
