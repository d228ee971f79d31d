"""What is told of a code, in the tree as it is copied and in the sheet of the codebook."""

from collections.abc import Mapping
from operator import attrgetter

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.report.tables import TableColumn
from app.report.words import FIELDS
from app.translation import QT_TR_NOOP

EXAMPLES = ("typical_example", "close_but_no")


def _definition(field: str) -> TableColumn[CodeRow]:
    word = FIELDS[field]
    return TableColumn(
        word.name,
        attrgetter(field),
        "text",
        f"{word.name}: {word.meaning}.",
        key=field,
        holds="example" if field in EXAMPLES else "definition",
    )


_ALL: tuple[TableColumn[CodeRow], ...] = (
    TableColumn(
        "Code id",
        lambda code: code.guid,
        meaning="Identifies the code, in every workbook of this project.",
        holds="id",
    ),
    TableColumn(
        QT_TR_NOOP("Code"),
        lambda code: code.name,
        meaning="The code's name.",
        holds="name",
        colour=lambda code: code.colour,
    ),
    TableColumn(
        QT_TR_NOOP("Code path"),
        lambda code: code.path,
        meaning="The code with those above it.",
        holds="name",
    ),
    *(_definition(field) for field in DEFINITION_FIELDS),
    TableColumn(
        "Colour",
        lambda code: code.colour,
        meaning="The code's colour, on itself.",
        holds="word",
        colour=lambda code: code.colour,
    ),
    TableColumn(
        QT_TR_NOOP("Key"),
        lambda code: code.shortcut,
        meaning="The key that applies it.",
        key="shortcut",
        holds="word",
    ),
    TableColumn(
        "Exclusive",
        lambda code: "yes" if code.exclusive else "",
        meaning="“yes” where its children exclude one another.",
        holds="word",
    ),
)
CODE: Mapping[str, TableColumn[CodeRow]] = {column.name_in_files: column for column in _ALL}
DEFINITIONS = tuple(CODE[field.replace("_", " ")] for field in DEFINITION_FIELDS)
