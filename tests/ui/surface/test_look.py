"""Colours."""

import pytest
from PySide6.QtGui import QColor

from app.ui.surface.look import SHAPE_CONTRAST, TEXT_CONTRAST, Look, contrast

LIGHT = Look("#fffefb", "#22211f", "#2f6fbf", False)
DARK = Look("#191b1e", "#e6e3dd", "#4c8dd6", True)
COLOURS = ["#ffff00", "#000000", "#ffffff", "#d1495b", "#2e86ab", "#edae49", "#00ff00", "#0000ff", "#808080"]


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("colour", COLOURS)
def test_text_stays_legible_on_every_tint(look: Look, colour: str) -> None:
    for lit in (False, True):
        assert contrast(look.tint(colour, lit), QColor(look.text)) >= TEXT_CONTRAST


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("colour", COLOURS)
def test_stripes_can_be_told_from_the_base(look: Look, colour: str) -> None:
    assert contrast(look.line(colour), QColor(look.base)) >= SHAPE_CONTRAST


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_faint_text_stays_legible(look: Look) -> None:
    assert contrast(look.faint(0.1), QColor(look.base)) >= TEXT_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
