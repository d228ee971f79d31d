"""Cells of trees break into lines at the width of their column."""

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.ui.kit.wrapping import MOST_LINES, wrap

LONG = "the consensus begins earlier than what this coder had coded, by some words at least"


def test_a_row_is_as_high_as_its_words_need_at_the_width_of_their_column(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    tree.setColumnCount(3)  # the last one takes what is left
    wrap(tree)
    top = QTreeWidgetItem(["Code", "2"])
    child = QTreeWidgetItem(["“flour”", LONG])
    top.addChild(child)
    tree.addTopLevelItem(top)
    tree.expandAll()
    qtbot.addWidget(tree)
    tree.resize(500, 300)
    tree.show()
    qtbot.waitExposed(tree)
    line = tree.fontMetrics().lineSpacing()
    heights = []
    for width in (160, 1200, 30):
        tree.header().resizeSection(1, width)
        qtbot.wait(20)
        heights.append(tree.visualItemRect(child).height())
    narrow, wide, narrowest = heights
    assert narrow >= 3 * line
    assert wide <= 2 * line
    assert narrowest <= (MOST_LINES + 1) * line
    assert tree.visualItemRect(top).height() < 2 * line
