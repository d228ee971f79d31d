"""What is copied of each code of the tree: its place, its uses and its whole definition."""

from app.codebook.queries import CodeRow
from app.report.code_list import CODE, DEFINITIONS
from app.report.tables import TableColumn
from app.translation import tr
from app.ui.codebook.tree.model import Node
from app.ui.kit.copying import CopiedColumn, copied_columns


def columns() -> list[CopiedColumn]:
    """The columns; the codes are in their order, those below others behind them."""
    uses = (
        TableColumn[Node](tr("Own codings"), lambda node: node.own, "count"),
        TableColumn[Node](tr("Codings of all coders"), lambda node: node.everybody, "count"),
    )
    about = [CODE[name].in_language().of(_code) for name in ("code", "code path", "shortcut")]
    definitions = [column.in_language().of(_code) for column in DEFINITIONS]
    return copied_columns([*about, *uses, *definitions])


def _code(node: Node) -> CodeRow:
    return node.code
