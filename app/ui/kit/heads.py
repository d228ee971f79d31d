"""The names of columns: they end in “…” where their column is too narrow, and a tip has them whole."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QHeaderView, QToolTip

from app.ui.kit.plain import plain_tip


class WholeHeads(QObject):
    """Watches the head of one table; what its model says as a tip comes first."""

    def __init__(self, header: QHeaderView) -> None:
        super().__init__(header)
        self._header = header
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.viewport().installEventFilter(self)

    def tip_at(self, section: int) -> str:
        """The tip of a column: its model's, or its name where that is cut."""
        model, across = self._header.model(), self._header.orientation()
        if section < 0:
            return ""
        told = model.headerData(section, across, Qt.ItemDataRole.ToolTipRole)
        if told:
            return str(told)
        name = str(model.headerData(section, across, Qt.ItemDataRole.DisplayRole) or "")
        is_cut = self._header.sectionSize(section) < self._header.sectionSizeHint(section)
        return plain_tip(name) if is_cut else ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the tip where the mouse rests."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        tip = self.tip_at(self._header.logicalIndexAt(event.pos()))
        if tip:
            QToolTip.showText(event.globalPos(), tip, self._header)
        return bool(tip)
