"""What the command palette offers now: documents, codes and every action that makes sense."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from app.translation import tr
from app.ui.kit.chip import chip_icon
from app.ui.kit.copying import offered
from app.ui.kit.plain import without_keys
from app.ui.menus.edit import copy_table
from app.ui.palette.palette import PaletteEntry

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage


def choices(window: MainWindow) -> list[PaletteEntry]:
    """All choices, actions first."""
    window.menu.menus.refresh()
    entries = [
        PaletteEntry(
            without_keys(entry.action.text()).rstrip("…"),
            entry.menu,
            entry.action.trigger,
            entry.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        )
        for entry in window.menu.menus.entries()
        if entry.action.isEnabled()
    ]
    entries += [
        PaletteEntry(
            tr("Copy for Excel: {name}", name=table.name), tr("Edit"), partial(copy_table, window, table)
        )
        for table in offered(window)
    ]
    return entries + (_of_project(window.page) if window.page is not None else [])


def _of_project(page: ProjectPage) -> list[PaletteEntry]:
    document, code = tr("Document"), tr("Code")
    entries = [
        PaletteEntry(entry.document.name, document, partial(page.open_document, entry.document.id))
        for entry in page.code.entries()
    ]
    passage = page.code.text.passage() is not None or page.code.text.codings.selected is not None
    for code_choice in page.code.coding.codes:
        do = page.code.coding.apply if passage else page.show_code
        kind = tr("Apply this code") if passage else code
        entries.append(
            PaletteEntry(
                code_choice.name,
                kind,
                partial(do, code_choice.code_id),
                code_choice.shortcut,
                chip_icon(code_choice.colour),
            )
        )
    return entries
