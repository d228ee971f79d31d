"""Paints a hit of the command palette: its name, and at the right its keys or its kind."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

ASIDE = Qt.ItemDataRole.UserRole


class HitDelegate(QStyledItemDelegate):
    """The style paints the name; what stands aside is painted over the free end of the row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        aside = index.data(ASIDE) or ""
        width = option.fontMetrics.horizontalAdvance(aside) + 10
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        box = QRect(option.rect.right() - width, option.rect.top(), width - 6, option.rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, aside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room to be hit with the mouse."""
        return QSize(100, option.fontMetrics.height() + 12)
