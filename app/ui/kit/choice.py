"""A list to choose one from that takes names of any length: it ends in “…” and never widens its window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

WIDEST, LEAST = 320, 90  # pixels
BESIDE = 6


class ChoiceBox(QComboBox):
    """As wide as its entries, within limits; its list shows them whole."""

    def sizeHint(self) -> QSize:
        """What the entries need, but no more than there should be of one field."""
        return super().sizeHint().boundedTo(QSize(WIDEST, super().sizeHint().height()))

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
        part = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + BESIDE
        room = max(0, place.width() - icon - BESIDE)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
