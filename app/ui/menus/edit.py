"""The Edit menu: undo, redo, finding, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from app.ui.menus.registry import Menus
from app.ui.workspaces import Workspace

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def fill(window: MainWindow, menus: Menus) -> tuple[QAction, QAction]:
    """Add the menu; returns Undo and Redo, whose names follow what they would do."""
    title = _tr("&Edit")
    undo = menus.add(title, _tr("&Undo"), menus.on_page(lambda page: page.code.coding.undo()), "Ctrl+Z")
    redo = menus.add(
        title,
        _tr("&Redo"),
        menus.on_page(lambda page: page.code.coding.redo()),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
    )
    menus.separate(title)
    menus.add(title, _tr("&Find anything…"), window.find_anything, "Ctrl+K")
    menus.add(
        title,
        _tr("Find a &document"),
        lambda: _find_document(window),
        "Ctrl+Shift+D",
        when=window.has_project,
    )
    menus.separate(title)
    menus.add(title, _tr("&History…"), lambda: _show_history(window), "Ctrl+H", when=window.has_project)
    return undo, redo


def _find_document(window: MainWindow) -> None:
    page = window.project_page()
    page.show_workspace(Workspace.CODE)
    window.menu.change_look("show documents", True)
    page.code.documents.filter.setFocus()


def _show_history(window: MainWindow) -> None:
    from app.ui.history.dialog import HistoryDialog

    HistoryDialog(window, window.project_page().session).show()


def _tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)
