"""The sheet “Codebook”: every code with its definition, its colour and how often each coder used it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from app.codebook.queries import CodeRow, counts
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.report_columns import cells_of, sheet_column
from app.exchange.workbook.writing.sheet import Cell, Column
from app.exchange.workbook.writing.text import most_parts
from app.report.code_list import CODE, DEFINITIONS

TITLE = "Codebook"
ABOUT = "Every code with its definition, colour and uses."


class CodebookLine(NamedTuple):
    """A code, the names of those above it, and how often each coder used it."""

    code: CodeRow
    parent: str
    domain: str
    uses: Mapping[int, int]


def columns(export: Export) -> list[Column]:
    """The columns, with one for each coder's uses."""
    return [
        _reported("code id", 12),
        _reported("code", 28),
        Column(
            "parent",
            "The code above it; empty at the top.",
            28,
            holds="name",
            cell=lambda line: line.parent,
        ),
        _reported("code path", 40),
        Column(
            "domain",
            "The code whose children exclude one another, where it lies in such a group.",
            24,
            holds="name",
            cell=lambda line: line.domain,
        ),
        *(
            sheet_column(column.of(_code), 44, most_parts(str(column.value(code)) for code in export.codes))
            for column in DEFINITIONS
        ),
        _reported("colour", 10),
        _reported("shortcut", 9),
        _reported("exclusive", 10),
        *_uses(export),
    ]


def _uses(export: Export) -> Iterator[Column]:
    yield Column(
        "uses",
        "How many codings it has, of all coders.",
        8,
        "count",
        cell=lambda line: sum(line.uses.values()),
    )
    for coder in export.coders:
        yield Column(
            f"uses: {coder.name}",
            f"How many codings {coder.name} gave it.",
            10,
            "count",
            cell=partial(_used, coder_id=coder.id),
        )


def _used(line: CodebookLine, coder_id: int) -> int:
    return line.uses.get(coder_id, 0)


def _code(line: CodebookLine) -> CodeRow:
    return line.code


def _reported(name: str, width: int) -> Column:
    return sheet_column(CODE[name].of(_code), width)


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codes in the order of the codebook."""
    return cells_of(columns(export), _lines(export))


def _lines(export: Export) -> Iterator[CodebookLine]:
    used = counts(export.session)
    names = {code.id: code.name for code in export.codes}
    for code in export.codes:
        parent, domain = (names[id_] if id_ else "" for id_ in (code.parent_id, code.domain_id))
        yield CodebookLine(code, parent, domain, used.get(code.id, {}))
