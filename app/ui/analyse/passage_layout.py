"""The words of a passage as lines: the quote in full voice, what stands around it stepping back."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from app.coding.queries import Passage
from app.in_context import around, quote
from app.ui.surface.direction import paragraph_direction

AROUND = 90  # code points of context on each side
LONGEST = 900  # code points of a quote that are shown
MOST_LINES = 9


def words_around(passage: Passage) -> tuple[str, str, str]:
    """What is shown before the quote, of the quote, and behind it, each in one line."""
    start, length = len(passage.before), len(passage.quote)
    words = passage.before + passage.quote + passage.after
    before, after = around(words, start, start + length, AROUND)
    return before, quote(passage.quote, 0, length, LONGEST), after


def _units(words: str) -> int:
    """Length in UTF-16 units, as Qt counts."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def lay_out(passage: Passage, font: QFont, width: float, muted: QColor) -> QTextLayout:
    """Lines of at most `width` pixels; right-to-left passages begin at the right."""
    before, words, after = words_around(passage)
    layout = QTextLayout(before + words + after, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    direction = paragraph_direction(words, "rtl" if passage.direction == "rtl" else "ltr")
    rtl = direction == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.setFormats(_formats(_units(before), _units(words), _units(after), muted))
    _make_lines(layout, width)
    return layout


def _formats(before: int, quote: int, after: int, muted: QColor) -> list[QTextLayout.FormatRange]:
    step_back = QTextCharFormat()
    step_back.setForeground(muted)
    ranges = []
    for start, length in ((0, before), (before + quote, after)):
        format_range = QTextLayout.FormatRange()
        format_range.start, format_range.length, format_range.format = start, length, step_back
        ranges.append(format_range)
    return ranges


def _make_lines(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    top = 0.0
    while layout.lineCount() < MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() * 1.12
    layout.endLayout()


def height(layout: QTextLayout) -> float:
    """Pixels from the top of the first line to the bottom of the last."""
    if not layout.lineCount():
        return 0.0
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height()
