"""Moving an edge of the selected coding, by an arrow key or along with the mouse."""

from PySide6.QtCore import QObject, Signal

from app.documents import edges
from app.ui.surface.arrows import goes_forward
from app.ui.surface.coding_layers import CodingLayers
from app.ui.surface.dragging import EdgeDrag
from app.ui.surface.page import ReadingPage
from app.ui.surface.selection import Selection


class Resizing(QObject):
    """Says what the coding becomes; while an edge is dragged, the coding is shown as it would be."""

    resized = Signal(int, int, int)  # id, start, end

    def __init__(self, page: ReadingPage, codings: CodingLayers, selection: Selection) -> None:
        super().__init__(page)
        self._page, self._codings, self._selection = page, codings, selection
        self._dragged_to: tuple[int, int] | None = None
        self.drag = EdgeDrag(page.viewport(), codings.edge_at, page.position_at)
        self.drag.dragged.connect(self._preview)
        self.drag.dropped.connect(self._drop)

    def by_word(self, edge: edges.Edge, right: bool) -> None:
        """Moves an edge to a word's, towards where an arrow points as the edge is seen."""
        mark, page = self._codings.selected_mark(), self._page
        if mark is None:
            return
        onward, back = (
            edges.by_word(page.shown.text, mark.start, mark.end, edge, forward) for forward in (True, False)
        )
        at, end = 1 if edge == "end" else 0, edge == "end"
        places = [page.offsets.to_qt(span[at], end=end) for span in ((mark.start, mark.end), onward, back)]
        rtl = page.shown.direction == "rtl"
        forward = goes_forward(page.lines_on_screen(), edge, *places, right=right, rtl=rtl)
        self._resize(onward if forward else back)

    def leave(self) -> None:
        """The edge goes back to where it was."""
        if self.drag.edge is not None or self._dragged_to is not None:
            self.drag.edge = self._dragged_to = None
            self._codings.preview(None)

    def _preview(self, edge: edges.Edge, position: int) -> None:
        mark = self._codings.selected_mark()
        if mark is not None:
            text, snapping = self._page.shown.text, self._selection.snapping
            self._dragged_to = edges.moved(text, mark.start, mark.end, edge, position, snapping)
            self._codings.preview((mark.id, *self._dragged_to))

    def _drop(self) -> None:
        span = self._dragged_to
        self.leave()
        if span is not None:
            self._resize(span)

    def _resize(self, span: tuple[int, int]) -> None:
        mark = self._codings.selected_mark()
        if mark is not None and span != (mark.start, mark.end):
            self.resized.emit(mark.id, *span)
