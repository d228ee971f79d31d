"""Every action of the window in one place: its name, shortcut, menu, and when it makes sense."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.ui.kit.plain import without_keys

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage

When = Callable[[], bool]
Keys = QKeySequence.StandardKey | str | tuple[str, ...]


@dataclass(frozen=True)
class MenuEntry:
    """An action with its menu's name, for the command palette."""

    action: QAction
    menu: str


class Menus:
    """The menu bar; `refresh` lets each action say whether it makes sense now."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self._entries: list[MenuEntry] = []
        self._lent: list[MenuEntry] = []
        self._lines: list[QAction] = []
        self._when: list[tuple[QAction, When]] = []
        self._checked: list[tuple[QAction, When]] = []

    def menu(self, title: str) -> QMenu:
        """The menu of this title, made on first use."""
        if title not in self._menus:
            menu = self._window.menuBar().addMenu(title)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.refresh)
            self._menus[title] = menu
        return self._menus[title]

    def add(
        self,
        title: str,
        name: str,
        slot: Callable[[], object],
        keys: Keys = "",
        *,
        when: When | None = None,
        checked: When | None = None,
        changes: bool = False,
    ) -> QAction:
        """Add an action at the end of a menu; `when`: is it enabled, `checked`: is it on.

        One that `changes` the project is off where that is open to look only.
        """
        action = QAction(name, self._window)
        action.setShortcuts(_sequences(keys))
        action.triggered.connect(lambda _=False: slot())
        self.menu(title).addAction(action)
        self._entries.append(MenuEntry(action, without_keys(title)))
        if changes:
            asked = when or self._window.has_project
            self._when.append((action, lambda: self._window.may_change() and asked()))
        elif when is not None:
            self._when.append((action, when))
        if checked is not None:
            action.setCheckable(True)
            self._checked.append((action, checked))
        return action

    def on_page(self, do: Callable[[ProjectPage], object]) -> Callable[[], object]:
        """What does something to the open project; without one a sentence says so."""
        return lambda: do(self._window.project_page())

    def lend(self, title: str, actions: Iterable[QAction], begins: Collection[QAction] = ()) -> None:
        """Show actions of the open project's own in a menu, with a line above each that begins a group."""
        menu, actions = self.menu(title), list(actions)
        for action in actions:
            if action in begins:
                self._lines.append(menu.addSeparator())
            menu.addAction(action)
        self._lent += [MenuEntry(action, without_keys(title)) for action in actions]

    def take_back(self) -> None:
        """The project is closed, and its actions are gone."""
        for action in (*self._lines, *(entry.action for entry in self._lent)):
            for menu in self._menus.values():
                menu.removeAction(action)
        self._lent.clear()
        self._lines.clear()

    def separate(self, title: str) -> None:
        """Begin another group in a menu."""
        self.menu(title).addSeparator()

    def refresh(self) -> None:
        """Ask each action whether it makes sense now and whether it is on."""
        self.enable()
        for action, checked in self._checked:
            action.setChecked(checked())

    def enable(self) -> None:
        """Ask each action whether it makes sense now; cheap, for after every gesture."""
        for action, when in self._when:
            action.setEnabled(when())

    def entries(self) -> Iterable[MenuEntry]:
        """All actions, in the order of the menus."""
        return (*self._entries, *self._lent)


def _sequences(keys: Keys) -> list[QKeySequence]:
    if isinstance(keys, QKeySequence.StandardKey):
        return QKeySequence.keyBindings(keys)
    return [QKeySequence(key) for key in ((keys,) if isinstance(keys, str) else keys) if key]
