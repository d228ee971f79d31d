"""Rows as JSON, one in a line: written by their fields, and read back by the types of these."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.exchange.problems import Problems
from app.names import UNSTORABLE
from app.store import chain
from app.studies.rows import SettledCoding, StudyRegion

Row = TypeVar("Row")
AS_LISTS = (StudyRegion, SettledCoding)  # of which there are many: their values in the order of the fields
PLAIN = (str, int, bool, NoneType)
LARGEST = 2**63 - 1


class _Unfit(ValueError):
    """What was read is not what a field holds; says so in words."""


def written(row: Any) -> str:
    """A row as a line of JSON, without its end."""
    return chain.to_json(as_json(row))


def as_json(value: Any) -> Any:
    """A row, or a part of it, as what JSON has."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if hasattr(value, "_asdict") and not isinstance(value, AS_LISTS):
        return {name: as_json(item) for name, item in value._asdict().items()}
    return list(value) if value and isinstance(value[0], PLAIN) else [as_json(item) for item in value]


def write_lines(path: Path, rows: Iterable[Any]) -> None:
    """Write rows into a new file, a line each; no file where there are none."""
    lines = iter(rows)
    first = next(lines, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{written(first)}\n")
        file.writelines(f"{written(row)}\n" for row in lines)


def read_lines(path: Path, kind: type[Row], name: str, problems: Problems) -> list[Row]:
    """The rows of a file that need not exist; what is wrong is told by line, under the file's name."""
    if not path.exists():
        return []
    reader: Any = _reader
    read = reader(kind)
    rows: list[Row] = []
    for row, line in enumerate(_lines(path, name, problems), start=1):
        try:
            rows.append(read(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.add(name, f"is no JSON at character {error.pos + 1:,}.", row)
        except (_Unfit, RecursionError) as error:
            problems.add(name, f"{error}.", row)
    return rows


def _lines(path: Path, name: str, problems: Problems) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            yield from (line for line in file if line.strip())
    except UnicodeDecodeError:
        problems.add(name, "is not in UTF-8.")
    except OSError as error:
        problems.add(name, f"can't be read ({error.strerror or error}).")


def reader_of(kind: Any) -> Callable[[Any], Any]:
    """What makes rows of a kind of what JSON has for them; it raises ValueError where that doesn't fit."""
    read: Callable[[Any], Any] = _reader(kind)
    return read


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a type of what JSON has for it."""
    if kind in (str, int, bool):
        return _plain_reader(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        inner = _reader(next(part for part in parts if part is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _many_reader(parts[0]) if parts[-1] is Ellipsis else _places_reader(parts)
    if origin is not None and issubclass(origin, Mapping):
        return _named_reader(*parts)
    return _places_reader(tuple(_fields(kind).values()), kind) if kind in AS_LISTS else _row_reader(kind)


def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind._fields}


def _plain_reader(kind: type) -> Callable[[Any], Any]:
    words = {str: "a text", int: "a whole number", bool: "true or false"}[kind]

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _Unfit(f"holds something else than {words}")
        _refuse_unstorable([value])
        return value

    return read


def _refuse_unstorable(values: Iterable[Any]) -> None:
    """Refuse what no database takes: halves of characters, NUL, and numbers without end."""
    for value in values:
        if isinstance(value, str):
            if UNSTORABLE.search(value):
                raise _Unfit("holds a character that can't be stored")
        elif abs(value) > LARGEST:
            raise _Unfit(f"holds a number beyond {LARGEST:,}")


def _many_reader(kind: Any) -> Callable[[Any], Any]:
    inner = _reader(kind)

    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Unfit("holds something else than a list")
        if kind in PLAIN and set(map(type, value)) <= {kind}:
            _refuse_unstorable(value)
            return tuple(value)
        return tuple(map(inner, value))

    return read


def _places_reader(parts: tuple[Any, ...], kind: Any = None) -> Callable[[Any], Any]:
    readers = [_reader(part) for part in parts]

    def read(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(readers):
            raise _Unfit(f"holds something else than a list of {len(readers)} values")
        values = tuple(read(item) for read, item in zip(readers, value, strict=True))
        return values if kind is None else kind(*values)

    return read


def _named_reader(key: type, kind: Any) -> Callable[[Any], Any]:
    inner = _reader(kind)

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Unfit("holds something else than names with values")
        try:
            return {key(name): inner(item) for name, item in value.items()}
        except _Unfit:
            raise
        except ValueError as error:
            raise _Unfit("holds a name that is no number") from error

    return read


def _row_reader(kind: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(part) for name, part in _fields(kind).items()}
    needed = readers.keys() - kind._field_defaults.keys()

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Unfit("holds something else than names with values")
        if missing := needed - value.keys():
            raise _Unfit(f"lacks “{min(missing)}”")
        values = {}
        for name, item in value.items():
            if name in readers:
                try:
                    values[name] = readers[name](item)
                except _Unfit as error:
                    raise _Unfit(f"“{name}” {error}") from error
        return kind(**values)

    return read
