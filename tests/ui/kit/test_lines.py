"""Widgets beside and below one another."""

from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.lines import NO_MARGINS, STRETCH, below, beside


def test_parts_stand_in_their_order_with_the_room_between_them(qtbot: QtBot) -> None:
    page, first, second = QWidget(), QLabel("first"), QLabel("second")
    qtbot.addWidget(page)
    row = beside(first, 8, STRETCH, (second, 1), spacing=3)
    column = below((row, 2), on=page, margins=NO_MARGINS)
    assert page.layout() is column
    assert [row.itemAt(0).widget(), row.itemAt(3).widget()] == [first, second]
    assert row.itemAt(1).spacerItem().sizeHint().width() == 8
    assert [row.stretch(index) for index in range(4)] == [0, 0, 0, 1]
    assert (row.spacing(), column.stretch(0), column.contentsMargins().left()) == (3, 2, 0)
    assert (row.direction(), column.direction()) == (
        QBoxLayout.Direction.LeftToRight,
        QBoxLayout.Direction.TopToBottom,
    )
