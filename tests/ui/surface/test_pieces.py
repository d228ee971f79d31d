"""A very long paragraph is laid out piece by piece, and nothing else about it changes."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.surface.marks import CodingMark
from app.ui.surface.offsets import Offsets
from app.ui.surface.pieces import LEAST, MOST, PARTED, seams
from tests.ui.surface.desk import Desk, Signals

SENTENCE = "They took the flour 😀 for themselves and we queued, number {}, from four in the morning. "
LONG = "".join(SENTENCE.format(number) for number in range(400)) + "\nA short end."
TEXTS = {
    "sentences": LONG,
    "words": "bread " * 9000,
    "Chinese": "他们拿走了面粉。我们从四点开始排队，" * 1800,
    "Arabic": "كِتَاب ذهبوا في الشتاء إلى المدينة. " * 900,
    "no gap": "x" * 30_000,
    "emoji": "👩‍👩‍👧‍👦" * 5000,
    "marks": "e\u0301\u0327" * 12_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_pieces_are_small_and_end_between_written_characters(text: str) -> None:
    found = seams(text)
    assert found
    for start, end in pairwise([0, *found]):
        assert LEAST <= end - start <= MOST
    for seam in found:
        assert text[seam] not in "\u0301\u0327\u200d"
        assert text[seam - 1] != "\u200d"


def test_paragraphs_that_are_not_so_long_stay_whole() -> None:
    assert seams("") == []
    assert seams(("bread " * (PARTED // 7) + "\n") * 20) == []


def test_a_piece_ends_with_a_sentence() -> None:
    assert all(LONG[:seam].endswith("morning. ") for seam in seams(LONG))


@given(st.text(alphabet="ab 😀", max_size=30), st.data())
def test_positions_beside_seams_go_there_and_back(text: str, data: st.DataObject) -> None:
    inner = st.lists(st.integers(1, max(1, len(text) - 1)), unique=True, max_size=4).map(sorted)
    parts = data.draw(inner) if len(text) > 2 else []
    offsets = Offsets(text, parts)
    shown = "\n".join(text[start:end] for start, end in pairwise([0, *parts, len(text)]))
    units = shown.encode("utf-16-le")
    for point in range(len(text) + 1):
        start, end = offsets.to_qt(point), offsets.to_qt(point, end=True)
        assert offsets.from_qt(start) == offsets.from_qt(end) == point
        assert start - end == (point in parts)
        if point < len(text):
            assert units[2 * start :].decode("utf-16-le").startswith(text[point])
        if point:
            assert units[: 2 * end].decode("utf-16-le").endswith(text[point - 1])


def mark(start: int, end: int) -> CodingMark:
    return CodingMark(1, 11, 1, start, end, "#d1495b", "Code", "AY", "#0b6e99")


def test_words_over_a_seam_are_selected_and_copied_as_they_are(
    desk: Desk, qtbot: QtBot, noted: Callable[..., Signals]
) -> None:
    seam = seams(LONG)[1]
    start, end = LONG.rindex("queued", 0, seam), LONG.index("flour", seam) + len("flour")
    desk.show([], LONG)
    desk.view.go_to(seam, seam)
    desk.view.grab()
    made = noted(desk.view.selection_made)
    desk.drag(desk.point(start) - QPoint(1, 0), desk.view.rect_of(end).center().toPoint(), qtbot)
    assert made == [(start, end)]
    assert desk.view.words() == LONG[start:end]
    desk.view.copy()
    assert QApplication.clipboard().text() == LONG[start:end]
    QApplication.clipboard().clear()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_coding_at_a_seam_has_both_its_handles_and_none_of_the_other_piece(
    desk: Desk, direction: str
) -> None:
    text = LONG if direction == "ltr" else TEXTS["Arabic"]
    seam = seams(text)[1]
    for start, end in ((seam - 20, seam), (seam, seam + 20), (seam - 20, seam + 20)):
        desk.show([mark(start, end)], text, direction=direction)
        desk.view.go_to(start, end)
        desk.view.grab()
        desk.view.select_coding(1)
        assert set(desk.view.codings.handles()) == {"start", "end"}
        touched = [line for line in desk.view.lines_on_screen() if line.rects(*_placed(desk))]
        assert len({line.block for line in touched}) == (2 if start < seam < end else 1)


def _placed(desk: Desk) -> tuple[int, int]:
    placed = desk.view.codings._shown.placed[0]
    return placed.start, placed.end


def test_pieces_stand_without_a_gap_and_run_as_their_paragraph_does(desk: Desk) -> None:
    latin = "Only Latin letters stand in this piece, one after the other, for a while. " * 60
    text = TEXTS["Arabic"] + latin + TEXTS["Arabic"]
    desk.show([], text, direction="ltr")
    inside = next(seam for seam in seams(text) if seam > len(TEXTS["Arabic"]))
    desk.view.go_to(inside, inside)
    desk.view.grab()
    lines = desk.view.lines_on_screen()
    layouts = {
        desk.view.document().findBlock(line.block).layout().textOption().textDirection() for line in lines
    }
    assert layouts == {Qt.LayoutDirection.RightToLeft}
    blocks = [desk.view.document().findBlock(place) for place in sorted({line.block for line in lines})]
    height = desk.view.laid_out.blockBoundingRect(blocks[0]).height()
    assert height == pytest.approx(blocks[0].layout().boundingRect().bottom(), abs=1)


def test_only_what_is_seen_of_a_long_paragraph_is_laid_out(desk: Desk) -> None:
    desk.show([], "".join(SENTENCE.format(number) for number in range(12_000)))
    desk.view.grab()
    block, laid_out = desk.view.document().begin(), 0
    while block.isValid():
        laid_out += block.layout().lineCount()
        block = block.next()
    assert 10 < laid_out < 400
