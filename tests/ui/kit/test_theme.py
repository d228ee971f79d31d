"""Colours that can be read, and a style sheet that is complete."""

import pytest
from PySide6.QtGui import QColor

from app.ui.kit.theme import DARK, LIGHT, NORMAL_SIZE, Theme, interface_size, style_sheet
from app.ui.surface.look import contrast


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_what_is_behind_them(theme: Theme) -> None:
    for words in (theme.text, theme.muted):
        for behind in (theme.window, theme.base, theme.wash, theme.raised):
            assert contrast(QColor(words), QColor(behind)) >= 4.5, (words, behind)
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= 4.5
    assert contrast(QColor(theme.text), QColor(theme.warning)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_outlines_and_focus_can_be_seen(theme: Theme) -> None:
    for behind in (theme.window, theme.base):
        assert contrast(QColor(theme.edge), QColor(behind)) >= 3
        assert contrast(QColor(theme.accent), QColor(behind)) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_style_sheet_leaves_no_name_unfilled(theme: Theme) -> None:
    assert "@" not in style_sheet(theme, 13).split("*/", 1)[1]


def test_lists_and_buttons_grow_with_the_text() -> None:
    sizes = [interface_size(size) for size in range(12, 29)]
    assert sizes == sorted(sizes)
    assert interface_size(NORMAL_SIZE) == 13
