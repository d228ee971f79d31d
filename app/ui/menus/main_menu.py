"""The menu bar of the main window as a whole: filled once, then it follows the open project."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app import settings
from app.translation import tr
from app.ui.kit.plain import literal, name_action
from app.ui.kit.theme import NORMAL_SIZE
from app.ui.menus import cases, code, edit, file, go, help_menu, reconcile, team, view
from app.ui.menus.registry import Menus
from app.ui.menus.undoing import UndoEverywhere
from app.ui.surface.marks import Stripes

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage


class MainMenu(QObject):
    """What is enabled follows the project and the place in the text."""

    def __init__(self, window: MainWindow, look_changed: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._look_changed = window, look_changed
        self.menus = Menus(window)
        file.fill(window, self.menus)
        self._undo, self._redo = edit.fill(window, self.menus)
        UndoEverywhere(window, (self._undo, self._redo))
        code.fill(window, self.menus)
        self.menus.menu(tr("Code&book"))
        go.fill(window, self.menus)
        reconcile.fill(window, self.menus)
        view.fill(window, self.menus, self.change_look)
        team.fill(window, self.menus)
        help_menu.fill(window, self.menus)
        self.refresh()

    def enter(self, page: ProjectPage) -> None:
        """Follow a project that was opened."""
        page.session.changed.connect(self.refresh)
        page.session.coder_changed.connect(self.refresh)
        page.workspace_shown.connect(self.menus.refresh)
        page.code.place_changed.connect(self.menus.enable)
        file.follow(self._window, page)
        team.follow(self._window, page)
        self.menus.lend(tr("Code&book"), page.code.codebook.actions_for_menu(), page.code.codebook.groups())
        page.code.codebook.news.connect(self._window.messages.show_news)
        page.news.connect(self._window.messages.show_news)
        page.code.facts.cases_wanted.connect(partial(cases.show_cases, self._window, page))
        page.code.coding.stepped.connect(self._tell_step)
        self.show_look()
        self.refresh()

    def leave(self) -> None:
        """No project is open any more."""
        self.menus.take_back()
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Name what Undo and Redo would do, and let every action say whether it makes sense."""
        page = self._window.page
        undo = page.session.project.undo_label() if page else None
        redo = page.session.project.redo_label() if page else None
        name_action(self._undo, tr("&Undo: {action}", action=literal(undo)) if undo else tr("&Undo"))
        name_action(self._redo, tr("&Redo: {action}", action=literal(redo)) if redo else tr("&Redo"))
        for action in (self._undo, self._redo):  # with nothing to undo they say so
            action.setEnabled(self._window.may_change())
        if page is not None:
            page.code.passage.show_undo(undo)
        self.menus.enable()

    def _tell_step(self, sentence: str) -> None:
        page = self._window.project_page()
        if page.code.passage.isVisible():
            page.code.passage.tell(sentence)
        else:
            self._window.messages.show_news(sentence)

    def change_look(self, key: str, value: bool | int | str) -> None:
        """Keep a preference of how things look, and let them look so."""
        settings.write(key, value)
        self._look_changed()
        self.show_look()
        self.menus.refresh()

    def show_look(self) -> None:
        """Give the text its size, its stripes and its snapping."""
        if self._window.page is not None:
            text = self._window.page.code.text
            self._window.page.set_text_size(settings.read("text size", NORMAL_SIZE))
            text.codings.set_stripes(stripes())
            text.selection.snapping = settings.read("snap to words", True)
            shown = {panel: settings.read(f"show {panel}", True) for panel in view.PANELS}
            self._window.page.code.show_panels(**shown)


def stripes() -> Stripes:
    """Whether stripes stand for codes or for coders."""
    return "coder" if settings.read("stripes", "code") == "coder" else "code"
