"""The words of a passage in a list, as lines: each piece in its own voice."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from app.ui.surface.marks import Direction


def lay_out_pieces(
    pieces: Iterable[tuple[str, QTextCharFormat]],
    font: QFont,
    width: float,
    direction: Direction,
    *,
    most_lines: int,
    advance: Callable[[QTextLine], float],
) -> QTextLayout:
    """Lines of at most `width` pixels; `advance` says how far below a line the next one begins."""
    layout = QTextLayout("", font)
    words, ranges, end = "", [], 0
    for piece, voice in pieces:
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = end, _units(piece), voice
        if not voice.isEmpty():
            ranges.append(part)
        words, end = words + piece, end + part.length
    layout.setText(words)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    rtl = direction == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.setFormats(ranges)
    _make_lines(layout, width, most_lines, advance)
    return layout


def stepping_back(ink: QColor) -> QTextCharFormat:
    """The voice of what stands around."""
    voice = QTextCharFormat()
    voice.setForeground(ink)
    return voice


def height(layout: QTextLayout) -> float:
    """Pixels from the top of the first line to the bottom of the last."""
    if not layout.lineCount():
        return 0.0
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height()


def _make_lines(
    layout: QTextLayout, width: float, most_lines: int, advance: Callable[[QTextLine], float]
) -> None:
    layout.beginLayout()
    top = 0.0
    while layout.lineCount() < most_lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += advance(line)
    layout.endLayout()


def _units(words: str) -> int:
    """Length in UTF-16 units, as Qt counts."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
