"""The command palette: what is found, and that Enter does it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.palette.palette import PaletteEntry, matching


def choice(name: str, kind: str = "Edit") -> PaletteEntry:
    return PaletteEntry(name, kind, lambda: None)


def test_what_begins_with_the_typed_words_comes_first() -> None:
    found = matching([choice("Mark as completed"), choice("Larger text"), choice("Complete list")], "comp")
    assert [one.name for one in found] == ["Complete list", "Mark as completed"]


def test_every_typed_word_must_occur() -> None:
    choices = [choice("Next document", "Go"), choice("Next coding", "Go"), choice("Baker", "Document")]
    assert [one.name for one in matching(choices, "next doc")] == ["Next document"]
    assert [one.name for one in matching(choices, "bak docu")] == ["Baker"]


def test_enter_does_the_first_hit_and_closes(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.palette_over.isVisible)
    QTest.keyClicks(window.palette_over.field, "dark col")
    QTest.keyClick(window.palette_over.field, Qt.Key.Key_Return)
    assert window.palette_over.isHidden()
    assert window.palette().window().color().lightness() < 80
    window.menu.change_look("theme", "light")


def test_escape_closes_without_doing_anything(window: MainWindow, qtbot: QtBot) -> None:
    window.find_anything()
    QTest.keyClick(window.palette_over.field, Qt.Key.Key_Escape)
    assert window.palette_over.isHidden()
