"""The sheet “Codebook”: every code with its definition, its colour and how often each coder used it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.codebook.queries import DEFINITION_FIELDS, CodeRow, counts
from app.coders.queries import CoderRow
from app.exchange.workbook.sheet import Cell, Column, Filled, Sheet
from app.exchange.workbook.text import most_parts

TITLE = "Codebook"
MEANINGS = {
    "brief_definition": "The code in one line.",
    "full_definition": "What the code means, in full.",
    "use_when": "When the code applies.",
    "do_not_use_when": "When it doesn't.",
    "typical_example": "A passage that anybody would give this code.",
    "close_but_no": "A passage that looks like it and isn't.",
}


def columns(codes: Sequence[CodeRow], coders: Sequence[CoderRow]) -> list[Column]:
    """The columns, with one for each coder's uses."""
    return [
        Column("code id", "Identifies the code, in every workbook of this project.", 12),
        Column("code", "The code's name.", 28),
        Column("parent", "The code above it; empty at the top.", 28),
        Column("code path", "The code with those above it.", 40),
        Column("domain", "The code whose children exclude one another, where it lies in such a group.", 24),
        *(
            Column(
                field.replace("_", " "),
                MEANINGS[field],
                44,
                "text",
                most_parts(getattr(code, field) for code in codes),
            )
            for field in DEFINITION_FIELDS
        ),
        Column("colour", "The code's colour, on itself.", 10),
        Column("shortcut", "The key that applies it.", 9),
        Column("exclusive", "“yes” where its children exclude one another.", 10),
        Column("uses", "How many codings it has, of all coders.", 8, "count"),
        *(
            Column(f"uses: {coder.name}", f"How many codings {coder.name} gave it.", 10, "count")
            for coder in coders
        ),
    ]


def write(sheet: Sheet, session: Session, codes: Sequence[CodeRow], coders: Sequence[CoderRow]) -> None:
    """Write all codes in the order of the codebook."""
    used = counts(session)
    names = {code.id: code.name for code in codes}
    for code in codes:
        uses = used.get(code.id, {})
        cells: list[Cell] = [
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
            *(uses.get(coder.id, 0) for coder in coders),
        ]
        sheet.row(cells)
    sheet.end()
