"""Native charts over the small tables of the Summary, readable with three codes and with eighty."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from app.exchange.workbook.writing.rows import column_letters
from app.exchange.workbook.writing.sheet import Cell, Filled, Formula, OfDocument

FEW = 12  # codes whose names are written at their usual size
SMALL = 8  # points
LINE = 20  # pixels of a row of the sheet
LEAST_WIDTH, LEAST_HEIGHT = 560, 340
AROUND = 140  # pixels for title, axis and legend
INK, DOT, LIMIT = "#333333", "#0072B2", "#D55E00"
# Colours that colour-blind people tell apart (Okabe & Ito 2008), each with a pattern as a second cue.
FILLS = (
    ("#0072B2", None),
    ("#E69F00", "wide_upward_diagonal"),
    ("#56B4E9", "small_grid"),
    ("#D55E00", None),
    ("#009E73", "wide_downward_diagonal"),
    ("#CC79A7", "horizontal_brick"),
    ("#F0E442", "dotted_diamond"),
    ("#999999", "dark_vertical"),
)


@dataclass(frozen=True)
class ChartTable:
    """A table as it stands on a sheet: the row of its header, from 0, its headers and the rows below."""

    sheet: str
    top: int
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def values(self, column: int) -> dict[str, Any]:
        """A series: where its name, its codes and its values stand, and what they are now."""
        return {
            "name": self._range(column, self.top, self.top),
            "name_data": [self.headers[column]],
            "categories": self.range(0),
            "categories_data": self.data(0),
            "values": self.range(column),
            "values_data": self.data(column),
        }

    def range(self, column: int) -> str:
        """The cells of a column below its header, as a formula."""
        return self._range(column, self.top + 1, self.top + len(self.rows))

    def data(self, column: int) -> list[str | float | None]:
        """What stands in these cells."""
        cells = (row[column] for row in self.rows)
        contents = (cell.text if isinstance(cell, Filled | OfDocument) else cell for cell in cells)
        return [cell.value if isinstance(cell, Formula) else cell for cell in contents]

    def _range(self, column: int, first: int, last: int) -> str:
        letters = column_letters(column)
        name = self.sheet.replace("'", "''")
        end = f":${letters}${last + 1}" if last > first else ""
        return f"='{name}'!${letters}${first + 1}{end}"


def dots(book: Any, block: ChartTable, title: str, *, value: int, low: int, limit: int) -> Any:
    """Values as dots with interval bars, and a line at the limit; what is undefined is a gap.

    `value` and `limit` number columns; behind `low`, that of the lower ends, stand the upper ends and how
    far the interval reaches below and above the value.
    """
    chart = book.add_chart({"type": "line"})
    below, above = low + 2, low + 3
    bars = {
        "type": "custom",
        "plus_values": block.range(above),
        "plus_data": block.data(above),
        "minus_values": block.range(below),
        "minus_data": block.data(below),
        "line": {"color": INK, "width": 1.25},
    }
    marker = {"type": "circle", "size": 7, "fill": {"color": DOT}, "border": {"color": INK}}
    chart.add_series(block.values(value) | {"line": {"none": True}, "marker": marker, "y_error_bars": bars})
    line = {"color": LIMIT, "width": 1.75, "dash_type": "dash"}
    chart.add_series(block.values(limit) | {"line": line, "marker": {"type": "none"}})
    lowest = min((end for end in block.data(low) + block.data(value) if end is not None), default=0.0)
    axis = {"min": min(0.0, floor(5 * float(lowest)) / 5), "max": 1, "major_unit": 0.2, "num_format": "0.0"}
    chart.set_y_axis(axis | {"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    is_upright = len(block.rows) > FEW
    font = {"rotation": -90, "size": SMALL} if is_upright else {"rotation": -45}
    chart.set_x_axis({"label_position": "low", "num_font": font, "interval_unit": 1})
    chart.show_blanks_as("gap")
    names = 5 * min(40, max(len(str(name)) for name in block.data(0))) if is_upright else 0
    return finished(chart, title, AROUND + 15 * len(block.rows), LEAST_HEIGHT + names)


def bars(book: Any, block: ChartTable, title: str, columns: Sequence[int], *, stacked: bool) -> Any:
    """A bar for each code from the top down: its columns one behind the other, or side by side."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"})
    for index, column in enumerate(columns):
        colour, pattern = FILLS[index % len(FILLS)]
        look: dict[str, Any] = {"fill": {"color": colour}}
        if pattern or index >= len(FILLS):
            kind = pattern or "light_upward_diagonal"
            look = {"pattern": {"pattern": kind, "fg_color": colour, "bg_color": "#FFFFFF"}}
        chart.add_series(block.values(column) | look | {"border": {"color": colour}, "gap": 40})
    font = {"size": SMALL} if len(block.rows) > FEW else {}
    names = {"reverse": True, "interval_unit": 1, "num_font": font}
    chart.set_y_axis(names | {"major_gridlines": {"visible": False}})
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
        }
    )
    thick = 18 if stacked else 10 + 8 * len(columns)
    return finished(chart, title, LEAST_WIDTH, AROUND + thick * len(block.rows))


def finished(chart: Any, title: str, width: int, height: int) -> Any:
    """The chart under its title, at least so large."""
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": max(width, LEAST_WIDTH), "height": max(height, LEAST_HEIGHT)})
    return chart


def lines_of(chart: Any) -> int:
    """How many rows of the sheet a chart covers."""
    return int(-(-chart.height // LINE))
