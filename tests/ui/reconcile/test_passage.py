"""A passage as it is laid out."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.documents.edges import Edge, by_word
from app.ui.reconcile.passage.excerpt import excerpt
from app.ui.reconcile.passage.layout import PassagePage, TextColumn
from app.ui.reconcile.workspace import ReconcileWorkspace
from app.ui.surface.look import Look
from app.ui.surface.marks import SurfaceText
from app.ui.surface.reading_layout import reading_font

ARABIC = "ذهبوا في الشتاء إلى المدينة"
WORDS = "في الشتاء"


def page_of(text: str, start: int, end: int) -> PassagePage:
    shown = excerpt(1, SurfaceText("Two languages", text), start, end)
    return PassagePage(shown, (), TextColumn(60.0, 640.0, reading_font(16), Look.of(QPalette())))


@pytest.mark.parametrize("edge", ["start", "end"])
@pytest.mark.parametrize("right", [True, False], ids=["right", "left"])
@pytest.mark.parametrize(
    "text", [f"They said: {ARABIC} and left.", f"They said so.\n{ARABIC}\nThey all left."]
)
def test_an_arrow_moves_an_edge_to_where_it_is_seen_to_point(text: str, edge: Edge, right: bool) -> None:
    start = text.index(WORDS)
    spans = {
        forward: by_word(text, start, start + len(WORDS), edge, forward=forward) for forward in (True, False)
    }
    spans_of_edge = 0 if edge == "start" else 1
    at = (start, start + len(WORDS))[spans_of_edge]
    places = {forward: span[spans_of_edge] for forward, span in spans.items()}
    page = page_of(text, start, start + len(WORDS))
    forward = page.goes_forward(edge, at, places[True], places[False], right=right)

    def x(point: int) -> float:
        found = (line.edge(page.position(point), edge == "start") for line in page.screen_lines)
        return next(place for place in found if place is not None)

    assert (x(places[forward]) > x(at)) is right


def test_every_position_is_found_again_where_it_stands() -> None:
    text = f"They said: {ARABIC}. 😀 And then they left, all of them."
    page = page_of(text, 0, 9)
    for point in range(9):
        line = page.screen_lines[0]
        x = line.edge(page.position(point), opens=True)
        assert x is not None
        assert page.point_at(QPointF(x + 1, line.top + 4)) == point


def test_a_tip_says_whose_a_row_is_once_the_mouse_rests_and_waits_no_more_when_it_left(
    workspace: ReconcileWorkspace, qtbot: QtBot
) -> None:
    view = workspace.desk.passage
    page = view.page
    assert page is not None
    line = next(line for line in page.lines if line.rows)
    row, scrolled = line.rows[0], view.verticalScrollBar().value()
    place = QPoint(round(line.line.origin.x()) + 30, round(row.top - scrolled) + 3)
    qtbot.mouseMove(view.viewport(), place)
    qtbot.mouseMove(view.viewport(), place + QPoint(2, 0))
    assert view._tip._rest.isActive()
    assert view._tip._text == row.lane.who
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view._tip._rest.isActive()
