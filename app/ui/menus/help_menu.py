"""The Help menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.ui.menus import help_pages
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title = _tr("&Help")
    menus.add(title, _tr("&Manual"), partial(_open_manual, window), "F1")
    menus.add(title, _tr("&Keyboard shortcuts"), partial(help_pages.show_shortcuts, window, menus), "Ctrl+/")
    menus.add(title, _tr("&How we know that the numbers are right"), partial(_show_examples, window))
    menus.add(title, _tr("&About Intercoder"), partial(help_pages.show_about, window))


def _open_manual(window: MainWindow) -> None:
    from app.ui.menus import manual_window

    manual_window.open_manual(window)


def _show_examples(window: MainWindow) -> None:
    from app.ui.agreement.reports.how_we_know import show_examples

    show_examples(window)


def _tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)
