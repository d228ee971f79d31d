"""Buttons for outcomes: each bears its key, previews while it is pointed at or has the focus."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontInfo,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.kit.elided import cut
from app.ui.kit.plain import literal, plain_tip
from app.ui.surface.look import blend

HIGH, PAD, CHIP_PAD = 28, 7, 5
LEAST, EDGE = 110, 3  # pixels of words that stay, and behind them


class KeyButton(QAbstractButton):
    """A key in a small box, and what it does."""

    pointed_at = Signal(bool)

    def __init__(self, key: str, words: str, tip: str = "") -> None:
        super().__init__()
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(words, tip)

    def say(self, words: str, tip: str = "") -> None:
        """Other words for what it does."""
        self.words = words
        self.setText(literal(words))
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(f"{words or tip} ({self.key})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as key and words."""
        words = self.fontMetrics().horizontalAdvance(self.words) + (6 if self.words else 0)
        return QSize(2 * PAD + self._chip() + words, HIGH)

    def minimumSizeHint(self) -> QSize:
        """Its key and few letters; the name of a coder may be long."""
        return self.sizeHint().boundedTo(QSize(2 * PAD + self._chip() + LEAST, HIGH))

    def shown_words(self) -> str:
        """The words as far as there is room; they end in “…” where there isn't, and the tip has them."""
        return cut(self.fontMetrics(), self.words, max(0, self.width() - self._left() - EDGE))

    def _left(self) -> float:
        return PAD + self._chip() + 6

    def enterEvent(self, event: QEnterEvent) -> None:
        """Preview."""
        super().enterEvent(event)
        self.pointed_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """No preview any more."""
        super().leaveEvent(event)
        self.pointed_at.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Preview."""
        super().focusInEvent(event)
        self.pointed_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No preview any more."""
        super().focusOutEvent(event)
        self.pointed_at.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet button; its key is a box of its own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.ButtonText)
        line = palette.color(QPalette.ColorRole.Mid)
        base = palette.color(QPalette.ColorRole.Base)
        if self.isChecked():
            base = blend(base, palette.color(QPalette.ColorRole.Accent), 0.18)
        elif self.isEnabled() and (self.underMouse() or self.isDown()):
            base = palette.color(QPalette.ColorRole.Midlight)
        accent = palette.color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(accent if self.hasFocus() else line, 2 if self.hasFocus() else 1))
        painter.setBrush(base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        self._paint_chip(painter, text, line)
        painter.setPen(text)
        painter.setFont(self.font())
        words = QRectF(self._left(), 0, self.width(), self.height() - 1)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown_words()
        )
        painter.end()

    def _paint_chip(self, painter: QPainter, text: QColor, line: QColor) -> None:
        chip = QRectF(PAD - 2, 5.5, self._chip(), self.height() - 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawRoundedRect(chip, 3, 3)
        font = QFont(self.font())
        font.setPixelSize(max(11, QFontInfo(self.font()).pixelSize() - 1))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(text)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.key)

    def _chip(self) -> int:
        return max(18, self.fontMetrics().horizontalAdvance(self.key) + 2 * CHIP_PAD)
