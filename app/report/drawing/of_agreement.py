"""Drawings of agreement: values with intervals, heat maps, disagreement by kind."""

from app.agreement.study.diagnosis import Disagreement
from app.report.drawing.canvas import EDGE, LINE, LONGEST_NAME, Canvas
from app.report.drawing.shapes import (
    ACCENT,
    BASE,
    RULE,
    SIZE,
    TEXT,
    Box,
    Disc,
    Drawing,
    Ink,
    Lettering,
    Measure,
    Stroke,
)
from app.report.figures import IntervalChart, IntervalRow, kind_shares
from app.report.heat_maps import HeatMapCell, HeatMapTable
from app.report.numbers import MINUS, coefficient
from app.translation import tr

PLOT, LONGEST = 220.0, 340.0
CELL = 34.0
SHADE = 0.85  # of the accent, at the most
STRENGTHS = (0.9, 0.68, 0.46, 0.28, 0.12)  # of the accent, for each of KINDS
BAR, GAP, LEAD = 24.0, 10.0, 1.7
NARROWEST = 13.0  # that holds a number


def interval_drawing(chart: IntervalChart, measure: Measure) -> Drawing:
    """Every value on one scale, with its interval, its title and its number."""
    canvas = Canvas(measure)
    names = canvas.widest([row.title for row in chart.rows], most=LONGEST)
    left, right = 2 * EDGE + names, 2 * EDGE + names + PLOT
    bottom = EDGE + LINE * max(1, len(chart.rows))
    canvas.width = right + 46 + EDGE

    def at(value: float) -> float:
        return left + PLOT * (max(value, chart.lowest) - chart.lowest) / (1 - chart.lowest)

    for step in chart.steps:
        canvas.add(Stroke(((at(step), EDGE), (at(step), bottom)), RULE, 0.6))
        words = f"{step:.1f}".replace("-", MINUS)
        canvas.add(Lettering(at(step) - 20, bottom + 2, 40, 12, words, "middle"))
    canvas.add(Stroke(((left, bottom), (right, bottom)), TEXT, 0.8))
    if chart.threshold is not None:
        x = at(chart.threshold)
        canvas.add(Stroke(((x, EDGE), (x, bottom)), TEXT, 0.8, dashed=True))
    canvas.add(Lettering(left - 30, bottom + 16, PLOT + 60, 14, chart.axis, "middle"))
    for index, row in enumerate(chart.rows):
        top = EDGE + index * LINE
        canvas.add(Lettering(EDGE, top, names, LINE, row.title, "right"))
        _add_interval(canvas, row, top + LINE / 2, at(row.value), [at(end) for end in _ends(row)])
        canvas.add(Lettering(right + 6, top, 40, LINE, coefficient(row.value, 2)))
    description = "; ".join(f"{row.title} {coefficient(row.value, 2)}" for row in chart.rows)
    return canvas.drawing(chart.title, description, bottom + 34 + EDGE)


def _ends(row: IntervalRow) -> tuple[float, ...]:
    return () if row.low is None or row.high is None else (row.low, row.high)


def _add_interval(canvas: Canvas, row: IntervalRow, y: float, x: float, ends: list[float]) -> None:
    mark = canvas.mark(f"{row.title}: {coefficient(row.value, 2)}")
    if ends:
        canvas.add(Stroke(((ends[0], y), (ends[1], y)), TEXT, 1))
        canvas.add(*(Stroke(((end, y - 2.5), (end, y + 2.5)), TEXT, 1) for end in ends))
    canvas.add(Disc(x, y, 2.6, TEXT, TEXT, mark=mark))


def grid_drawing(grid: HeatMapTable, measure: Measure) -> Drawing:
    """A heat map with its names and numbers."""
    canvas = Canvas(measure)
    names = canvas.widest(grid.rows, most=LONGEST)
    high = canvas.widest(grid.columns, most=LONGEST)
    left, top = 2 * EDGE + names, EDGE + high + 6
    canvas.width = max(260.0, left + len(grid.columns) * CELL + EDGE)
    for j, column in enumerate(grid.columns):
        canvas.add(Lettering(left + j * CELL, top - high - 4, CELL, high, column, upwards=True))
    for i, row in enumerate(grid.rows):
        y = top + i * LINE
        canvas.add(Lettering(EDGE, y, names, LINE, row, "right"))
        for j, cell in enumerate(grid.cells[i]):
            _add_cell(canvas, left + j * CELL, y, cell)
    bottom = top + len(grid.rows) * LINE
    caption = canvas.paragraph(EDGE, bottom + 4, canvas.width - 2 * EDGE, grid.caption, TEXT)
    return canvas.drawing(grid.title, grid.caption, bottom + 4 + caption + EDGE)


def _add_cell(canvas: Canvas, x: float, y: float, cell: HeatMapCell) -> None:
    behind = BASE if cell.shade is None else Ink(ACCENT.colour, SHADE * cell.shade)
    mark = canvas.mark(cell.tip) if cell.tip else None
    canvas.add(Box(x + 0.4, y + 0.4, CELL - 0.8, LINE - 0.8, behind, mark=mark))
    canvas.add(Lettering(x, y, CELL, LINE, cell.words, "middle", on=behind))
    if cell.outlined:
        canvas.add(Box(x + 1, y + 1, CELL - 2, LINE - 2, None, TEXT))


def kinds_drawing(
    disagreement: Disagreement, measure: Measure, *, title: str = "", width: float = 0.0, edge: float = EDGE
) -> Drawing:
    """Disagreement by kind as a stacked bar, numbered, with what each part is in words below it."""
    canvas = Canvas(measure, width or 360 + 2 * EDGE)
    shares = kind_shares(disagreement)
    room, top = canvas.width - 2 * edge, edge
    if title:
        canvas.add(Lettering(edge, top, min(room, LONGEST_NAME * 2), LINE, title))
        top += LINE + 4
    at = edge
    for index, share in enumerate(shares):
        part = share.share * room
        if part > 0:
            mark = canvas.mark(share.words)
            _add_part(canvas, (at, top, part, BAR), index, part >= NARROWEST, mark)
        at += part
    if not disagreement.length:
        canvas.add(Box(edge, top, room, BAR, None, TEXT))
    line = SIZE * LEAD
    for index, share in enumerate(shares):
        y = top + BAR + GAP + index * line
        _add_part(canvas, (edge, y + 1, line - 3, line - 3), index, True, None)
        canvas.add(Lettering(edge + line + 6, y, room - line - 6, line, share.words))
    name = tr("Disagreement about {title}", title=title) if title else tr("Disagreement by kind")
    height = top + BAR + GAP + len(shares) * line + edge
    return canvas.drawing(name, "; ".join(share.words for share in shares), height)


def _add_part(
    canvas: Canvas, box: tuple[float, float, float, float], index: int, numbered: bool, mark: int | None
) -> None:
    behind = Ink(ACCENT.colour, STRENGTHS[index])
    canvas.add(Box(*box, behind, TEXT, mark=mark))
    if numbered:
        canvas.add(Lettering(*box, str(index + 1), "middle", on=behind))
