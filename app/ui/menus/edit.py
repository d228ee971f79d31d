"""The Edit menu: undo, redo, finding, the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.translation import tr
from app.ui.kit.copying import Copying, offered
from app.ui.kit.dialog import show_once
from app.ui.kit.plain import literal, name_action
from app.ui.menus.registry import Menus
from app.ui.workspaces import Workspace

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def fill(window: MainWindow, menus: Menus) -> tuple[QAction, QAction]:
    """Add the menu; returns Undo and Redo, whose names follow what they would do."""
    title = tr("&Edit")
    undo = menus.add(title, tr("&Undo"), menus.on_page(lambda page: page.code.coding.undo()), "Ctrl+Z")
    redo = menus.add(
        title,
        tr("&Redo"),
        menus.on_page(lambda page: page.code.coding.redo()),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
    )
    tables = menus.menu(title).addMenu(tr("&Copy for Excel"))
    tables.aboutToShow.connect(partial(_fill_tables, window, tables))
    menus.separate(title)
    for name, find, keys in (
        (tr("Find in the te&xt…"), lambda page: page.code.finding.open(), "Ctrl+F"),
        (tr("Find the &next one"), lambda page: page.code.finding.step(1), "F3"),
        (tr("Find the &one before"), lambda page: page.code.finding.step(-1), "Shift+F3"),
    ):
        menus.add(title, name, menus.on_page(find), keys, when=window.sees_document)
    in_everything = menus.on_page(lambda page: page.find_words())
    menus.add(title, tr("Find in &everything…"), in_everything, "Ctrl+Shift+F", when=window.has_project)
    menus.separate(title)
    menus.add(title, tr("&Find anything…"), window.find_anything, "Ctrl+K")
    menus.add(
        title,
        tr("Find a &document"),
        lambda: _find_document(window),
        "Ctrl+Shift+D",
        when=window.has_project,
    )
    menus.separate(title)
    menus.add(title, tr("&History…"), lambda: _show_history(window), "Ctrl+H", when=window.has_project)
    return undo, redo


def _fill_tables(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for table in offered(window):
        name_action(menu.addAction("", partial(copy_table, window, table)), literal(table.name))
    if menu.isEmpty():
        menu.addAction(tr("No table is seen now")).setEnabled(False)


def copy_table(window: MainWindow, table: Copying) -> None:
    """Copy a whole table, and say so."""

    def tell(lines: int) -> None:
        words = tr(
            "“{name}” was copied, {count} line. Paste it into a spreadsheet.",
            "“{name}” was copied, {count} lines. Paste it into a spreadsheet.",
            lines,
            name=table.name,
        )
        window.messages.show_news(words)

    table.copied.connect(tell, Qt.ConnectionType.SingleShotConnection)
    table.copy_all()


def _find_document(window: MainWindow) -> None:
    page = window.project_page()
    page.show_workspace(Workspace.CODE)
    window.menu.change_look("show documents", True)
    page.code.documents.filter.setFocus()


def _show_history(window: MainWindow) -> None:
    from app.ui.history.dialog import HistoryDialog

    page = window.project_page()
    show_once(window, HistoryDialog, lambda: HistoryDialog(window, page.session), of=page)
