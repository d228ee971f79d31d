"""JSON and lines of JSON as other programs export them, read as plain values."""

import json
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.foreign.refi.container import unreadable

MOST = 500_000_000  # bytes


def read_records(path: Path) -> list[dict[str, Any]]:
    """The objects of a file: a list, one object, or one in each line; UserError names a broken line."""
    try:
        if path.stat().st_size > MOST:
            raise UserError(f"“{path.name}” is larger than 500 MB. Export it in parts, and take those.")
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    text = content.decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (RecursionError, ValueError):
        whole = [
            _line(path, index, line) for index, line in enumerate(text.split("\n"), start=1) if line.strip()
        ]
    records = whole if isinstance(whole, list) else [whole]
    if not records or not all(isinstance(record, dict) for record in records):
        raise UserError(
            f"“{path.name}” holds no objects of JSON, so nothing was taken from it. Check the file."
        )
    return records


def _line(path: Path, index: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (RecursionError, ValueError) as error:
        raise UserError(
            f"“{path.name}” is broken in line {index:,}: it is no JSON there. Nothing was taken from it. "
            "Export it "
            "from its program anew."
        ) from error


def as_integer(value: Any) -> int | None:
    """A whole number, or None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
