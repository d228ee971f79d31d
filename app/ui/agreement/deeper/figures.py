"""Figures fit for a paper, on white: intervals, heat maps, disagreement by kind; as PNG (300 dpi) or SVG."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS
from app.errors import UserError
from app.report.figures import IntervalChart, IntervalRow
from app.report.heat_maps import HeatMapCell, HeatMapTable
from app.report.numbers import MINUS, coefficient
from app.translation import tr
from app.ui.agreement.deeper.kinds_bar import BAR, GAP, LEAD, BarInk, paint_kinds
from app.ui.kit.elided import cut
from app.ui.kit.file_dialog import FileDialog
from app.ui.surface.look import blend, contrast

FORBIDDEN = '<>:"/\\|?*'  # in names of files
DPI, POINTS = 300, 72  # points per inch: figures are measured in them
PAPER = BarInk(QColor("#111111"), QColor("#ffffff"), QColor("#1f4e8c"))
RULE = QColor("#c8c8c8")
SIZE, EDGE = 9, 12.0
LINE, PLOT, LONGEST = 16.0, 220.0, 340.0
CELL = 34.0
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Figure:
    """A picture of a size in points, and how it is drawn."""

    name: str
    width: float
    height: float
    paint: Callable[[QPainter], None]


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as SVG or PNG, as the name ends. Raises UserError where it can't be written."""
    as_svg = path.suffix.lower() == ".svg"
    written = _save_svg(figure, path) if as_svg else _image(figure).save(str(path))
    if not written:
        raise UserError(
            f"“{path.name}” could not be written. The figure is not saved. "
            "Choose a folder in which you may write, or close the file where it is open."
        )


def ask_and_save(parent: QWidget, figure: Figure) -> None:
    """Ask where a figure goes, and write it."""
    name = "".join(sign for sign in figure.name if sign not in FORBIDDEN)
    kinds = tr("PNG, 300 dpi ({png});;SVG ({svg})", png="*.png", svg="*.svg")
    chosen, kind = FileDialog.file_to_write(parent.window(), tr("Save the figure"), f"{name}.png", kinds)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in (".png", ".svg"):
        path = path.with_name(path.name + (".svg" if "svg" in kind else ".png"))
    save_figure(figure, path)


def _save_svg(figure: Figure, path: Path) -> bool:
    from PySide6.QtSvg import QSvgGenerator

    drawing = QSvgGenerator()
    drawing.setFileName(str(path))
    drawing.setTitle(figure.name)
    drawing.setResolution(POINTS)
    drawing.setSize(QSize(round(figure.width), round(figure.height)))
    drawing.setViewBox(QRectF(0, 0, figure.width, figure.height))
    painter = QPainter()
    if not path.parent.is_dir() or not painter.begin(drawing):
        return False
    _draw(figure, painter)
    return painter.end()


def _image(figure: Figure) -> QImage:
    scale = DPI / POINTS
    image = QImage(
        round(figure.width * scale), round(figure.height * scale), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(PAPER.base)  # to the last row, where the size is no whole number of pixels
    image.setDotsPerMeterX(round(DPI / 0.0254))
    image.setDotsPerMeterY(round(DPI / 0.0254))
    painter = QPainter(image)
    painter.scale(scale, scale)
    _draw(figure, painter)
    painter.end()
    return image


def _draw(figure: Figure, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, figure.width, figure.height), PAPER.base)
    painter.setFont(_font())
    figure.paint(painter)


def _font() -> QFont:
    font = QFont()
    font.setPixelSize(SIZE)
    return font


def interval_figure(chart: IntervalChart) -> Figure:
    """Every value on one scale, with its interval, its title and its number."""
    names = _names_width([row.title for row in chart.rows])
    plot = QRectF(2 * EDGE + names, EDGE, PLOT, LINE * max(1, len(chart.rows)))

    def paint(painter: QPainter) -> None:
        _paint_scale(painter, plot, chart)
        for index, row in enumerate(chart.rows):
            top = plot.top() + index * LINE
            _paint_words(painter, QRectF(EDGE, top, names, LINE), RIGHT, row.title)
            _paint_interval(painter, plot, top + LINE / 2, row, chart.lowest)
            value = QRectF(plot.right() + 6, top, 40, LINE)
            _paint_words(painter, value, LEFT, coefficient(row.value, 2))

    return Figure(chart.title, plot.right() + 46 + EDGE, plot.bottom() + 34 + EDGE, paint)


def _paint_scale(painter: QPainter, plot: QRectF, chart: IntervalChart) -> None:
    for mark in chart.steps:
        x = _at(plot, mark, chart.lowest)
        painter.setPen(QPen(RULE, 0.6))
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
        _paint_words(
            painter, QRectF(x - 20, plot.bottom() + 2, 40, 12), CENTRE, f"{mark:.1f}".replace("-", MINUS)
        )
    painter.setPen(QPen(PAPER.text, 0.8))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    if chart.threshold is not None:
        painter.setPen(QPen(PAPER.text, 0.8, Qt.PenStyle.DashLine))
        x = _at(plot, chart.threshold, chart.lowest)
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
    axis = QRectF(plot.left() - 30, plot.bottom() + 16, plot.width() + 60, 14)
    _paint_words(painter, axis, CENTRE, chart.axis)


def _paint_interval(painter: QPainter, plot: QRectF, y: float, row: IntervalRow, lowest: float) -> None:
    painter.setPen(QPen(PAPER.text, 1))
    if row.low is not None and row.high is not None:
        low, high = (_at(plot, end, lowest) for end in (row.low, row.high))
        painter.drawLine(QLineF(low, y, high, y))
        for x in (low, high):
            painter.drawLine(QLineF(x, y - 2.5, x, y + 2.5))
    painter.setBrush(PAPER.text)
    painter.drawEllipse(QPointF(_at(plot, row.value, lowest), y), 2.6, 2.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _at(plot: QRectF, value: float, lowest: float) -> float:
    return plot.left() + plot.width() * (max(value, lowest) - lowest) / (1 - lowest)


def grid_figure(grid: HeatMapTable) -> Figure:
    """A heat map with its names and numbers."""
    names, high = _names_width(grid.rows), _names_width(grid.columns)
    left, top = 2 * EDGE + names, EDGE + high + 6

    def paint(painter: QPainter) -> None:
        for i, row in enumerate(grid.rows):
            y = top + i * LINE
            _paint_words(painter, QRectF(EDGE, y, names, LINE), RIGHT, row)
            for j, content in enumerate(grid.cells[i]):
                cell = QRectF(left + j * CELL, y, CELL, LINE)
                _paint_cell(painter, cell, content)
        for j, column in enumerate(grid.columns):
            painter.save()
            painter.translate(left + j * CELL, top - 4)
            painter.rotate(-90)
            _paint_words(painter, QRectF(0, 0, high, CELL), LEFT, column)
            painter.restore()
        below = QRectF(EDGE, top + len(grid.rows) * LINE + 4, width - 2 * EDGE, 30)
        painter.setPen(PAPER.text)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, grid.caption)

    width = max(260.0, left + len(grid.columns) * CELL + EDGE)
    return Figure(grid.title, width, top + len(grid.rows) * LINE + 34 + EDGE, paint)


def _paint_cell(painter: QPainter, cell: QRectF, content: HeatMapCell) -> None:
    shade = content.shade
    behind = PAPER.base if shade is None else blend(PAPER.base, PAPER.accent, 0.85 * shade)
    painter.fillRect(cell.adjusted(0.4, 0.4, -0.4, -0.4), behind)
    painter.setPen(max((PAPER.text, PAPER.base), key=lambda ink: contrast(ink, behind)))
    painter.drawText(cell, CENTRE, content.words)
    if content.outlined:
        painter.setPen(QPen(PAPER.text, 0.7))
        painter.drawRect(cell.adjusted(1, 1, -1, -1))


def kinds_figure(title: str, shown: Disagreement) -> Figure:
    """Disagreement by kind as a stacked bar, with its words."""
    line = QFontMetricsF(_font()).height() * LEAD
    height = BAR + GAP + len(KINDS) * line
    room = QRectF(EDGE, EDGE + LINE + 4, 360, height)

    def paint(painter: QPainter) -> None:
        _paint_words(painter, QRectF(EDGE, EDGE, room.width(), LINE), LEFT, title)
        paint_kinds(painter, room, shown, PAPER)

    name = tr("Disagreement about {title}", title=title)
    return Figure(name, room.right() + EDGE, room.bottom() + EDGE, paint)


def _names_width(names: list[str] | tuple[str, ...]) -> float:
    metrics = QFontMetricsF(_font())
    return min(LONGEST, max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 2)


def _paint_words(painter: QPainter, room: QRectF, side: Qt.AlignmentFlag, words: str) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.setPen(PAPER.text)
    painter.drawText(room, side, cut(metrics, words, room.width() + 1))
