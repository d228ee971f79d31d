"""Widgets below one another without gaps."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def column_of(*widgets: QWidget, grows: QWidget) -> QWidget:
    """A column of them; one of them takes the room that is left."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is grows else 0)
    return whole
