"""What is copied of each passage."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.coding.queries import Passage
from app.ui.analyse.passages_model import PASSAGE
from app.ui.kit.cells import Cell
from app.ui.kit.copying import CopiedColumn


def cells() -> list[tuple[str, Callable[[Passage], Cell]]]:
    """Headers, and the cell of each in a passage's row."""
    return [
        (_tr("Document"), lambda passage: passage.document_name),
        (_tr("Turn"), lambda passage: passage.turn),
        (_tr("Speaker"), lambda passage: passage.speaker),
        (_tr("Code"), lambda passage: passage.coding.code_name),
        (_tr("Coder"), lambda passage: passage.coder_name),
        (_tr("Quote"), lambda passage: passage.quote),
        (_tr("Memo"), lambda passage: passage.coding.memo),
        (_tr("Sure"), lambda passage: _tr("sure") if passage.coding.sure else _tr("unsure")),
    ]


def columns() -> list[CopiedColumn]:
    """The same for the lines of the list."""
    return [_column(head, of) for head, of in cells()]


def _column(head: str, of: Callable[[Passage], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(index.data(PASSAGE)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("passages", text)
