"""Drawings painted: on paper and in the window's colours, as files and on the clipboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.report.drawing.canvas import SERIES, Canvas
from app.report.drawing.shapes import (
    ACCENT,
    MUTED,
    TEXT,
    Box,
    Disc,
    Drawing,
    Ink,
    Lettering,
    Stroke,
)
from app.ui.kit.theme import DARK, LIGHT, Theme, palette
from app.ui.pictures.painting import Inks, measure, paint
from app.ui.pictures.saving import copy_drawing, image, save_drawing
from app.ui.surface.look import contrast

ARABIC = "الفساد والنفاق"


def everything() -> Drawing:
    canvas = Canvas(measure, 200)
    for index, (colour, hatch) in enumerate(SERIES):
        canvas.add(Box(10 + 20 * index, 10, 18, 18, Ink(colour, exact=True), TEXT, hatch, radius=hatch % 2))
    canvas.add(Disc(20, 50, 8, ACCENT, TEXT), Stroke(((40, 40), (80, 60)), MUTED, 2, dashed=True))
    canvas.add(
        Lettering(90, 40, 80, 16, ARABIC, "right"), Lettering(180, 30, 16, 60, "upwards", upwards=True)
    )
    canvas.add(Lettering(10, 70, 60, 40, "words that go on in the next line", wraps=True))
    canvas.add(Lettering(90, 60, 60, 16, "on a fill", on=ACCENT))
    return canvas.drawing("Everything", "Every shape", 120)


def painted(inks: Inks) -> QImage:
    picture = QImage(QSize(400, 240), QImage.Format.Format_RGB32)
    picture.fill(inks.colour(Ink("base")))
    painter = QPainter(picture)
    painter.scale(2, 2)
    paint(painter, everything(), inks)
    painter.end()
    return picture


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_shape_is_painted_in_the_colours_of_the_window(qtbot: QtBot, theme: Theme) -> None:
    inks = Inks.of(palette(theme))
    picture = painted(inks)
    base = inks.colour(Ink("base"))
    for spot in ((36, 30), (40, 100), (84, 82)):
        assert picture.pixelColor(*spot) != base
    for ink in (TEXT, MUTED, ACCENT):
        assert contrast(inks.colour(ink), base) >= 4.5
    on_fill = Lettering(0, 0, 1, 1, "", on=ACCENT)
    assert contrast(inks.letters(on_fill), inks.colour(ACCENT)) >= 4.5


def test_fills_of_series_are_told_apart_in_grey_by_colour_or_pattern(qtbot: QtBot) -> None:
    picture = painted(Inks.on_paper()).convertToFormat(QImage.Format.Format_Grayscale8)
    looks = set()
    for index in range(len(SERIES)):
        cut = picture.copy(24 + 40 * index, 24, 28, 28)
        looks.add(bytes(cut.constBits()))
    assert len(looks) == len(SERIES)


def test_a_code_s_colour_is_seen_on_the_base_whichever_it_is(qtbot: QtBot) -> None:
    for theme in (LIGHT, DARK):
        inks = Inks.of(palette(theme))
        for colour in ("#ffffff", "#000000", "#f0e442"):
            assert contrast(inks.colour(Ink(colour)), inks.colour(Ink("base"))) >= 3


def test_arabic_letters_are_joined_and_stand_where_they_should(qtbot: QtBot) -> None:
    assert measure(ARABIC, 20) < sum(measure(letter, 20) for letter in ARABIC)
    picture = image(everything(), 144).convertToFormat(QImage.Format.Format_Grayscale8)
    row = [min(picture.pixelColor(x, y).red() for y in range(80, 112)) for x in range(340)]
    dark = [x for x, value in enumerate(row) if value < 120 and x > 170]
    assert max(dark) > 330  # at the right of its box


def test_a_file_that_cannot_be_written_leaves_what_was_there(qtbot: QtBot, tmp_path: Path) -> None:
    drawing = everything()
    file = tmp_path / "a.svg"
    save_drawing(drawing, file)
    before = file.read_bytes()
    assert ARABIC in before.decode()
    with pytest.raises(UserError, match="is no name for a picture"):
        save_drawing(drawing, tmp_path / "a.txt")
    folder = tmp_path / "b.png"
    folder.mkdir()
    with pytest.raises(UserError, match="could not be written"):
        save_drawing(drawing, folder)
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.svg"]


def test_a_huge_drawing_gets_fewer_dots_instead_of_all_memory(qtbot: QtBot) -> None:
    canvas = Canvas(measure, 10_000)
    picture = image(canvas.drawing("", "", 10_000))
    assert picture.width() * picture.height() <= 121_000_000
    assert picture.pixelColor(1, 1) == QColor("white")


def test_what_is_copied_is_an_image_and_says_what_it_shows(qtbot: QtBot) -> None:
    copy_drawing(everything())
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text() == "Everything. Every shape"
    assert b"<svg" in data.data("image/svg+xml").data()
