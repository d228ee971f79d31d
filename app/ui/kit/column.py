"""Widgets below one another without gaps."""

from PySide6.QtWidgets import QWidget

from app.ui.kit.lines import NO_MARGINS, below


def column_of(*widgets: QWidget, grows: QWidget) -> QWidget:
    """A column of them; one of them takes the room that is left."""
    whole = QWidget()
    column = below(on=whole, margins=NO_MARGINS, spacing=0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is grows else 0)
    return whole
