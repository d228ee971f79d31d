"""What is copied of each passage."""

from collections.abc import Callable

from app.coding.queries import Passage
from app.translation import tr
from app.ui.analyse.passages_model import PASSAGE
from app.ui.kit.cells import Cell
from app.ui.kit.copying import CopiedColumn


def cells() -> list[tuple[str, Callable[[Passage], Cell]]]:
    """Headers, and the cell of each in a passage's row."""
    return [
        (tr("Document"), lambda passage: passage.document_name),
        (tr("Turn"), lambda passage: passage.turn),
        (tr("Speaker"), lambda passage: passage.speaker),
        (tr("Code"), lambda passage: passage.coding.code_name),
        (tr("Coder"), lambda passage: passage.coder_name),
        (tr("Quote"), lambda passage: passage.quote),
        (tr("Memo"), lambda passage: passage.coding.memo),
        (tr("Sure"), lambda passage: tr("sure") if passage.coding.sure else tr("unsure")),
    ]


def columns() -> list[CopiedColumn]:
    """The same for the lines of the list."""
    return [_column(head, of) for head, of in cells()]


def _column(head: str, of: Callable[[Passage], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(index.data(PASSAGE)))
