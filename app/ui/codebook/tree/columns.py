"""What is copied of each code of the tree: its place, its uses and its whole definition."""

from collections.abc import Callable
from functools import partial

from app.codebook.queries import DEFINITION_FIELDS
from app.report.fields import field_names
from app.translation import tr
from app.ui.codebook.tree.model import NODE, Node
from app.ui.kit.copying import CopiedColumn


def columns() -> list[CopiedColumn]:
    """The columns; the codes are in their order, those below others behind them."""
    names = field_names()
    return [
        _column(tr("Code"), lambda node: node.code.name),
        _column(tr("Code path"), lambda node: node.code.path),
        _column(tr("Key"), lambda node: node.code.shortcut),
        _column(tr("Own codings"), lambda node: node.own),
        _column(tr("Codings of all coders"), lambda node: node.everybody),
        *(_column(names[field], partial(_field, field=field)) for field in DEFINITION_FIELDS),
    ]


def _field(node: Node, field: str) -> str:
    words: str = getattr(node.code, field)
    return words


def _column(head: str, of: Callable[[Node], str | int]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(index.data(NODE)))
