"""The sheet “Case by code”: 1 or 0 for each case and code, for statistics programs."""

from collections.abc import Iterator, Sequence

from app.cases.queries import cases
from app.coders.queries import coders
from app.crosstabs.choices import ANY, CONSENSUS
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column

TITLE = "Case by code"
ABOUT = (
    "1 where a code is in the text of a case, else 0: of any coder, and of the consensus where there is one. "
    "Every case of the project counts; a code counts where it was given itself."
)
WIDTH = 12


def is_sensible(export: Export) -> bool:
    """Where there are cases and codes."""
    return bool(cases(export.session)) and bool(export.codes)


def columns(export: Export) -> list[Column]:
    """The case, then each code of each layer."""
    named = [
        Column("case", "The person, event or organisation.", 28, holds="title"),
        Column("case id", "Identifies the case, in every workbook of this project.", 12, holds="id"),
    ]
    for layer in _layers(export) if cases(export.session) else ():
        words = "any coder gave it" if layer == ANY else "the consensus has it"
        ending = "" if layer == ANY else " (consensus)"
        meaning = f"1 where {words} in the text of the case, else 0; empty where that isn't known."
        named += [
            Column(f"{export.safe(name, 'name')}{ending}", meaning, WIDTH, "count", holds="name")
            for name in export.codes_by_cases(layer).rows.labels
        ]
    return named


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each case; empty cells where it has no text, or where the consensus is open."""
    guids = {row.id: row.guid for row in cases(export.session)}
    tables = [export.codes_by_cases(layer) for layer in _layers(export)] if guids else []
    for index, case_id in enumerate(tables[0].source.ids if tables else ()):
        cells: list[Cell] = [tables[0].source.names[index], guids[case_id]]
        for table in tables:
            cells += table.presence_of(index)
        yield cells


def _layers(export: Export) -> list[str]:
    has_consensus = any(coder.role == "consensus" for coder in coders(export.session))
    return [ANY, CONSENSUS] if has_consensus else [ANY]
