"""What stands in a table stands below its head: words from the left, numbers at the right."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeView
from pytestqt.qtbot import QtBot

from app.report.tables import ReportTable, TableColumn
from app.ui.kit.row_tree import RowTree
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView

NEAR = 1  # pixels: letters begin a little behind their place
COLUMNS = [
    TableColumn[str]("HHH", lambda row: row),
    TableColumn[str]("HH", lambda row: row, "count"),
    TableColumn[str]("HHHH", lambda row: row),
]


def edges(picture: QImage, place: QRect) -> tuple[int, int]:
    """How far from the left and the right of a place something is written in it."""
    ground = picture.pixelColor(place.left() + 1, place.center().y()).lightness()
    written = [
        x
        for x in range(place.left(), place.right() + 1)
        if any(
            abs(picture.pixelColor(x, y).lightness() - ground) > 60
            for y in range(place.top() + 4, place.bottom() - 4)
        )
    ]
    return written[0] - place.left(), place.right() - written[-1]


def assert_below(head: QHeaderView, view: QTableView | QTreeView) -> None:
    above, below = head.grab().toImage(), view.viewport().grab().toImage()
    for section, column in enumerate(COLUMNS):
        place = QRect(head.sectionViewportPosition(section), 0, head.sectionSize(section), head.height())
        cell = view.visualRect(view.model().index(0, section))
        side = 1 if column.is_number else 0
        assert edges(above, place)[side] == pytest.approx(edges(below, cell)[side], abs=NEAR)


@pytest.mark.usefixtures("window")
def test_cells_of_a_table_stand_below_their_heads(qtbot: QtBot) -> None:
    view = TableView("Table", TableModel(ReportTable(COLUMNS, ["HHHHH"])), (160, 160, 160))
    qtbot.addWidget(view)
    view.resize(QSize(560, 200))
    view.show()
    view.clearSelection()
    assert_below(view.horizontalHeader(), view)


@pytest.mark.usefixtures("window")
def test_cells_of_a_tree_stand_below_their_heads(qtbot: QtBot) -> None:
    view = RowTree("Tree", COLUMNS)
    qtbot.addWidget(view)
    view.setRootIsDecorated(False)
    view.add("HHHHH")
    view.resize(QSize(560, 200))
    view.show()
    assert_below(view.header(), view)
