"""A tree of a report's rows: what it shows, says as tips, and copies."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.report.tables import TableColumn
from app.ui.kit.copying import Copying
from app.ui.kit.row_tree import RowTree, row_of, strengthen

COLUMNS = [
    TableColumn[tuple[str, float]]("Code", lambda row: row[0], colour=lambda row: "#cc0000"),
    TableColumn[tuple[str, float]](
        "alpha", lambda row: row[1], "decimal", "How far they agree", head="α", tip=lambda row: f"at {row[0]}"
    ),
    TableColumn[tuple[str, float]]("Length", lambda row: len(row[0]), "count", shown=False),
]


def test_a_group_and_what_is_below_it_are_shown_and_copied_by_the_same_columns(qtbot: QtBot) -> None:
    tree = RowTree("Codes", COLUMNS)
    qtbot.addWidget(tree)
    group = tree.add(("Fear", 0.25))
    strengthen(group)
    below = tree.add(("Hunger", 0.8534), group)
    assert [below.text(section) for section in range(tree.columnCount())] == ["Hunger", ".853"]
    assert [below.toolTip(section) for section in range(2)] == ["Hunger", "at Hunger"]
    assert Qt.AlignmentFlag(below.textAlignment(1)) & Qt.AlignmentFlag.AlignRight
    assert not below.icon(0).isNull()
    assert row_of(below) == ("Hunger", 0.8534)
    assert (tree.headerItem().text(1), tree.headerItem().toolTip(1)) == ("α", "How far they agree")
    tree.findChild(Copying).copy_all()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == ["Code\talpha\tLength", "Fear\t0.25\t4", "Hunger\t0.8534\t6"]
