"""Drawings fit for a paper, on white: as PNG (300 dpi), SVG or PDF, and on the clipboard."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QMimeData, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.report.drawing.shapes import BASE, Drawing
from app.translation import tr
from app.ui.kit.file_dialog import FileDialog
from app.ui.pictures.painting import Inks, paint

FORBIDDEN = '<>:"/\\|?*'  # in names of files
DPI, POINTS = 300, 72  # points per inch: drawings are measured in them
INCH = 0.0254  # metres
MOST_PIXELS = 120_000_000  # of a PNG: larger ones get fewer dots per inch
PAPER = Inks.on_paper()


def save_drawing(drawing: Drawing, path: Path) -> None:
    """Write a drawing as PNG, SVG or PDF, as the name ends; a file that was there stays until it is whole.

    UserError for another ending, or where it can't be written.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        endings = ", ".join(WRITERS)
        raise UserError(
            f"“{path.name}” is no name for a picture, so nothing was saved. "
            f"Choose a name that ends in one of: {endings}."
        )
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".picture-", dir=path.parent)
        os.close(handle)
        partial = Path(name)
        try:
            written = write(drawing, partial)
            if written:
                partial.chmod(0o666 & ~_mask())
                partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError:
        written = False
    if not written:
        raise UserError(
            f"“{path.name}” could not be written. The figure is not saved. "
            "Choose a folder in which you may write, or close the file where it is open."
        )


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def ask_and_save(parent: QWidget, drawing: Drawing) -> str:
    """Ask where a drawing goes, and write it; the name of the file, "" where nobody chose."""
    name = "".join(sign for sign in drawing.title if sign not in FORBIDDEN)
    kinds = tr("PNG, 300 dpi ({png});;SVG ({svg});;PDF ({pdf})", png="*.png", svg="*.svg", pdf="*.pdf")
    chosen, kind = FileDialog.file_to_write(parent.window(), tr("Save the figure"), f"{name}.png", kinds)
    if not chosen:
        return ""
    path = Path(chosen)
    if path.suffix.lower() not in WRITERS:
        ending = next((ending for ending in WRITERS if f"*{ending}" in kind), ".png")
        path = path.with_name(path.name + ending)
    save_drawing(drawing, path)
    return path.name


def copy_drawing(drawing: Drawing) -> None:
    """Put a drawing on the clipboard: as an image, as SVG, and what it shows in words."""
    data = QMimeData()
    data.setImageData(image(drawing, dpi=POINTS * 3))
    data.setData("image/svg+xml", svg(drawing))
    data.setText(f"{drawing.title}. {drawing.description}")
    QGuiApplication.clipboard().setMimeData(data)


def image(drawing: Drawing, dpi: float = DPI) -> QImage:
    """A drawing in dots."""
    pixels = drawing.width * drawing.height * (dpi / POINTS) ** 2
    if pixels > MOST_PIXELS:
        dpi *= (MOST_PIXELS / pixels) ** 0.5
    scale = dpi / POINTS
    size = QSize(max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(PAPER.colour(BASE))  # to the last row, where the size is no whole number of pixels
    picture.setDotsPerMeterX(round(dpi / INCH))
    picture.setDotsPerMeterY(round(dpi / INCH))
    picture.setText("Title", drawing.title)
    picture.setText("Description", drawing.description)
    painter = QPainter(picture)
    painter.scale(scale, scale)
    paint(painter, drawing, PAPER)
    painter.end()
    return picture


def svg(drawing: Drawing) -> QByteArray:
    """A drawing as SVG, with its title and what it shows in words."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(drawing.title)
    generator.setDescription(drawing.description)
    generator.setResolution(POINTS)
    generator.setSize(QSize(round(drawing.width), round(drawing.height)))
    generator.setViewBox(QRectF(0, 0, drawing.width, drawing.height))
    painter = QPainter(generator)
    _paint_on_paper(painter, drawing)
    painter.end()
    buffer.close()
    return content


def _save_png(drawing: Drawing, path: Path) -> bool:
    return image(drawing).save(str(path))


def _save_svg(drawing: Drawing, path: Path) -> bool:
    path.write_bytes(svg(drawing).data())
    return True


def _save_pdf(drawing: Drawing, path: Path) -> bool:
    writer = QPdfWriter(str(path))
    writer.setTitle(drawing.title)
    writer.setCreator("Intercoder")
    writer.setResolution(POINTS * 10)
    size = QPageSize(QSizeF(drawing.width, drawing.height), QPageSize.Unit.Point, drawing.title)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    painter.scale(10, 10)
    _paint_on_paper(painter, drawing)
    return painter.end()


def _paint_on_paper(painter: QPainter, drawing: Drawing) -> None:
    painter.fillRect(QRectF(0, 0, drawing.width, drawing.height), PAPER.colour(BASE))
    paint(painter, drawing, PAPER)


WRITERS: dict[str, Callable[[Drawing, Path], bool]] = {
    ".png": _save_png,
    ".svg": _save_svg,
    ".pdf": _save_pdf,
}
