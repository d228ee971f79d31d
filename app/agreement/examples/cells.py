"""How a published case may write what coders said: rows or names, numbers or labels, and what is missing."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

MISSING = frozenset({"", "*", ".", "na", "n/a", "nan"})  # as other programs write it, in any case


def rows_of(data: Mapping[str, Any]) -> list[list[Any]]:
    """Units x coders, from rows, from {unit: row}, from rows of {coder: cell} or from {coder: cells}.

    Raises KeyError where there are no units, ValueError where the form is none of these.
    """
    given = data["units"] if "units" in data or "coders" not in data else data["coders"]
    by_coder = str(data.get("layout", "")).startswith("coders x units") or "units" not in data
    rows = list(given.values()) if isinstance(given, Mapping) else given
    if not _listed(rows) or not all(_listed(row) or isinstance(row, Mapping) for row in rows):
        raise ValueError("`units` holds a list for each unit, with one cell for each coder")
    names = list(dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name in row))
    table = [[row.get(n) for n in names] if isinstance(row, Mapping) else list(row) for row in rows]
    if not by_coder:
        return table
    if len({len(row) for row in table}) > 1:
        raise ValueError("every coder needs one cell for each unit")
    return [list(row) for row in zip(*table, strict=True)]


def ratings_of(
    rows: Sequence[Sequence[Any]], categories: Sequence[Any] | None
) -> tuple[list[list[str | float | None]], list[str | float] | None]:
    """Cells and categories as numbers where all of them are, else as labels; None where a cell is missing.

    A word that stands for a missing value is a value where it is among the categories.
    """
    offered = {str(category).casefold() for category in categories or ()}
    table = [[None if is_missing(cell, offered) else _scalar(cell) for cell in row] for row in rows]
    offers = [_scalar(category) for category in categories or ()]
    values = [cell for row in table for cell in row if cell is not None] + offers
    if all(_parsed(value) is not None for value in values):
        return [[_parsed(cell) for cell in row] for row in table], _numbers(offers) if categories else None
    labels = [[None if cell is None else _label(cell) for cell in row] for row in table]
    return [list(row) for row in labels], [_label(value) for value in offers] if categories else None


def set_of(cell: Any) -> list[str] | None:
    """The codes of a cell, None where it is missing; a code that stands alone is a set of one."""
    if is_missing(cell):
        return None
    if isinstance(cell, Mapping):
        raise ValueError("a set is a list of codes")
    return [_label(_scalar(code)) for code in cell] if _listed(cell) else [_label(_scalar(cell))]


def is_missing(cell: Any, offered: frozenset[str] | set[str] = frozenset()) -> bool:
    """Whether a cell says that the coder has no value here."""
    if isinstance(cell, str):
        return cell.strip().casefold() in MISSING - offered
    return cell is None or (isinstance(cell, float) and isnan(cell))


def whole(cell: Any) -> int:
    """An offset or a length, also as 3.0 or "3"; ValueError for anything else."""
    if not isinstance(cell, int | float | str) or isinstance(cell, bool):
        raise ValueError("offsets and lengths are whole numbers")
    parsed = _parsed(cell)
    if parsed is None or not parsed.is_integer():
        raise ValueError(f"offsets and lengths are whole numbers, and {cell!r} is none")
    return int(parsed)


def spans_of(spans: Any) -> list[tuple[int, int, str]]:
    """(start, end, code) of every span, also from {"start", "end", "code"}; without a code it is a gap."""
    if not _listed(spans):
        raise ValueError("a coder has a list of [start, end, code]")
    rows = [
        (span.get("start"), span.get("end"), span.get("code", span.get("value")))
        if isinstance(span, Mapping)
        else span
        for span in spans
    ]
    if not all(_listed(row) and len(row) == 3 for row in rows):
        raise ValueError("a span is [start, end, code]")
    return [(whole(row[0]), whole(row[1]), _label(_scalar(row[2]))) for row in rows if row[2] is not None]


def coders_of(given: Any) -> dict[str, Any]:
    """What every coder did, by name; coders in a list are numbered. Who has null has not coded it."""
    if isinstance(given, Mapping):
        return {str(name): of_coder for name, of_coder in given.items() if of_coder is not None}
    if not _listed(given):
        raise ValueError("`coders` holds what every coder did, by name")
    return {str(index): of_coder for index, of_coder in enumerate(given) if of_coder is not None}


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _scalar(cell: Any) -> str | float:
    if isinstance(cell, bool):
        return str(cell).lower()
    if not isinstance(cell, str | int | float):
        raise ValueError("a cell holds a number or a label")
    return cell


def _parsed(value: str | float | None) -> float | None:
    try:
        parsed = None if value is None else float(value)
    except ValueError:
        return None
    return None if parsed is None or isnan(parsed) else parsed


def _numbers(values: Sequence[str | float]) -> list[str | float]:
    return [float(value) for value in values]


def _label(value: str | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
