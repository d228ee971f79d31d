"""The Go menu: from coding to coding, from document to document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.translation import tr
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title = tr("&Go")

    for name, go, keys in (
        (tr("&Next coding"), lambda page: page.code.coding.go_to_next(), "Ctrl+Down"),
        (tr("&Previous coding"), lambda page: page.code.coding.go_to_previous(), "Ctrl+Up"),
        (tr("Next &document"), lambda page: page.code.step(1), "Ctrl+PgDown"),
        (tr("Previous d&ocument"), lambda page: page.code.step(-1), "Ctrl+PgUp"),
    ):
        menus.add(title, name, menus.on_page(go), keys, when=window.sees_document)
