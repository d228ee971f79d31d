"""The View menu: workspaces, colours, text size, stripes, whose codings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app import settings
from app.translation import tr
from app.ui.kit.theme import LARGEST_SIZE, LEAST_SIZE, NORMAL_SIZE
from app.ui.menus.registry import Menus
from app.ui.workspaces import Workspace, name_of

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage

PANELS = ("documents", "codebook", "passage")  # what `CodeWorkspace.show_panels` knows

Change = Callable[[str, bool | int | str], None]


def fill(window: MainWindow, menus: Menus, change: Change) -> None:
    """Add the menu; `change` keeps a preference of how things look."""
    title = tr("&View")
    for workspace in Workspace:
        menus.add(
            title,
            name_of(workspace),
            partial(_show, window, workspace),
            f"Ctrl+{workspace + 1}",
            when=window.has_project,
            checked=partial(_is_shown, window, workspace),
        )
    menus.separate(title)
    for panel, words, key in (
        ("documents", tr("Documents &panel"), "F7"),
        ("codebook", tr("Code&book panel"), "F8"),
        ("passage", tr("Line for the passa&ge"), "F9"),
    ):
        _switch(menus, title, words, change, (f"show {panel}", key))
    menus.separate(title)
    for mode, words in (
        ("system", tr("Colours as the &system’s")),
        ("light", tr("&Light colours")),
        ("dark", tr("&Dark colours")),
    ):
        _choice(menus, title, words, change, ("theme", mode, "system"))
    menus.separate(title)
    menus.add(title, tr("L&arger text"), lambda: change("text size", _size(1)), ("Ctrl++", "Ctrl+="))
    menus.add(title, tr("S&maller text"), lambda: change("text size", _size(-1)), "Ctrl+-")
    menus.add(title, tr("&Normal text size"), lambda: change("text size", NORMAL_SIZE), "Ctrl+0")
    menus.separate(title)
    _choice(menus, title, tr("Stripes by &code"), change, ("stripes", "code", "code"))
    _choice(menus, title, tr("Stripes by code&r"), change, ("stripes", "coder", "code"))
    menus.separate(title)
    _whose(window, menus, title)


def _whose(window: MainWindow, menus: Menus, title: str) -> None:
    for words, show, is_so in (
        (
            tr("Show only my codings"),
            lambda page: page.code.shown.show_own(),
            lambda page: page.code.shown.only_own(),
        ),
        (
            tr("Show everybody’s codings"),
            lambda page: page.code.shown.show_all(),
            lambda page: page.code.shown.of_all(),
        ),
    ):
        is_on = partial(_is_so, window, is_so)
        menus.add(title, words, menus.on_page(show), when=window.has_project, checked=is_on)


def _choice(menus: Menus, title: str, words: str, change: Change, choice: tuple[str, str, str]) -> None:
    key, value, default = choice
    menus.add(title, words, lambda: change(key, value), checked=lambda: settings.read(key, default) == value)


def _switch(menus: Menus, title: str, words: str, change: Change, switch: tuple[str, str]) -> None:
    key, shortcut = switch

    def is_on() -> bool:
        return settings.read(key, True)

    menus.add(title, words, lambda: change(key, not is_on()), shortcut, checked=is_on)


def _size(by: int) -> int:
    return max(LEAST_SIZE, min(LARGEST_SIZE, settings.read("text size", NORMAL_SIZE) + by))


def _is_so(window: MainWindow, is_so: Callable[[ProjectPage], bool]) -> bool:
    return window.page is not None and is_so(window.page)


def _is_shown(window: MainWindow, workspace: Workspace) -> bool:
    return window.page is not None and window.page.bar.shown_workspace() == workspace


def _show(window: MainWindow, index: int) -> None:
    window.project_page().show_workspace(index)
