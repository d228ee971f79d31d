"""The Reconcile menu: how the item at hand is settled, and what concerns many items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.translation import tr
from app.ui.menus.registry import Menus
from app.ui.reconcile.item.keys import KEY_OF, Command
from app.ui.workspaces import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QCheckBox

    from app.ui.main_window import MainWindow
    from app.ui.reconcile.workspace import ReconcileWorkspace

    Show = Callable[[ReconcileWorkspace], object]


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu; keys of one letter work in the workspace only, where nobody is typing."""
    title = tr("&Reconcile")

    def at_hand() -> bool:
        return window.page is not None and window.page.reconciling()

    for group in _commands():
        for name, command in group:
            do = partial(_perform, window, command)
            action = menus.add(title, name, do, KEY_OF.get(command, ""), when=at_hand, changes=True)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menus.separate(title)
    for name, show in (
        (tr("&Bulk rules…"), lambda page: page.ask_rules()),
        (tr("&Feedback…"), lambda page: page.show_feedback()),
    ):
        menus.add(title, name, partial(_with, window, show), when=window.has_project)
    menus.separate(title)
    for name, which in ((tr("Bl&ind order"), "blind"), (tr("&Meeting mode"), "meeting")):
        menus.add(
            title, name, partial(_toggle, window, which), when=at_hand, checked=partial(_is_on, window, which)
        )


def _commands() -> tuple[tuple[tuple[str, Command], ...], ...]:
    return (
        (
            (tr("Everybody’s codings"), Command.BOTH),
            (tr("&Union"), Command.UNION),
            (tr("&Intersection"), Command.INTERSECTION),
            (tr("&Edit the boundaries"), Command.EDIT),
            (tr("&Other code…"), Command.OTHER),
            (tr("&Nobody was right"), Command.NOBODY),
            (tr("&Later, for discussion"), Command.LATER),
            (tr("&Add a coding nobody made…"), Command.ADD),
            (tr("Re-open"), Command.REOPEN),
        ),
        (
            (tr("&Reason…"), Command.REASON),
            (tr("&Write a note on the decision"), Command.NOTE),
            (tr("&Take part in the discussion"), Command.TALK),
            (tr("Apply to &similar ones…"), Command.SIMILAR),
            (tr("&Propose a codebook change…"), Command.PROPOSE),
        ),
    )


def _perform(window: MainWindow, command: Command) -> None:
    window.project_page().reconcile.desk.perform(command)


def _with(window: MainWindow, show: Show) -> None:
    page = window.project_page()
    page.show_workspace(Workspace.RECONCILE)
    show(page.reconcile)


def _toggle(window: MainWindow, which: str) -> None:
    _box(window, which).click()


def _is_on(window: MainWindow, which: str) -> bool:
    return window.page is not None and window.page.reconciling() and _box(window, which).isChecked()


def _box(window: MainWindow, which: str) -> QCheckBox:
    head = window.project_page().reconcile.head
    return head.blind if which == "blind" else head.meeting
