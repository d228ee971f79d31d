"""The Code menu: what is done with a passage, with a coding, with the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app import settings
from app.translation import tr
from app.ui.menus import cases
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title = tr("&Code")

    def passage() -> bool:
        return bool(window.page and window.sees_document() and window.page.code.text.passage())

    def at_coding() -> bool:
        return window.page is not None and window.sees_document() and bool(window.page.code.coding.here())

    for name, do, keys, when in (
        (tr("&Apply a code…"), lambda page: page.code.coding.find_code(), "Ctrl+Return", passage),
        (tr("&New code from the words"), _apply_new_code, "Ctrl+Shift+N", passage),
        (tr("&Memo on the coding…"), lambda page: page.code.open_memo(), "Ctrl+M", at_coding),
        (tr("&Sure / unsure"), lambda page: page.code.coding.toggle_sure(), "Ctrl+U", at_coding),
        (tr("&Remove the coding"), lambda page: page.code.coding.remove(), "Ctrl+Backspace", at_coding),
    ):
        menus.add(title, name, menus.on_page(do), keys, when=when, changes=True)
    _fill_writing(menus, title, passage)
    menus.separate(title)
    menus.add(
        title,
        tr("Mark the document as &completed"),
        menus.on_page(lambda page: page.code.set_completed(not is_completed(window))),
        "Ctrl+Shift+C",
        when=window.sees_document,
        changes=True,
        checked=lambda: is_completed(window),
    )
    menus.add(title, tr("More &like this…"), menus.on_page(lambda page: page.show_similar()), when=at_coding)
    for fill_group in (_fill_turns, _fill_texts, cases.fill):
        menus.separate(title)
        fill_group(window, menus, title)
    menus.separate(title)
    menus.add(
        title,
        tr("Selections snap to &words"),
        lambda: window.menu.change_look("snap to words", not settings.read("snap to words", True)),
        checked=lambda: settings.read("snap to words", True),
    )


def _fill_writing(menus: Menus, title: str, passage: Callable[[], bool]) -> None:
    for name, do in (
        (tr("&Write a memo on the passage…"), lambda page: page.write_memo()),
        (tr("Add the passage to the &quote bank"), lambda page: page.add_quote()),
    ):
        menus.add(title, name, menus.on_page(do), when=passage, changes=True)


def _fill_turns(window: MainWindow, menus: Menus, title: str) -> None:
    for name, do, changes in (
        (tr("Speakers and &turns…"), lambda page: page.code.open_turns(), False),
        (tr("&Begin a turn here…"), lambda page: page.code.begin_turn(), True),
        (tr("&Join the turn with the one before"), lambda page: page.code.join_turn(), True),
    ):
        menus.add(title, name, menus.on_page(do), when=window.sees_document, changes=changes)


def _fill_texts(window: MainWindow, menus: Menus, title: str) -> None:
    for name, do, keys, changes in (
        (tr("C&orrect the words…"), lambda page: page.code.correct_words(), "", True),
        (tr("New &version of this document…"), lambda page: page.code.renew_text(), "", True),
        (tr("Re&place a name…"), lambda page: page.code.replace_name(), "", True),
        (tr("Versions of the te&xt…"), lambda page: page.code.open_versions(), "", False),
        (tr("Codings on c&hanged words…"), lambda page: page.code.look_again(), "", False),
    ):
        menus.add(title, name, menus.on_page(do), keys, when=window.sees_document, changes=changes)


def _apply_new_code(page: ProjectPage) -> None:
    page.code.coding.apply_new_code("")


def is_completed(window: MainWindow) -> bool:
    """Whether the coder at work has completed the open document."""
    entry = window.page.code.current() if window.page is not None else None
    return entry is not None and entry.state == "completed"
