"""Lines of the agreement table as cells that a spreadsheet takes: tabs between, one line each."""

from collections.abc import Iterable

from app.agreement.values import Value
from app.ui.agreement.lines import Line, Lines

FORMULA_SIGNS = "=+-@"


def as_cells(lines: Lines, chosen: Iterable[Line]) -> str:
    """A header and the chosen lines; numbers with four decimals, a reason where there is none."""
    kappa = lines.kappa.replace("_", " ")
    numbers = ["percent agreement", kappa, "alpha", "low", "high"]
    head: list[str | float] = [lines.level, "group", *lines.counted, *numbers, "notes"]
    rows = [head, *(_cells(line, len(lines.counted)) for line in chosen)]
    return "\n".join("\t".join(_safe(cell) for cell in row) for row in rows)


def _cells(line: Line, counted: int) -> list[str | float]:
    counts = [str(count) for count in line.counts] if len(line.counts) == counted else [""] * counted
    values: list[str | float] = [_cell(value) for value in (line.percent, line.kappa, line.alpha)]
    ends: list[str | float] = ["" if end is None else end for end in (line.alpha.low, line.alpha.high)]
    return [line.title, line.group, *counts, *values, *ends, "; ".join(line.notes)]


def _cell(value: Value) -> str | float:
    return value.reason or "" if value.value is None else value.value


def _safe(cell: str | float) -> str:
    """Nothing breaks the grid, and no name becomes a formula."""
    if isinstance(cell, float):
        return f"{round(cell, 4) + 0.0:.4f}"
    words = " ".join(cell.split())
    return f"'{words}" if words[:1] in FORMULA_SIGNS and words else words
