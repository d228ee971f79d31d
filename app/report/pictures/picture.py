"""A picture of a study: what it says, its data as a table, and how it is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.report.drawing.canvas import EDGE, Canvas
from app.report.drawing.shapes import Drawing, Measure, Opening
from app.report.pictures.request import PictureKind
from app.report.tables import Holds, Kind, ReportTable, TableColumn, Value


@dataclass(frozen=True)
class PictureColumn:
    """A column of a picture's data: `key` for programs; what it `holds` says what an export keeps back."""

    name: str
    key: str
    kind: Kind = "name"
    holds: Holds = "title"


@dataclass(frozen=True)
class PictureRow:
    """A row of a picture's data, and what it opens."""

    cells: tuple[Value, ...]
    opens: Opening | None = None


Draw = Callable[[Measure, float], Drawing]  # with a measure of words, in a width in points


@dataclass(frozen=True)
class Picture:
    """`nothing` says in a sentence why there is nothing to draw, "" where there is something.

    `description` says in words what is seen; `caption` whose codings are counted and in what.
    """

    kind: PictureKind
    title: str
    caption: str
    description: str
    columns: Sequence[PictureColumn]
    rows: Sequence[PictureRow]
    draw: Draw
    nothing: str = ""

    def table(self) -> ReportTable[PictureRow]:
        """Its data."""
        return ReportTable([_column(column, index) for index, column in enumerate(self.columns)], self.rows)

    def as_value(self) -> dict[str, Any]:
        """For programs."""
        keys = [column.key for column in self.columns]
        return {
            "kind": self.kind,
            "title": self.title,
            "caption": self.caption,
            "description": self.description,
            "nothing": self.nothing or None,
            "columns": keys,
            "rows": [dict(zip(keys, row.cells, strict=True)) for row in self.rows],
        }


def _column(column: PictureColumn, index: int) -> TableColumn[PictureRow]:
    return TableColumn(
        column.name,
        partial(_cell, index=index),
        column.kind,
        key=column.key,
        holds=column.holds,
        spoken=lambda row: f"{column.name}: {_cell(row, index)}",
    )


def _cell(row: PictureRow, index: int) -> Value:
    return row.cells[index]


def empty_picture(kind: PictureKind, title: str, caption: str, sentence: str) -> Picture:
    """A picture of which there is only a sentence."""
    return Picture(kind, title, caption, sentence, (), (), partial(draw_sentence, title, sentence), sentence)


def draw_sentence(title: str, sentence: str, measure: Measure, width: float) -> Drawing:
    """A sentence in place of a picture."""
    canvas = Canvas(measure, width)
    height = canvas.paragraph(EDGE, EDGE, width - 2 * EDGE, sentence)
    return canvas.drawing(title, sentence, height + 2 * EDGE)
