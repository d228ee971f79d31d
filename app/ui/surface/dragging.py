"""An edge that is dragged along with the mouse, on any page that has handles."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.documents.edges import Edge


class EdgeDrag(QObject):
    """Takes hold of an edge and says where it goes; `edge_at` and `point_at` look at the page."""

    dragged = Signal(str, int)  # the edge, to which code point
    dropped = Signal()

    def __init__(
        self,
        viewport: QWidget,
        edge_at: Callable[[QPointF], Edge | None],
        point_at: Callable[[QPointF], int],
    ) -> None:
        super().__init__(viewport)
        self._viewport, self._edge_at, self._point_at = viewport, edge_at, point_at
        self.edge: Edge | None = None  # the one that is held

    def grab(self, point: QPointF) -> bool:
        """Take hold of the edge that is at a place, if there is one."""
        self.edge = self._edge_at(point)
        return self.edge is not None

    def move(self, point: QPointF) -> bool:
        """Go on to a place; returns whether an edge is held."""
        if self.edge is not None:
            self.dragged.emit(self.edge, self._point_at(point))
        return self.edge is not None

    def drop(self) -> bool:
        """Let go; returns whether an edge was held."""
        held, self.edge = self.edge is not None, None
        if held:
            self.dropped.emit()
        return held

    def hover(self, point: QPointF) -> None:
        """Show by the mouse's shape whether there is an edge to take hold of."""
        on_edge = self._edge_at(point) is not None
        self._viewport.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.IBeamCursor)
