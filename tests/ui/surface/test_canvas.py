"""Reading a document: what is asked for, what is painted, where things are."""

import gc

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from app.ui.surface.marks import CodingMark, Extent, SurfaceText
from app.ui.surface.offsets import Offsets
from app.ui.surface.view import CodedTextView
from tests.ui.surface.desk import TEXT, Desk, coding, span

LONG = "\n".join(f"Paragraph {number} says what it says, at some length." for number in range(3000))


def test_only_codings_near_the_screen_are_asked_for(desk: Desk) -> None:
    desk.show([], LONG)
    assert desk.asked
    assert max(end for _, end in desk.asked) < len(LONG) / 4


def test_scrolling_a_little_asks_for_nothing_new(desk: Desk) -> None:
    desk.show([], LONG)
    asked = len(desk.asked)
    desk.view.verticalScrollBar().setValue(3)
    desk.view.grab()
    assert len(desk.asked) == asked
    desk.view.verticalScrollBar().setValue(2000)
    desk.view.grab()
    assert len(desk.asked) == asked + 1


def test_a_change_is_asked_for_at_once(desk: Desk) -> None:
    desk.show([])
    before = desk.view.grab().toImage()
    desk.marks = [coding(1, "took the flour")]
    desk.view.codings.reload()
    assert desk.view.grab().toImage() != before


def test_a_single_change_paints_the_same_as_asking_for_everything(desk: Desk) -> None:
    marks = [coding(1, "took the flour"), coding(2, "the flour for themselves", coder=2)]
    desk.show(marks)
    expected = desk.view.grab().toImage()
    desk.show(marks[:1])
    desk.marks = marks
    desk.view.codings.change([Extent(2, marks[1].start, marks[1].end, 2)])
    assert desk.view.grab().toImage() == expected
    desk.marks = marks[:1]
    desk.view.codings.change([], gone=[2])
    desk.marks = marks
    desk.view.codings.reload()
    assert desk.view.grab().toImage() == expected


def test_a_selected_coding_that_is_gone_loses_its_handles(desk: Desk) -> None:
    desk.show([coding(1, "took the flour")])
    desk.view.select_coding(1)
    desk.marks = []
    desk.view.codings.change([], gone=[1])
    assert desk.view.codings.selected is None
    assert desk.view.codings.handles() == {}


def test_the_band_lies_behind_the_coded_words_and_not_beside_them(desk: Desk) -> None:
    desk.show([coding(1, "took the flour")])
    image = desk.view.viewport().grab().toImage()
    base = desk.view.palette().color(QPalette.ColorRole.Base)

    def background(position: int) -> QColor:
        rect = desk.view.rect_of(position)
        return image.pixelColor(int(rect.left()) + 2, int(rect.top()) + 3)

    start, end = span("took the flour")
    # looked at in spaces, where no font has ink
    assert background(start + len("took")) != base
    assert background(end) == base
    assert background(start - 1) == base


def test_every_position_is_found_again_where_it_stands(desk: Desk) -> None:
    offsets = Offsets(TEXT)
    for position in range(0, len(TEXT), 3):
        rect = desk.view.rect_of(position)
        assert desk.view.position_at(QPointF(rect.left() + 1, rect.center().y())) == position
    assert desk.view.document().characterCount() - 1 == offsets.to_qt(len(TEXT))


def test_codings_are_found_under_the_mouse_innermost_first(desk: Desk) -> None:
    desk.show([coding(1, "They took the flour for themselves"), coding(2, "the flour", coder=2)])
    assert desk.view.codings.at(QPointF(desk.point(span("flour")[0]))) == [2, 1]
    assert desk.view.codings.at(QPointF(desk.point(span("themselves")[0]))) == [1]
    assert desk.view.codings.at(QPointF(desk.point(span("queued")[0]))) == []


def test_go_to_brings_a_far_passage_onto_the_screen(desk: Desk) -> None:
    desk.show([], LONG)
    start, end = span("Paragraph 2500 says", LONG)
    desk.view.go_to(start, end)
    rect = desk.view.rect_of(start)
    assert 0 < rect.top() < desk.view.viewport().height() * 0.6
    assert desk.view.textCursor().position() == start


def test_a_right_to_left_document_has_its_stripes_on_the_left_and_its_text_at_the_right(desk: Desk) -> None:
    text = "ذهبوا في الشتاء إلى المدينة."
    desk.show([coding(1, "في الشتاء", text=text)], text, direction="rtl")
    view = desk.view
    assert view.margin.geometry().right() < view.viewport().geometry().left()
    assert view.rect_of(0).left() > view.viewport().width() * 0.8
    desk.show([])
    assert view.margin.geometry().left() > view.viewport().geometry().right()


def test_a_coding_across_directions_takes_one_rectangle_per_visual_run(desk: Desk) -> None:
    text = "He called it שלום and then left"
    mark = coding(1, "it שלום an", text=text)
    desk.show([mark], text)
    line = desk.view.lines_on_screen()[0]
    rects = line.rects(*span("it של", text))
    assert len(rects) == 2
    left = line.rects(*span("it ", text))[0]
    hebrew = line.rects(*span("שלום", text))[0]
    part = line.rects(*span("של", text))[0]
    assert rects[0] == left
    assert part.right() == hebrew.right()
    assert part.left() > hebrew.left()
    assert line.edge(span("של", text)[0], True) == line.origin.x() + line.runs(*span("ש", text))[0].right


def test_the_column_is_no_wider_at_1920_than_reads_well(desk: Desk) -> None:
    desk.show([], LONG)
    desk.view.resize(1900, 700)
    wide = desk.view.viewport().width()
    desk.view.resize(1300, 700)
    assert desk.view.viewport().width() == wide
    assert desk.view.viewport().geometry().left() > 50


def test_in_the_dark_the_text_is_legible_on_every_band(desk: Desk, qtbot: QtBot) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#191b1e"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#e6e3dd"))
    desk.show([coding(1, "took the flour")])
    light = desk.view.grab().toImage()
    desk.view.setPalette(palette)

    def is_dark() -> bool:
        dark = desk.view.grab().toImage()
        return dark != light and dark.pixelColor(3, dark.height() - 3) == QColor("#191b1e")

    qtbot.waitUntil(is_dark)


def test_a_failing_owner_does_not_break_painting(desk: Desk, qtbot: QtBot) -> None:
    def fails(_start: int, _end: int) -> list[CodingMark]:
        raise ValueError("no such table")

    with qtbot.captureExceptions() as caught:
        desk.view.show_document(SurfaceText("Broken", TEXT), fails, list)
        desk.view.grab()
        desk.view.grab()
    assert [kind for kind, *_ in caught] == [ValueError]


def test_a_larger_face_keeps_the_place(desk: Desk) -> None:
    desk.show([], LONG)
    desk.view.go_to(*span("Paragraph 1500 says", LONG))
    desk.view.set_text_size(20)
    desk.view.grab()
    lines = desk.view.lines_on_screen()
    place = LONG.index("Paragraph 1500")
    assert lines[0].start <= place <= lines[-1].end
    assert desk.view.document().defaultFont().pixelSize() == 20
    assert desk.view.cursorRect().height() > 0
    assert desk.view.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


class CollectsWhenShown(QObject):
    """Lets Python collect its garbage while Qt is showing a widget's children."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            gc.collect()
        return False


def test_a_former_document_may_go_while_the_view_is_being_shown(qtbot: QtBot) -> None:
    view = CodedTextView()
    qtbot.addWidget(view)
    desk = Desk(view)
    view.show_document(SurfaceText("04 Baker", TEXT), desk.codings_in, desk.extents)
    collects = CollectsWhenShown()
    view.viewport().installEventFilter(collects)
    view.show()
    qtbot.waitExposed(view)
    assert view.lines_on_screen()[0].start == 0
