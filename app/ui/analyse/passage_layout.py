"""The words of a passage as lines: the quote in full voice, what stands around it stepping back."""

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from app.coding.queries import Passage
from app.in_context import around, quote
from app.ui.surface.direction import paragraph_direction
from app.ui.surface.quoted import lay_out_pieces, stepping_back

AROUND = 90  # code points of context on each side
LONGEST = 900  # code points of a quote that are shown
MOST_LINES = 9
LEADING = 1.12


def words_around(passage: Passage) -> tuple[str, str, str]:
    """What is shown before the quote, of the quote, and behind it, each in one line."""
    start, length = len(passage.before), len(passage.quote)
    words = passage.before + passage.quote + passage.after
    before, after = around(words, start, start + length, AROUND)
    return before, quote(passage.quote, 0, length, LONGEST), after


def lay_out(passage: Passage, font: QFont, width: float, muted: QColor) -> QTextLayout:
    """Lines of at most `width` pixels, what stands around the quote in muted ink."""
    before, words, after = words_around(passage)
    direction = paragraph_direction(words, "rtl" if passage.direction == "rtl" else "ltr")
    aside = stepping_back(muted)
    pieces = ((before, aside), (words, QTextCharFormat()), (after, aside))
    return lay_out_pieces(
        pieces,
        font,
        width,
        direction,
        most_lines=MOST_LINES,
        advance=lambda line: line.height() * LEADING,
    )
