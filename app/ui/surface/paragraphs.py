"""What every page lays paragraphs out with: direction, wrapping, and stretches that look otherwise."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from app.ui.surface.offsets import Offsets

Stretch = tuple[int, int, QTextCharFormat]
"""A stretch [start, end) of code points, and how it looks."""


def paragraph_option(*, rtl: bool) -> QTextOption:
    """Lines break between words, or within one that is longer than a line, and begin at their own side."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    return option


def character_format(colour: QColor, *, bold: bool = False) -> QTextCharFormat:
    """Letters of a colour."""
    form = QTextCharFormat()
    form.setForeground(colour)
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    return form


def formats_within(
    stretches: Iterable[Stretch], start: int, end: int, offsets: Offsets
) -> list[QTextLayout.FormatRange]:
    """The stretches as far as they are in the paragraph [start, end), counted from its start by Qt."""
    formats = []
    for left, right, form in stretches:
        left, right = max(left, start), min(right, end)
        if left < right:
            stretch = QTextLayout.FormatRange()
            stretch.start = offsets.to_qt(left) - offsets.to_qt(start)
            stretch.length = offsets.to_qt(right, end=True) - offsets.to_qt(left)
            stretch.format = form
            formats.append(stretch)
    return formats
