"""The list of keyboard shortcuts, and what this program is."""

from html import escape

from PySide6.QtCore import qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.translation import tr
from app.ui.kit.dialog import Dialog, open_and_forget
from app.ui.kit.lines import below
from app.ui.kit.plain import MessageBox, without_keys
from app.ui.menus.registry import Menus


def show_shortcuts(window: QWidget, menus: Menus) -> None:
    """List the keys of the text view and of every action."""
    dialog = Dialog(window, tr("Keyboard shortcuts"))
    page = QTextBrowser()
    page.setHtml(_shortcuts(menus))
    below(page, on=dialog)
    dialog.resize(560, 640)
    open_and_forget(dialog)


def _shortcuts(menus: Menus) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    groups: dict[str, list[tuple[str, str]]] = {tr("In the text"): _in_the_text()}
    for entry in menus.entries():
        keys = ", ".join(shortcut.toString(native) for shortcut in entry.action.shortcuts())
        if keys:
            name = without_keys(entry.action.text()).split(":")[0]
            groups.setdefault(entry.menu, []).append((name, keys))
    return "".join(
        f"<h3>{escape(group)}</h3><table width='100%'>"
        + "".join(
            f"<tr><td>{escape(name)}</td><td align='right'><b>{escape(keys)}</b></td></tr>"
            for name, keys in rows
        )
        + "</table>"
        for group, rows in groups.items()
    )


def _in_the_text() -> list[tuple[str, str]]:
    return [
        (tr("Apply the code that has this key to the selected words"), tr("a code’s key")),
        (tr("Find a code by its name for the selected words"), tr("Enter, or any letter")),
        (tr("Select the coding at the caret, again for the next one there"), tr("Enter")),
        (tr("Give the selected coding another code"), tr("a code’s key")),
        (tr("Move the end of the selected coding by a word"), "Alt+→  Alt+←"),
        (tr("Move its start by a word"), "Alt+Shift+→  Alt+Shift+←"),
        (tr("Remove the selected coding"), "Del, Backspace"),
        (tr("Mark the coding at the caret as unsure, or as sure again"), "U"),
        (tr("Let go of the selection"), "Esc"),
    ]


def show_about(window: QWidget) -> None:
    """Say what this program is."""
    words = tr("Code interviews by hand, see how far you agree, settle the rest.")
    more = tr(
        "Works offline; your project never leaves your computer.\nMIT licence. Qt {version} (LGPL).",
        version=qVersion(),
    )
    box = MessageBox(window, tr("About Intercoder"), f"Intercoder\n{words}", more)
    box.setIconPixmap(window.windowIcon().pixmap(48, 48))
    box.exec()
