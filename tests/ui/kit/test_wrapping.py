"""Cells of trees break into lines at the width of their column."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.isolation import isolated
from app.ui.kit.wrapping import LEFT_OUT, MOST_LINES, fitting, wrap

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


def test_what_is_too_long_is_cut_between_words_with_the_sign_at_its_own_end(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    metrics = tree.fontMetrics()
    arabic = isolated("“" + " ".join(["غادرنا المدينة في الصباح الباكر لأننا كنا نخاف"] * 20) + "”")
    for text in (arabic, " ".join([LONG] * 10)):
        shown = fitting(metrics, text, 150)
        words, sign = shown[: -len(LEFT_OUT)], shown[-len(LEFT_OUT) :]
        assert sign == LEFT_OUT
        assert text.startswith(f"{words} ")
        room = QRect(0, 0, 150, 10_000)
        high = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), shown).height()
        assert (MOST_LINES - 1) * metrics.lineSpacing() <= high <= MOST_LINES * metrics.lineSpacing()
    assert fitting(metrics, LONG, 400) == LONG
