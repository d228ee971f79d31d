"""The manual opens in the program itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from app.errors import UserError
from app.ui.main_window import MainWindow
from app.ui.menus import manual_window
from app.ui.menus.manual_window import BESIDE_PICTURES, ManualWindow


def open_it(window: MainWindow) -> ManualWindow:
    entry = next(one for one in window.menu.menus.entries() if one.action.text() == "&Manual")
    entry.action.trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    return manual


def test_the_manual_opens_at_its_first_page_and_links_lead_on_and_back(window: MainWindow) -> None:
    manual = open_it(window)
    assert manual.page.toPlainText().startswith("The manual")

    manual.page.setSource(manual.page.source().resolved(QUrl("coding.md#keys-in-the-text")))
    assert manual.page.toPlainText().startswith("Coding")
    assert manual.page.document().size().width() <= manual.width()

    manual.page.backward()
    assert manual.page.toPlainText().startswith("The manual")
    manual.close()


def test_a_picture_of_the_manual_is_as_wide_as_its_page_at_most(window: MainWindow) -> None:
    manual = open_it(window)

    picture = manual.page.loadResource(2, QUrl("pictures/code.png"))

    assert 0 < picture.width() <= manual.width() - BESIDE_PICTURES
    manual.close()


def test_a_manual_that_was_not_installed_is_told_in_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(manual_window, "BEGINNING", tmp_path / "README.md")

    with pytest.raises(UserError, match="isn't installed"):
        manual_window.open_manual(window)
