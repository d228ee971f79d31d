"""The Help menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.translation import tr
from app.ui.menus import help_pages
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title = tr("&Help")
    menus.add(title, tr("&Manual"), partial(_open_manual, window), "F1")
    menus.add(title, tr("&Keyboard shortcuts"), partial(help_pages.show_shortcuts, window, menus), "Ctrl+/")
    menus.add(title, tr("&How we know that the numbers are right"), partial(_show_examples, window))
    menus.add(title, tr("&About Intercoder"), partial(help_pages.show_about, window))


def _open_manual(window: MainWindow) -> None:
    from app.ui.menus import manual_window

    manual_window.open_manual(window)


def _show_examples(window: MainWindow) -> None:
    from app.ui.agreement.reports.how_we_know import show_examples

    show_examples(window)
