"""Shows a passage with everybody's codings under its lines; edges can be dragged and words selected."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.documents.edges import Edge, passage
from app.translation import tr
from app.ui.kit.plain import plain_tip
from app.ui.kit.pressed import Press
from app.ui.kit.theme import NORMAL_SIZE
from app.ui.reconcile.passage.excerpt import Excerpt
from app.ui.reconcile.passage.lanes import Bar, Lane
from app.ui.reconcile.passage.layout import PassagePage, TextColumn, label_room
from app.ui.reconcile.passage.painting import Painting, paint_page
from app.ui.surface.columns import CHARACTERS, mean_letter
from app.ui.surface.dragging import EdgeDrag
from app.ui.surface.focus_line import FocusLine
from app.ui.surface.handles import Handles
from app.ui.surface.look import Look
from app.ui.surface.reading_layout import reading_font
from app.ui.surface.tips import Tip

AIR, LABEL_AIR = 18.0, 14.0
LEAST_LABELS = 64.0
SMALL_CHANGE = 120  # pixels of height: a line that comes or goes beside the passage
ABOVE = 0.22  # of the height, over the passage where it doesn't fit


class PassageView(QAbstractScrollArea):
    """Knows no database. Offsets are code points of the document."""

    edge_dragged = Signal(str, int)  # which edge of the edited coding, to where
    edge_dropped = Signal()
    bar_chosen = Signal(int)  # the number of an edited coding
    words_selected = Signal()
    opened = Signal()
    key_pressed = Signal(object)
    _resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("reconcilePassage")
        self.setAccessibleName(tr("Passage in its context"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._size = NORMAL_SIZE
        self._excerpt: Excerpt | None = None
        self._lanes: Sequence[Lane] = ()
        self._consensus: Lane | None = None
        self._reserved: Lane | None = None  # so that a preview moves no line
        self._edited: Sequence[Bar] = ()
        self._chosen = 0
        self._edge_drag = EdgeDrag(self.viewport(), self._edge_at, self._point_at)
        self._edge_drag.dragged.connect(self.edge_dragged)
        self._edge_drag.dropped.connect(self.edge_dropped)
        self._tip = Tip(self.viewport())
        FocusLine(self, self.viewport())
        self._anchor: int | None = None
        self.selection: tuple[int, int] | None = None
        self.page: PassagePage | None = None
        self._laid_out_for = (0, 0)
        self._late = False  # to be laid out as soon as no button is down: lines don't move under the mouse
        self._resized.connect(self._fit)

    # what is shown

    def show_passage(
        self, excerpt: Excerpt | None, lanes: Sequence[Lane], reserved: Lane | None, description: str
    ) -> None:
        """Show a passage from where it begins; `description` says it all for who can't see it.

        Room is kept for a consensus like `reserved`, so that previews move nothing.
        """
        same = (excerpt and (excerpt.document_id, excerpt.at, excerpt.start)) == (
            self._excerpt and (self._excerpt.document_id, self._excerpt.at, self._excerpt.start)
        )
        self._excerpt, self._lanes, self._reserved = excerpt, lanes, reserved
        self._consensus, self._edited = None, ()
        self.selection = self._anchor = self._edge_drag.edge = None
        self._late = False
        self._tip.hide()
        self.setAccessibleDescription(description)
        self._lay_out()
        if not same:
            self._go_to_passage()

    def show_consensus(self, lane: Lane | None) -> None:
        """Show what the consensus has, or would get, below the others and as a tint of the words."""
        self._consensus = lane
        if lane is not None and not _fits(lane, self._reserved):
            self._reserved = lane
            self._fit()
        self.viewport().update()

    def edit(self, bars: Sequence[Bar], chosen: int) -> None:
        """Give the edges of one of these codings handles; none: end that."""
        self._edited, self._chosen = bars, chosen
        self.viewport().update()

    def set_text_size(self, pixels: int) -> None:
        """The reading face's size."""
        self._size = pixels
        self._fit()

    def see(self, point: int) -> None:
        """Scroll so that a code point of the document can be seen."""
        if self.page is None:
            return
        top, bar = self.page.top_of(point), self.verticalScrollBar()
        if not bar.value() + 10 <= top <= bar.value() + self.viewport().height() - 60:
            bar.setValue(round(top - self.viewport().height() / 2))

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection = None
        self.viewport().update()

    # what Qt calls

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is on screen."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Base))
        if self.page is not None:
            scrolled = self.verticalScrollBar().value()
            painter.translate(0, -scrolled)
            seen = (float(scrolled), float(scrolled + self.viewport().height()))
            shown = Painting(self._consensus, self.handles(), self.selection, self._small())
            paint_page(painter, self.page, shown, seen)
            painter.resetTransform()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys are for who decides."""
        event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """While several codings are edited, Tab goes from one to the next."""
        return False if len(self._edited) > 1 else super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a handle, or begin to select words."""
        if self.page is None or event.button() != Qt.MouseButton.LeftButton:
            return
        Press.begin()
        point = self._on_page(event.position())
        if not self._edge_drag.grab(point):
            self._anchor = self.page.point_at(point)
            self.clear_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an edge or select, else show what is under the mouse."""
        if self.page is None:
            return
        point = self._on_page(event.position())
        if self._edge_drag.move(point):
            return
        if self._anchor is not None:
            first, last = sorted((self._anchor, self.page.point_at(point)))
            self.selection = (first, last) if first < last else None
            self.viewport().update()
        else:
            self._edge_drag.hover(point)
            lane = self.page.lane_at(point)
            self._tip.show_soon(plain_tip(lane.who) if lane else "", event.globalPosition().toPoint())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """An edge stands, or words are selected: trimmed, and whole ones."""
        Press.end()
        anchor, self._anchor = self._anchor, None
        dropped = self._edge_drag.drop()
        if self._late:
            self._late = False
            self._fit()
        if not dropped and anchor is not None:
            self.selection = self._whole_words()
            self.viewport().update()
            if self.selection:
                self.words_selected.emit()

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._tip.hide()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """See the whole document."""
        self.opened.emit()

    # how it is done

    def _fit(self) -> None:
        """Lay out for another room; where it is quite another one, go back to the passage."""
        if self._edge_drag.edge or self._anchor is not None:
            self._late = True
            return
        width, height = self._laid_out_for
        self._laid_out_for = self.viewport().width(), self.viewport().height()
        self._lay_out()
        if width != self.viewport().width() or abs(height - self.viewport().height()) > SMALL_CHANGE:
            self._go_to_passage()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(11, QFontInfo(self.font()).pixelSize() - 1))
        return font

    def _lay_out(self) -> None:
        if self._excerpt is None:
            self.page = None
            self.verticalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        lanes = [*self._lanes, self._reserved] if self._reserved else list(self._lanes)
        font = reading_font(self._size, self._excerpt.direction)
        beside = max(LEAST_LABELS, label_room(QFontMetricsF(self._small()), lanes)) + LABEL_AIR
        wanted = mean_letter(font) * CHARACTERS
        room = self.viewport().width() - AIR - beside
        width = max(120.0, min(wanted, room - beside / 2))
        left = max(beside + AIR, (self.viewport().width() - width) / 2)
        left = min(left, self.viewport().width() - width - AIR)
        if self._excerpt.direction == "rtl":
            left = self.viewport().width() - left - width
        self.page = PassagePage(self._excerpt, lanes, TextColumn(left, width, font, Look.of(self.palette())))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(24)
        bar.setRange(0, max(0, round(self.page.height) - self.viewport().height()))
        self.viewport().update()

    def _go_to_passage(self) -> None:
        if self.page is None or self._excerpt is None:
            return
        start = self._excerpt.at + self._excerpt.start
        end = self._excerpt.at + self._excerpt.end
        first, high = self.page.top_of(start), self.viewport().height()
        length = self.page.top_of(end) - first
        above = (high - length) / 2.6 if length < 0.6 * high else high * ABOVE
        self.verticalScrollBar().setValue(round(first - max(30.0, above)))

    def _on_page(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def handles(self) -> Handles | None:
        """The edges of the coding that is edited."""
        return self.page.handles(self._edited[self._chosen]) if self._edited and self.page else None

    def _edge_at(self, point: QPointF) -> Edge | None:
        handles = self.handles()
        return handles.edge_at(self.page.screen_lines, point) if handles and self.page else None

    def _point_at(self, point: QPointF) -> int:
        return self.page.point_at(point) if self.page is not None else 0

    def _whole_words(self) -> tuple[int, int] | None:
        if self.selection is None or self._excerpt is None:
            return None
        at = self._excerpt.at
        words = passage(self._excerpt.text, self.selection[0] - at, self.selection[1] - at, True)
        return (words[0] + at, words[1] + at) if words else None


def _fits(lane: Lane, room: Lane | None) -> bool:
    """Whether a lane has no more rows than another and lies inside it."""
    if room is None or len(lane.rows) > len(room.rows):
        return False
    bars = [bar for row in room.rows for bar in row]
    first, last = min(bar.start for bar in bars), max(bar.end for bar in bars)
    return all(first <= bar.start and bar.end <= last for row in lane.rows for bar in row)
