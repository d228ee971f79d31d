"""Shows a document's text for reading, with its codings painted for the lines on screen only."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.documents.edges import Edge
from app.ui.surface.bands import paint_bands
from app.ui.surface.focus_line import FocusLine
from app.ui.surface.geometry import ScreenLine
from app.ui.surface.handles import Handles
from app.ui.surface.look import Look
from app.ui.surface.marks import CodingMark, CodingsIn, Extent, Extents, Stripes, SurfaceText
from app.ui.surface.page import ReadingPage
from app.ui.surface.shown_codings import ShownCodings
from app.ui.surface.stripes import stripes_on_screen

FLASH_MS = 1400


class CodingCanvas(ReadingPage):
    """A page with painted codings."""

    _painting = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stripes: Stripes = "code"
        self._selected: int | None = None
        self._hovered: int | None = None
        self._lines: list[ScreenLine] = []
        self._ghosts: list[tuple[int, int]] = []  # in Qt's positions: what a selection will take in besides
        self._flash: tuple[int, int] | None = None
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self._painting.connect(self._look_at_screen)
        self._focus_line = FocusLine(self, self)
        CodingCanvas.clear_document(self)

    # what is shown

    def show_document(self, document: SurfaceText, codings_in: CodingsIn, extents: Extents) -> None:
        """Shows a document from its beginning."""
        self.show_text(document)
        self._codings = ShownCodings(self.offsets, codings_in, extents, self._stripes)
        self._selected = self._hovered = self._flash = None
        self._ghosts = []
        self.invalidate()

    def clear_document(self) -> None:
        """Shows nothing."""
        CodingCanvas.show_document(self, SurfaceText("", ""), lambda _start, _end: (), lambda: ())

    def invalidate(self) -> None:
        """Codings changed: asks for all lanes anew, and again for what is on screen."""
        self._codings.reload(self._stripes)
        self._codings_came()

    def codings_changed(self, now: Sequence[Extent], gone: Collection[int] = ()) -> None:
        """Some codings were added or moved (`now`) or removed: the others keep their lanes; cheap."""
        self._codings.change(now, gone)
        self._codings_came()

    def _codings_came(self) -> None:
        if self._selected is not None and self._selected not in self._codings:
            self._set_selected(None)
        self.make_room(self._codings.lanes.count)
        self.viewport().update()

    def set_stripes(self, stripes: Stripes) -> None:
        """Stripes and bands by code or by coder."""
        self._stripes = stripes
        self.invalidate()

    def selected_coding(self) -> int | None:
        """The coding whose edges have handles."""
        return self._selected

    def select_coding(self, coding_id: int | None) -> None:
        """Gives a coding handles, or none."""
        self._set_selected(coding_id)

    def go_to(self, start: int, end: int) -> None:
        """Scrolls to a passage, puts the caret at its start and lets it light up for a moment."""
        cursor = self.textCursor()
        cursor.setPosition(self.offsets.to_qt(start))
        self.setTextCursor(cursor)
        lines = self.lines_on_screen()
        place = self.offsets.to_qt(start)
        comfortable = lines[1:-3] if len(lines) > 6 else lines
        if not any(line.start <= place < line.end for line in comfortable):
            self._scroll_to(place)
        self._flash = (self.offsets.to_qt(start), self.offsets.to_qt(end, end=True))
        self._flash_over.start()
        self._look_at_screen()
        self.viewport().update()

    # where things are

    def codings_at(self, point: QPointF) -> list[int]:
        """The codings under a point of the viewport, innermost first."""
        line = self.line_near(point.y())
        if line is None or line.distance(point.y()) > self._size:
            return []
        x = point.x()
        here = [
            one
            for one in self._codings.placed
            if any(rect.left() - 1 <= x <= rect.right() + 1 for rect in line.rects(one.start, one.end))
        ]
        return [one.mark.id for one in sorted(here, key=lambda one: one.end - one.start)]

    def codings_around(self, position: int) -> list[int]:
        """The codings on screen that hold a code point position, innermost first."""
        marks = [one.mark for one in self._codings.placed if one.mark.start <= position <= one.mark.end]
        return [mark.id for mark in sorted(marks, key=lambda mark: mark.end - mark.start)]

    def handles(self) -> dict[Edge, QRectF]:
        """Where the selected coding's edges stand on screen."""
        handles = self._handles()
        return handles.places(self.lines_on_screen()) if handles else {}

    def edge_at(self, point: QPointF) -> Edge | None:
        """The edge of the selected coding whose handle is at a point of the viewport."""
        handles = self._handles()
        return handles.edge_at(self.lines_on_screen(), point) if handles else None

    def _handles(self) -> Handles | None:
        placed = next((one for one in self._codings.placed if one.mark.id == self._selected), None)
        return Handles(placed.start, placed.end, placed.colour) if placed else None

    def mark(self, coding_id: int) -> CodingMark | None:
        """A coding that is on screen or near it."""
        if self._codings.mark(coding_id) is None:
            self._look_at_screen()  # a change may not have been painted yet
        return self._codings.mark(coding_id)

    def selected_mark(self) -> CodingMark | None:
        """The coding whose edges have handles."""
        return self.mark(self._selected) if self._selected is not None else None

    # what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Codings behind the text, handles and flashes above it."""
        self._painting.emit()
        look = Look.of(self.palette())
        painter = QPainter(self.viewport())
        paint_bands(painter, self._lines_in(event.rect()), self._codings.placed, look, self._lit())
        for ghost in self._ghosts:
            self._paint_ghost(painter, ghost)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_over(painter, look)
        painter.end()

    # how it is done

    def _look_at_screen(self) -> None:
        self._lines = lines = self.lines_on_screen()
        if lines:
            first, last = (self.offsets.from_qt(unit) for unit in (lines[0].start, lines[-1].end))
            self._codings.need(first, last)
        stripes = stripes_on_screen(lines, self._codings.placed)
        self.margin.show_stripes(stripes, self._codings.lanes, self._lit())

    def _lit(self) -> frozenset[int]:
        return frozenset(one for one in (self._selected, self._hovered) if one is not None)

    def _set_selected(self, coding_id: int | None) -> None:
        self._selected = coding_id
        self.viewport().update()

    def _set_hovered(self, coding_id: int | None) -> None:
        if coding_id != self._hovered:
            self._hovered = coding_id
            self.viewport().update()

    def show_preview(self, preview: tuple[int, int, int] | None) -> None:
        """Shows a coding (id, start, end) as it would be; None: as it is."""
        self._codings.preview(preview)
        self.viewport().update()

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    def _lines_in(self, area: QRect) -> list[ScreenLine]:
        around = self._size  # underlines stand below a line
        return [ln for ln in self._lines if ln.bottom + around > area.top() and ln.top - 2 < area.bottom()]

    def _paint_ghost(self, painter: QPainter, ghost: tuple[int, int]) -> None:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        colour.setAlpha(colour.alpha() // 2)
        for line in self._lines:
            for rect in line.rects(*ghost):
                painter.fillRect(rect, colour)

    def _paint_over(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._flash:
            painter.setPen(QPen(look.line(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for line in self._lines:
                for rect in line.rects(*self._flash, above=4, below=4):
                    painter.drawRoundedRect(rect.adjusted(-3, 0, 3, 0), 4, 4)
        if handles := self._handles():
            handles.paint(painter, self._lines, look)
