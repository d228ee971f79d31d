"""The codings of a page in layers: bands behind the words, stripes beside them, handles and a flash above."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette

from app.documents.edges import Edge
from app.ui.surface.bands import Bands
from app.ui.surface.geometry import ScreenLine, nearest
from app.ui.surface.handles import Handles
from app.ui.surface.layers import Outline, PaintedLayer, Tint, paint_layers
from app.ui.surface.look import Look
from app.ui.surface.marks import CodingMark, CodingsIn, Extent, Extents, Stripes
from app.ui.surface.page import ReadingPage
from app.ui.surface.shown_codings import ShownCodings
from app.ui.surface.stripes import stripes_on_screen

FLASH_MS = 1400


class CodingLayers(QObject):
    """Asks for the codings that are seen, paints them, and finds them again under the mouse and by id."""

    painting = Signal()  # the page is about to be painted

    def __init__(self, page: ReadingPage) -> None:
        super().__init__(page)
        self._page = page
        self._stripes: Stripes = "code"
        self._lines: list[ScreenLine] = []
        self._flash: Outline | None = None
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self.painting.connect(self._look_at_screen)
        self.selected: int | None = None  # the coding whose edges have handles
        self.hovered: int | None = None

    # what is shown

    def show(self, codings_in: CodingsIn, extents: Extents) -> None:
        """Shows the codings of another document."""
        self._shown = ShownCodings(self._page.offsets, codings_in, extents, self._stripes)
        self.selected = self.hovered = self._flash = None
        self.reload()

    def reload(self) -> None:
        """Codings changed: asks for all lanes anew, and again for what is on screen."""
        self._shown.reload(self._stripes)
        self._take_changes()

    def change(self, now: Sequence[Extent], gone: Collection[int] = ()) -> None:
        """Some codings were added or moved (`now`) or removed: the others keep their lanes; cheap."""
        self._shown.change(now, gone)
        self._take_changes()

    def _take_changes(self) -> None:
        if self.selected is not None and self.selected not in self:
            self.selected = None
        self._page.columns.make_room(self._shown.lanes.count)
        self._update()

    def set_stripes(self, stripes: Stripes) -> None:
        """Stripes and bands by code or by coder."""
        self._stripes = stripes
        self.reload()

    def select(self, coding_id: int | None) -> None:
        """Gives a coding handles, or none."""
        self.selected = coding_id
        self._update()

    def hover(self, coding_id: int | None) -> None:
        """Lights a coding up, or none."""
        self.hovered = coding_id
        self._update()

    def preview(self, preview: tuple[int, int, int] | None) -> None:
        """Shows a coding (id, start, end) as it would be; None: as it is."""
        self._shown.preview(preview)
        self._update()

    def flash(self, start: int, end: int) -> None:
        """Lets a passage light up for a moment."""
        offsets = self._page.offsets
        self._flash = Outline(offsets.to_qt(start), offsets.to_qt(end, end=True))
        self._flash_over.start()
        self._look_at_screen()
        self._update()

    # where things are

    def __contains__(self, coding_id: int) -> bool:
        return coding_id in self._shown

    def at(self, point: QPointF) -> list[int]:
        """The codings under a point of the viewport, innermost first."""
        line = nearest(self._page.lines_on_screen(), point.y())
        if line is None or line.distance(point.y()) > self._page.size_of_text:
            return []
        touched = [
            band
            for band in self._shown.placed
            for rect in line.rects(band.start, band.end)
            if rect.left() - 1 <= point.x() <= rect.right() + 1
        ]
        return list(dict.fromkeys(band.mark.id for band in sorted(touched, key=lambda b: b.end - b.start)))

    def around(self, position: int) -> list[int]:
        """The codings on screen that hold a code point position, innermost first."""
        marks = [band.mark for band in self._shown.placed if band.mark.start <= position <= band.mark.end]
        return [mark.id for mark in sorted(marks, key=lambda mark: mark.end - mark.start)]

    def handles(self) -> dict[Edge, QRectF]:
        """Where the selected coding's edges stand on screen."""
        handles = self._handles()
        return handles.places(self._page.lines_on_screen()) if handles else {}

    def edge_at(self, point: QPointF) -> Edge | None:
        """The edge of the selected coding whose handle is at a point of the viewport."""
        handles = self._handles()
        return handles.edge_at(self._page.lines_on_screen(), point) if handles else None

    def mark(self, coding_id: int) -> CodingMark | None:
        """A coding that is on screen or near it."""
        if self._shown.mark(coding_id) is None:
            self._look_at_screen()  # a change may not have been painted yet
        return self._shown.mark(coding_id)

    def selected_mark(self) -> CodingMark | None:
        """The coding whose edges have handles."""
        return self.mark(self.selected) if self.selected is not None else None

    # painting

    def paint_behind(self, painter: QPainter, area: QRect, ghosts: Sequence[tuple[int, int]]) -> None:
        """Paints what lies behind the words; `ghosts`, in Qt's positions, will be selected too."""
        colour = self._page.palette().color(QPalette.ColorRole.Highlight)
        colour.setAlpha(colour.alpha() // 2)
        look = Look.of(self._page.palette())
        layers: list[PaintedLayer] = [Bands(self._shown.placed, self._lit()), self._page.matches]
        paint_layers(painter, layers, self._lines_in(area), look)
        paint_layers(painter, [Tint(*ghost, colour) for ghost in ghosts], self._lines, look)

    def paint_above(self, painter: QPainter) -> None:
        """Paints what lies on the words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layers: list[PaintedLayer] = [layer for layer in (self._flash, self._handles()) if layer is not None]
        paint_layers(painter, layers, self._lines, Look.of(self._page.palette()))

    def _look_at_screen(self) -> None:
        page = self._page
        self._lines = lines = page.lines_on_screen()
        if lines:
            self._shown.need(*(page.offsets.from_qt(unit) for unit in (lines[0].start, lines[-1].end)))
        stripes = stripes_on_screen(lines, self._shown.placed)
        page.margin.show_stripes(stripes, self._shown.lanes, self._lit())

    def _handles(self) -> Handles | None:
        placed = next((band for band in self._shown.placed if band.mark.id == self.selected), None)
        return Handles(placed.start, placed.end, placed.colour) if placed else None

    def _lit(self) -> frozenset[int]:
        return frozenset(coding_id for coding_id in (self.selected, self.hovered) if coding_id is not None)

    def _lines_in(self, area: QRect) -> list[ScreenLine]:
        around = self._page.size_of_text  # underlines stand below a line
        return [ln for ln in self._lines if ln.bottom + around > area.top() and ln.top - 2 < area.bottom()]

    def _end_flash(self) -> None:
        self._flash = None
        self._update()

    def _update(self) -> None:
        self._page.viewport().update()
