"""The tip beside the mouse: a coding's code, coder and memo."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QToolTip, QWidget

from app.report.codings import origin_in_words
from app.translation import tr
from app.ui.surface.marks import CodingMark

DELAY_MS = 350
OFFSET = QPoint(12, 18)


def tip_text(marks: Sequence[CodingMark]) -> str:
    """What a tip says, as rich text; names and memos are taken as plain text."""
    return "".join(map(_coding_line, marks))


def _coding_line(mark: CodingMark) -> str:
    about = [mark.coder_initials, "" if mark.sure else tr("unsure"), origin_in_words(mark.origin)]
    memo = f"<br><i>{escape(mark.memo).replace(chr(10), '<br>')}</i>" if mark.memo else ""
    more = escape(" · ".join(part for part in about if part))
    return f"<p dir='auto' style='margin:2px'><b>{escape(mark.code_name)}</b> · {more}{memo}</p>"


class Tip(QObject):
    """Shows a tip when the mouse has rested a moment."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._text, self._point = "", QPoint()
        self._rest = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._rest.timeout.connect(self._show)

    def show_soon(self, text: str, point: QPoint) -> None:
        """A tip in rich text, at a global point; nothing hides it."""
        self.hide()
        if text:
            self._text, self._point = text, point
            self._rest.start()

    def hide(self) -> None:
        """No tip any more."""
        self._rest.stop()
        QToolTip.hideText()

    def _show(self) -> None:
        if self._widget.isVisible():
            QToolTip.showText(self._point + OFFSET, self._text, self._widget)
