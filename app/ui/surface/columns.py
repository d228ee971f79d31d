"""How the width is shared: a text column no wider than reads well, the stripes beside it, air around them."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

CHARACTERS = 72  # a line holds about so many
LEAST_CHARACTERS = 42
SAMPLE = "they asked us why and we had no answer that anybody would have believed "


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in pixels; `before` is the air on the side away from the stripes."""

    before: int
    text: int
    stripes: int


def mean_letter(font: QFont) -> float:
    """The mean width of a typeface's letters, in pixels."""
    return QFontMetricsF(font).horizontalAdvance(SAMPLE) / len(SAMPLE)


def share_width(total: int, character: float, padding: int, least: int, most: int) -> Columns:
    """Shares `total`: the text first, up to what reads well, then the stripes, then air on both sides.

    `character` is the mean width of a letter, `padding` what the column needs beside its letters;
    the stripes want between `least` and `most`. In a narrow window they give way before the text is cramped.
    """
    full = round(CHARACTERS * character) + padding
    cramped = round(LEAST_CHARACTERS * character) + padding
    text = max(min(full, total - least), min(cramped, total - least // 3), 1)
    stripes = max(0, min(most, total - text))
    return Columns(max(0, (total - text - stripes) // 2), text, stripes)
