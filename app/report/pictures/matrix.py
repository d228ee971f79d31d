"""The code matrix: codes against documents, coders, cases or values of an attribute, as bubbles or shades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from app.codebook.queries import CodeRow
from app.report.drawing.canvas import EDGE, LETTER, LINE, SWATCH, Canvas
from app.report.drawing.frame import BETWEEN, finished, head
from app.report.drawing.shapes import (
    ACCENT,
    BASE,
    MUTED,
    RULE,
    SIZE,
    Box,
    Disc,
    Drawing,
    Ink,
    Lettering,
    Measure,
    Opening,
)
from app.report.drawing.shapes import Stroke as Rule
from app.report.numbers import in_short
from app.report.pictures.counted import (
    Cells,
    Groups,
    cells_of,
    joined_caption,
    nothing_coded,
    used_codes,
)
from app.report.pictures.material import StudyMaterial
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.translation import tr, translated

MOST_CODES, MOST_COLUMNS = 60, 60
BUBBLE_CELL, HEAT_CELL, WIDEST_CELL = 20.0, 28.0, 54.0
INDENT = 8.0
LONGEST_HEAD = 150.0
SHADE = 0.85
TOTAL = 34.0


@dataclass(frozen=True)
class _Grid:
    """What is drawn: counts by row and column."""

    title: str
    caption: str
    codes: Sequence[CodeRow]
    names: dict[int, str]
    columns: Sequence[int]  # of the groups
    groups: Groups
    cells: Cells
    heat: bool
    opens: Mapping[tuple[int, int], Opening]

    def count(self, code_id: int, column: int) -> int:
        return len(self.cells.get((code_id, column), ()))

    def total(self, code_id: int) -> int:
        return sum(self.count(code_id, column) for column in self.columns)

    @cached_property
    def most(self) -> int:
        return max((self.count(code.id, column) for code in self.codes for column in self.columns), default=1)

    @cached_property
    def described(self) -> str:
        """The fullest cells."""
        full = sorted(
            ((code, column) for code in self.codes for column in self.columns),
            key=lambda cell: -self.count(cell[0].id, cell[1]),
        )
        return "; ".join(self.label(code, column) for code, column in full[:5] if self.count(code.id, column))

    def label(self, code: CodeRow, column: int) -> str:
        """“Money, Baker: 3 passages”."""
        return tr(
            "{code}, {group}: {count} passage",
            "{code}, {group}: {count} passages",
            self.count(code.id, column),
            code=self.names[code.id],
            group=self.groups.names[column],
        )


def matrix(material: StudyMaterial, groups: Groups) -> Picture:
    """Codes against groups of passages."""
    title = tr("{picture} by {what}", picture=translated(KIND_NAMES["matrix"]), what=groups.what)
    cells = cells_of(groups)
    shown, of_codes = used_codes(material, groups.passages, MOST_CODES)
    if not shown:
        return empty_picture("matrix", title, material.caption, nothing_coded(material))
    columns, of_columns = _columns(groups, cells)
    caption = joined_caption(groups.caption or material.caption, of_codes, of_columns, tr("Passages"))
    names = material.code_names()
    opens = {
        (code.id, column): material.opening(
            f"{names[code.id]}, {groups.names[column]}", cells[code.id, column]
        )
        for code in shown
        for column in columns
        if (code.id, column) in cells
    }
    heat = material.request.style == "heat"
    grid = _Grid(title, caption, shown, names, columns, groups, cells, heat, opens)
    rows = [
        PictureRow((names[code_id], groups.names[column], grid.count(code_id, column)), opened)
        for (code_id, column), opened in opens.items()
    ]
    heads = (
        PictureColumn(tr("Code"), "code"),
        PictureColumn(groups.what.capitalize(), groups.key),
        PictureColumn(tr("Passages"), "passages", "count"),
    )

    def draw(measure: Measure, width: float) -> Drawing:
        return _draw(grid, measure, width)

    return Picture("matrix", title, caption, grid.described, heads, rows, draw)


def _columns(groups: Groups, cells: Cells) -> tuple[list[int], str]:
    """The groups that are drawn: all, or those with most passages where they are too many."""
    if len(groups.names) <= MOST_COLUMNS:
        return list(range(len(groups.names))), ""
    counts = [0] * len(groups.names)
    for (_, column), passages in cells.items():
        counts[column] += len(passages)
    order = sorted(range(len(counts)), key=lambda column: (-counts[column], column))
    sentence = tr(
        "The column with most passages of {all}",
        "The {count} columns with most passages of {all}",
        MOST_COLUMNS,
        all=f"{len(counts):,}",
    )
    return sorted(order[:MOST_COLUMNS]), sentence


def _draw(grid: _Grid, measure: Measure, width: float) -> Drawing:
    canvas = Canvas(measure, width)
    indents = [SWATCH + LETTER + INDENT * min(code.depth, 6) for code in grid.codes]
    names = max(
        indent + canvas.widest([grid.names[code.id]])
        for indent, code in zip(indents, grid.codes, strict=True)
    )
    left = EDGE + names + 8
    least = HEAT_CELL if grid.heat else BUBBLE_CELL
    cell = min(WIDEST_CELL, max(least, (width - left - TOTAL - EDGE) / max(1, len(grid.columns))))
    right = left + cell * len(grid.columns)
    canvas.width = max(width, right + TOTAL + EDGE)
    heads = [grid.groups.names[column] for column in grid.columns]
    high = canvas.widest(heads, most=LONGEST_HEAD)
    top = head(canvas, grid.title) + high + 4
    for index, name in enumerate(heads):
        canvas.add(Lettering(left + index * cell, top - high - 4, cell, high, name, upwards=True))
    canvas.add(Lettering(right, top - LINE - 2, TOTAL, LINE, tr("all"), "right", ink=MUTED))
    for index, code in enumerate(grid.codes):
        y = top + index * LINE
        _draw_head(canvas, grid, code, y, indents[index], names)
        canvas.add(Rule(((left, y + LINE), (right, y + LINE)), RULE, 0.4))
        for at, column in enumerate(grid.columns):
            _draw_cell(canvas, grid, code, column, (left + at * cell, y, cell))
        total = in_short(grid.total(code.id))
        canvas.add(Lettering(right, y, TOTAL, LINE, total, "right", ink=MUTED))
    bottom = top + len(grid.codes) * LINE
    bottom += _legend(canvas, grid, left, bottom + BETWEEN)
    return finished(canvas, grid.title, grid.described, grid.caption, bottom)


def _draw_head(canvas: Canvas, grid: _Grid, code: CodeRow, y: float, indent: float, names: float) -> None:
    x = EDGE + indent - SWATCH - LETTER
    canvas.add(Box(x, y + (LINE - SWATCH) / 2, SWATCH, SWATCH, Ink(code.colour), radius=2))
    canvas.add(Lettering(EDGE + indent, y, names - indent, LINE, grid.names[code.id]))


def _draw_cell(
    canvas: Canvas, grid: _Grid, code: CodeRow, column: int, box: tuple[float, float, float]
) -> None:
    count = grid.count(code.id, column)
    if not count:
        return
    x, y, cell = box
    mark = canvas.mark(grid.label(code, column), grid.opens[code.id, column])
    share = sqrt(count / grid.most)
    if not grid.heat:
        canvas.add(Disc(x + cell / 2, y + LINE / 2, max(1.2, share * (LINE / 2 - 1)), ACCENT, mark=mark))
        return
    behind = Ink(ACCENT.colour, SHADE * share)
    canvas.add(Box(x + 0.5, y + 0.5, cell - 1, LINE - 1, behind, mark=mark))
    canvas.add(Lettering(x, y, cell, LINE, in_short(count), "middle", on=behind, mark=mark))


def _legend(canvas: Canvas, grid: _Grid, left: float, top: float) -> float:
    """What the sizes of bubbles mean; how high it stands. Shades have their numbers."""
    if grid.heat:
        return 0.0
    at = left
    for count in sorted({1, max(1, round(grid.most / 4)), grid.most}):
        radius = max(1.2, sqrt(count / grid.most) * (LINE / 2 - 1))
        canvas.add(Disc(at + LINE / 2, top + LINE / 2, radius, ACCENT, BASE))
        words = in_short(count)
        wide = canvas.measure(words, SIZE) + 2
        canvas.add(Lettering(at + LINE + LETTER, top, wide, LINE, words, ink=MUTED))
        at += LINE + LETTER + wide + EDGE
    return BETWEEN + LINE
