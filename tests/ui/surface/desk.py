"""A desk: a text view with an interview in it, its owner, and helpers that point at words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.surface.marks import CodingMark, Extent, SurfaceText, TurnMark
from app.ui.surface.view import CodedTextView

LINES = [
    "INTERVIEWER  Why did you leave?",
    "B.  They took the flour for themselves 😀. We queued from four in the morning, all of us.",
    "INTERVIEWER  And your brother?",
    "B.  He stayed two months longer than I did, and then they took him away.",
]
TEXT = "\n".join(LINES)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def coding(number: int, words: str, *, coder: int = 1, sure: bool = True, text: str = TEXT) -> CodingMark:
    start, end = span(words, text)
    initials = {1: "AY", 2: "MK"}[coder]
    colour = {1: "#0b6e99", 2: "#c2571a"}[coder]
    return CodingMark(
        number, 10 + number, coder, start, end, "#d1495b", f"Code {number}", initials, colour, sure
    )


class Desk:
    """Stands for the owner of the view: holds the codings and notes which ranges were asked for."""

    def __init__(self, view: CodedTextView) -> None:
        self.view = view
        self.marks: list[CodingMark] = []
        self.asked: list[tuple[int, int]] = []

    def show(self, marks: Sequence[CodingMark], text: str = TEXT, **more: object) -> None:
        self.marks = list(marks)
        turns = tuple(
            TurnMark(start, start + line.index("  ") + 2, start + len(line), line.split("  ")[0])
            for line in LINES
            for start in [TEXT.index(line)]
        )
        document = SurfaceText("04 Baker", text, turns=turns if text is TEXT else (), **more)  # type: ignore[arg-type]  # passed on as given
        self.view.show_document(document, self.codings_in, self.extents)
        self.view.grab()

    def codings_in(self, start: int, end: int) -> list[CodingMark]:
        self.asked.append((start, end))
        return [mark for mark in self.marks if mark.start < end and start < mark.end]

    def extents(self) -> list[Extent]:
        return [Extent(mark.id, mark.start, mark.end, mark.coder_id) for mark in self.marks]

    def point(self, position: int) -> QPoint:
        """Just after the left edge of the character at a position."""
        return self.view.rect_of(position).center().toPoint() + QPoint(2, 0)

    def drag(self, start: QPoint, end: QPoint, qtbot: QtBot) -> None:
        viewport = self.view.viewport()
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        move(self.view, (start + end) / 2)
        move(self.view, end)
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)

    def select(self, words: str, qtbot: QtBot) -> None:
        start, end = span(words)
        self.drag(self.point(start) - QPoint(2, 0), self.point(end) - QPoint(2, 0), qtbot)


def move(view: CodedTextView, point: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), place, Qt.MouseButton.NoButton, left, none)
    QApplication.sendEvent(view.viewport(), event)


Signals = list[tuple[object, ...]]
