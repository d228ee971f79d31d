"""The sheet “Quotes by code”: every quote, grouped by code in the order of the codebook."""

from collections.abc import Iterator, Sequence

from app.coding.queries import passages
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets import codings
from app.exchange.workbook.writing.report_columns import cells_of
from app.exchange.workbook.writing.sheet import Cell, Column

TITLE = "Quotes by code"
ABOUT = "Every quote, grouped by code in the order of the codebook, for reading and citing."
FROM_CODINGS = (
    "code",
    "quote",
    "document",
    "turn",
    "speaker",
    "coder",
    "memo",
    "code path",
    "start",
    "end",
    "coding id",
)


def columns(export: Export) -> list[Column]:
    """Columns of Codings, in the order in which one reads."""
    by_name = {column.name: column for column in codings.columns(export)}
    return [by_name[name] for name in FROM_CODINGS]


def is_sensible(export: Export) -> bool:
    """Whether quotes leave the project at all, and are not too many to be read."""
    return not export.is_large and "quote" in PROFILES[export.choices.profile].keeps


def rows(export: Export) -> Iterator[Sequence[Cell]]:
    """All codings by code, within a code by document and place."""
    return cells_of(columns(export), _lines(export))


def _lines(export: Export) -> Iterator[codings.CodingLine]:
    documents = {document.id: document for document in export.documents}
    for code in export.codes:
        for passage in passages(export.session, places=export.places, code_ids=[code.id]):
            yield codings.CodingLine(passage, code, documents[passage.coding.document_id])
