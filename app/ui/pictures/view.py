"""A drawing to look at and to open: by mouse and by keyboard, as wide as its view, crisp on every screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.report.drawing.shapes import ACCENT, BASE, SIZE, Drawing, Measure
from app.ui.kit.plain import plain_tip
from app.ui.pictures.painting import Inks, measure, paint
from app.ui.surface.announce import say
from app.ui.surface.tips import Tip

Draw = Callable[[Measure, float], Drawing]
LEAST_WIDTH = 380.0  # points
MOST_WIDTH = 760.0  # a wider view centres its picture
AROUND = 2.5  # points between a mark and the frame around it
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class DrawingView(QAbstractScrollArea):
    """Says which mark was opened, by its index; arrows go through the marks, Enter opens one."""

    opened = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._draw: Draw | None = None
        self.drawing: Drawing | None = None
        self.current: int | None = None
        self._tip = Tip(self.viewport())
        self._pointed: int | None = None
        self.resized.connect(self._lay_out)

    def show_drawing(self, draw: Draw) -> None:
        """Show another one."""
        self._draw, self.current, self._pointed = draw, None, None
        self._tip.hide()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        if self._draw is None:
            return
        width = self.viewport().width() / self._scale()
        self.drawing = self._draw(measure, min(MOST_WIDTH, max(LEAST_WIDTH, width)))
        self.setAccessibleName(self.drawing.title)
        self.setAccessibleDescription(self.drawing.description)
        size, room = self._size(), self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, whole - page))
            bar.setPageStep(page)
            bar.setSingleStep(40)
        self.viewport().update()

    def _scale(self) -> float:
        """Pixels of a point: words of a drawing are as high as those of the window."""
        return self.fontInfo().pixelSize() / SIZE

    def _size(self) -> QSize:
        if self.drawing is None:
            return QSize()
        scale = self._scale()
        return QSize(round(self.drawing.width * scale), round(self.drawing.height * scale))

    def _origin(self) -> QPoint:
        """Where the drawing begins in the viewport."""
        beside = max(0, (self.viewport().width() - self._size().width()) // 2)
        return QPoint(beside - self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the drawing out for another width."""
        super().resizeEvent(event)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """With other letters or colours it is another drawing."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen of it, and a frame around the mark at hand."""
        inks = Inks.of(self.palette())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), inks.colour(BASE))
        if self.drawing is not None:
            painter.translate(self._origin())
            painter.scale(self._scale(), self._scale())
            paint(painter, self.drawing, inks)
            self._paint_frame(painter, inks)
        painter.end()

    def _paint_frame(self, painter: QPainter, inks: Inks) -> None:
        bounds = (
            None if self.current is None or self.drawing is None else self.drawing.bounds_of(self.current)
        )
        if bounds is None:
            return
        left, top, right, bottom = bounds
        frame = QRectF(QPointF(left - AROUND, top - AROUND), QPointF(right + AROUND, bottom + AROUND))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(inks.colour(BASE), 3))
        painter.drawRoundedRect(frame, 2, 2)
        painter.setPen(QPen(inks.colour(ACCENT), 1.5))
        painter.drawRoundedRect(frame, 2, 2)

    # pointing

    def _mark_at(self, point: QPoint) -> int | None:
        if self.drawing is None:
            return None
        at = QPointF(point - self._origin()) / self._scale()
        return self.drawing.mark_at(at.x(), at.y())

    def _opens(self, mark: int | None) -> bool:
        return mark is not None and self.drawing is not None and self.drawing.marks[mark].opens is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        mark = self._mark_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if self._opens(mark) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if mark != self._pointed:
            self._pointed = mark
            label = "" if mark is None or self.drawing is None else self.drawing.marks[mark].label
            self._tip.show_soon(plain_tip(label) if label else "", event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what it is on."""
        self._tip.hide()
        mark = self._mark_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._opens(mark):
            self.go_to(mark)
            self.opened.emit(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go through what can be opened; Enter opens it."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.current is not None:
                self.opened.emit(self.current)
        elif key in STEPS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._step(key)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        marks = [] if self.drawing is None else [n for n in range(len(self.drawing.marks)) if self._opens(n)]
        if not marks:
            return
        if key == Qt.Key.Key_Home or (self.current not in marks and key != Qt.Key.Key_End):
            self.go_to(marks[0])
        elif key == Qt.Key.Key_End:
            self.go_to(marks[-1])
        else:
            index = marks.index(self.current or 0) + STEPS[key]
            self.go_to(marks[max(0, min(index, len(marks) - 1))])

    def go_to(self, mark: int | None) -> None:
        """Make a mark the one at hand, in sight, and say it to a reader of the screen."""
        self.current = mark
        if mark is not None and self.drawing is not None:
            self._show_bounds(self.drawing.bounds_of(mark))
            say(self, self.drawing.marks[mark].label)
        self.viewport().update()

    def _show_bounds(self, bounds: tuple[float, float, float, float] | None) -> None:
        if bounds is None:
            return
        scale, room = self._scale(), self.viewport().size()
        for bar, first, last, page in (
            (self.horizontalScrollBar(), bounds[0], bounds[2], room.width()),
            (self.verticalScrollBar(), bounds[1], bounds[3], room.height()),
        ):
            low, high = round(first * scale) - 12, round(last * scale) + 12
            if low < bar.value() or high - low > page:
                bar.setValue(low)
            elif high > bar.value() + page:
                bar.setValue(high - page)
