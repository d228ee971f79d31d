"""Reads a codebook panel the way a person does: names with their depth, by what is shown."""

from PySide6.QtCore import QModelIndex

from app.ui.codebook import CodebookPanel


def outline(panel: CodebookPanel) -> list[str]:
    """The names of the codes that can be seen, indented by a dash per level."""
    lines = []

    def walk(parent: QModelIndex, depth: int) -> None:
        for row in range(panel.model.rowCount(parent)):
            index = panel.model.index(row, 0, parent)
            if not panel.tree.isRowHidden(row, parent):
                lines.append("- " * depth + index.data())
                if panel.tree.isExpanded(index):
                    walk(index, depth + 1)

    walk(QModelIndex(), 0)
    return lines


def code_id(panel: CodebookPanel, name: str) -> int:
    """The id of the code of a name."""
    return next(row.id for row in panel.model.rows() if row.name == name)


def choose(panel: CodebookPanel, name: str) -> int:
    """Make a code the current one; returns its id."""
    chosen = code_id(panel, name)
    panel.tree.select(chosen)
    panel.tree.setFocus()
    return chosen


def current(panel: CodebookPanel) -> str:
    """The name of the current code."""
    node = panel.model.node(panel.tree.current())
    return node.code.name if node else ""
