"""The sheet “Codebook”: every code with its definition, its colour and how often each coder used it."""

from collections.abc import Iterator, Sequence

from app.codebook.queries import DEFINITION_FIELDS, counts
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column, Filled
from app.exchange.workbook.writing.text import most_parts
from app.report.tables import Holds
from app.report.words import FIELDS

TITLE = "Codebook"
ABOUT = "Every code with its definition, colour and uses."
EXAMPLES = ("typical_example", "close_but_no")


def columns(export: Export) -> list[Column]:
    """The columns, with one for each coder's uses."""
    return [
        Column("code id", "Identifies the code, in every workbook of this project.", 12, holds="id"),
        Column("code", "The code's name.", 28, holds="name"),
        Column("parent", "The code above it; empty at the top.", 28, holds="name"),
        Column("code path", "The code with those above it.", 40, holds="name"),
        Column(
            "domain",
            "The code whose children exclude one another, where it lies in such a group.",
            24,
            holds="name",
        ),
        *(_definition(export, field) for field in DEFINITION_FIELDS),
        Column("colour", "The code's colour, on itself.", 10, holds="word"),
        Column("shortcut", "The key that applies it.", 9, holds="word"),
        Column("exclusive", "“yes” where its children exclude one another.", 10, holds="word"),
        Column("uses", "How many codings it has, of all coders.", 8, "count"),
        *(
            Column(f"uses: {coder.name}", f"How many codings {coder.name} gave it.", 10, "count")
            for coder in export.coders
        ),
    ]


def _definition(export: Export, field: str) -> Column:
    parts = most_parts(getattr(code, field) for code in export.codes)
    word = FIELDS[field]
    holds: Holds = "example" if field in EXAMPLES else "definition"
    return Column(field.replace("_", " "), f"{word.name}: {word.meaning}.", 44, "text", parts, holds=holds)


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codes in the order of the codebook."""
    used = counts(export.session)
    names = {code.id: code.name for code in export.codes}
    for code in export.codes:
        uses = used.get(code.id, {})
        yield [
            code.guid,
            Filled(code.name, code.colour),
            names[code.parent_id] if code.parent_id else "",
            code.path,
            names[code.domain_id] if code.domain_id else "",
            *(getattr(code, field) for field in DEFINITION_FIELDS),
            Filled(code.colour, code.colour),
            code.shortcut,
            "yes" if code.exclusive else "",
            sum(uses.values()),
            *(uses.get(coder.id, 0) for coder in export.coders),
        ]
