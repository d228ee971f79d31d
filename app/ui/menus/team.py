"""The Team menu: who codes, who else does, and what is planned for whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.translation import tr
from app.ui.kit.dialog import show_once
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title = tr("&Team")
    for name, do, keys, changes in (
        (tr("&Rounds…"), lambda: _rounds(window), "Ctrl+Shift+R", False),
        (tr("&Switch coder"), menus.on_page(lambda page: page.bar.coder.showMenu()), "Ctrl+Shift+W", False),
        (tr("&Add a coder…"), lambda: _add(window), "", True),
        (tr("&Name, initials, colour…"), lambda: _change(window, _at_work(window)), "", True),
        (tr("&Remove the coder at work…"), lambda: _remove(window, _at_work(window)), "", True),
    ):
        menus.add(title, name, do, keys, when=window.has_project, changes=changes)
    menus.separate(title)
    menus.add(title, tr("&Give out work…"), lambda: give_out(window), changes=True)
    menus.add(title, tr("&Take in work…"), lambda: take_in(window), changes=True)
    menus.add(title, tr("&What is out and back…"), lambda: _packets(window), when=window.has_project)
    menus.add(title, tr("R&eturn work…"), lambda: _return(window), changes=True)


def follow(window: MainWindow, page: ProjectPage) -> None:
    """Do what the button with the coder's name asks for."""
    button = page.bar.coder
    button.add_wanted.connect(partial(_add, window))
    button.change_wanted.connect(partial(_change, window))
    button.remove_wanted.connect(partial(_remove, window))


def _at_work(window: MainWindow) -> int:
    return window.project_page().session.coder()


def _rounds(window: MainWindow) -> None:
    from app.ui.rounds.dialog import RoundsDialog

    page = window.project_page()

    def make() -> RoundsDialog:
        dialog = RoundsDialog(window, page.session)
        dialog.passage_opened.connect(page.open_passage)
        return dialog

    show_once(window, RoundsDialog, make, of=page)


def give_out(window: MainWindow) -> None:
    """Ask what is given out to whom."""
    from app.ui.packets.give import ask_and_give_out

    ask_and_give_out(window, window.project_page().session, window.messages)


def take_in(window: MainWindow) -> None:
    """Ask for returned work, and show what it would change."""
    from app.ui.packets.take import ask_and_take_in

    ask_and_take_in(window, window.project_page().session, window.messages)


def _return(window: MainWindow) -> None:
    from app.ui.packets.back import ask_and_return

    ask_and_return(window, window.project_page().session, window.messages)


def _packets(window: MainWindow) -> None:
    from app.ui.packets.list import PacketsDialog

    page = window.project_page()

    def make() -> PacketsDialog:
        dialog = PacketsDialog(window, page.session)
        dialog.give_wanted.connect(partial(give_out, window))
        dialog.take_wanted.connect(partial(take_in, window))
        return dialog

    show_once(window, PacketsDialog, make, of=page)


def _add(window: MainWindow) -> None:
    from app.ui.coders import dialog

    dialog.ask_and_add(window, window.project_page().session, window.messages.show_news)


def _change(window: MainWindow, coder_id: int) -> None:
    from app.ui.coders import dialog

    dialog.ask_and_change(window, window.project_page().session, coder_id)


def _remove(window: MainWindow, coder_id: int) -> None:
    from app.ui.coders import dialog

    dialog.ask_and_remove(window, window.project_page().session, coder_id)
