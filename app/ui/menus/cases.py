"""The part of the Code menu about cases: their window, what belongs to them, what words say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.translation import tr
from app.ui.kit.dialog import open_and_forget
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage

QUOTE_CHARACTERS = 200


def fill(window: MainWindow, menus: Menus, title: str) -> None:
    """Add the entries."""

    def passage() -> bool:
        page = window.page
        return page is not None and window.sees_document() and page.code.text.passage() is not None

    open_cases = menus.on_page(lambda page: show_cases(window, page))
    menus.add(title, tr("Cases and attri&butes…"), open_cases, "Ctrl+Shift+G", when=window.has_project)
    menus.add(
        title,
        tr("Cases of the &document…"),
        menus.on_page(lambda page: _belongs(window, page)),
        when=window.sees_document,
        changes=True,
    )
    menus.add(
        title,
        tr("What the words say of a case…"),
        menus.on_page(lambda page: _evidence(window, page)),
        when=passage,
        changes=True,
    )


def show_cases(window: MainWindow, page: ProjectPage) -> None:
    """The window of cases, which stays open beside the text."""
    from app.ui.cases.dialog import CasesDialog
    from app.ui.kit.dialog import show_once

    def make() -> CasesDialog:
        dialog = CasesDialog(window, page.session)
        dialog.passage_opened.connect(page.open_passage)
        return dialog

    show_once(window, CasesDialog, make, of=page)


def _belongs(window: MainWindow, page: ProjectPage) -> None:
    from app.ui.cases.belonging import BelongsDialog

    dialog = BelongsDialog(window, page.session, page.code.coding.document_id, page.code.text.passage())
    open_and_forget(dialog)


def _evidence(window: MainWindow, page: ProjectPage) -> None:
    from app.ui.cases.belonging import EvidenceDialog

    coding, passage = page.code.coding, page.code.text.passage()
    if passage is not None:
        quote = coding.quote(QUOTE_CHARACTERS)
        dialog = EvidenceDialog(window, page.session, coding.document_id, passage, quote)
        open_and_forget(dialog)
