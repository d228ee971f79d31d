"""The names of columns: they end in “…” where their column is too narrow, and a tip has them whole."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QHeaderView, QToolTip

from app.ui.kit.plain import plain_tip


class WholeHeads(QObject):
    """Watches the head of one table; a tip that its model has is shown instead, by Qt itself."""

    def __init__(self, header: QHeaderView) -> None:
        super().__init__(header)
        self._header = header
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.viewport().installEventFilter(self)

    def cut_name(self, section: int) -> str:
        """The name of a column that is cut and has no tip of its own, whole; else nothing."""
        if section < 0 or self._header.sectionSize(section) >= self._header.sectionSizeHint(section):
            return ""
        model, across = self._header.model(), self._header.orientation()
        if model.headerData(section, across, Qt.ItemDataRole.ToolTipRole):
            return ""
        return str(model.headerData(section, across, Qt.ItemDataRole.DisplayRole) or "")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the tip where the mouse rests."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        name = self.cut_name(self._header.logicalIndexAt(event.pos()))
        if name:
            QToolTip.showText(event.globalPos(), plain_tip(name), self._header)
        return bool(name)
