"""What is under the mouse: a coding lights up, and its tip comes once the mouse rests."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from app.ui.surface.coding_layers import CodingLayers
from app.ui.surface.page import ReadingPage
from app.ui.surface.tips import Tip, tip_text


class Hovering(QObject):
    """Lights up codings of the text and of the margin alike."""

    def __init__(self, page: ReadingPage, codings: CodingLayers) -> None:
        super().__init__(page)
        self._codings = codings
        self.tip = Tip(page.viewport())
        page.margin.hovered.connect(self.over)
        page.verticalScrollBar().valueChanged.connect(self.leave)  # other words lie under the mouse then

    def over(self, coding_ids: Sequence[int], point: QPoint | None) -> None:
        """The mouse is over codings, innermost first, at a global point."""
        coding_id = coding_ids[0] if coding_ids else None
        if coding_id != self._codings.hovered:
            self._codings.hover(coding_id)
            marks = [mark for coding_id in coding_ids if (mark := self._codings.mark(coding_id))]
            self.tip.show_soon(tip_text(marks), point or QPoint())

    def leave(self) -> None:
        """It is over none."""
        self.over((), None)
