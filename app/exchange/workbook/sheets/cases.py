"""The sheet “Cases”: a row for each case, a column for each attribute, as a table of cases is read again."""

from collections.abc import Iterator, Sequence

from app.cases.queries import attributes, cases
from app.exchange.case_files import case_rows
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.sheet import Cell, Column

TITLE = "Cases"
ABOUT = "Every case with what is known of it; of several sources’ values the one in use."


def columns(export: Export) -> list[Column]:
    """What a table of cases has, then the attributes."""
    return [
        Column("case", "The person, event or organisation.", 28, holds="title"),
        Column("case id", "Identifies the case, in every workbook of this project.", 12, holds="id"),
        Column("case kind", "person, event, organisation or other.", 14, holds="word"),
        Column("case note", "What people noted on the case.", 30, "text", holds="note"),
        Column("documents", "What belongs to it as a whole, divided by semicolons.", 30, holds="title"),
        *(
            Column(attribute.name, attribute.definition or "An attribute.", 16, holds="title")
            for attribute in attributes(export.session)
        ),
    ]


def is_sensible(export: Export) -> bool:
    """Where there are cases."""
    return bool(cases(export.session))


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """A row for each case; an empty cell where nobody has entered anything."""
    for row in case_rows(export.session)[1]:
        yield [cell if cell != "" else None for cell in row]
