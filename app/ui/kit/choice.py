"""A list to choose one from that takes names of any length: it ends in “…” and never widens its window."""

from heapq import nlargest

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from app.ui.kit.elided import cut

WIDEST, LEAST = 320, 90  # pixels
BESIDE, OVERHANG = 6, 2
FEW = 20  # of the longest entries, of which one is the widest


class ChoiceBox(QComboBox):
    """As wide as its entries, within limits; its list shows them whole."""

    def sizeHint(self) -> QSize:
        """What the entries need, but no more than there should be of one field."""
        hint = super().sizeHint()
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        longest = nlargest(FEW, (self.itemText(number) for number in range(self.count())), key=len)
        words = max(map(self.fontMetrics().horizontalAdvance, longest), default=0)
        lacking = max(0, words + OVERHANG - self._room(option))  # the style forgets what its sheet pads
        return QSize(min(WIDEST, hint.width() + lacking), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Few letters of an entry."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), LEAST), hint.height())

    def showPopup(self) -> None:
        """Open the list, as wide as its entries as far as the screen has room."""
        room = self.screen().availableGeometry().width() // 2
        self.view().setMinimumWidth(min(room, self.view().sizeHintForColumn(0) + 40))
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Cut the entry where the field ends."""
        super().initStyleOption(option)
        option.currentText = cut(self.fontMetrics(), self.currentText(), self._room(option))

    def _room(self, option: QStyleOptionComboBox) -> int:
        """Pixels for the words of an entry in a field of this size."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + BESIDE
        return max(0, place.width() - icon - BESIDE)
