"""Codes and variables as published versions and closed rounds keep them, and a version as a whole.

Format 1 of a version is the list of its codes; 2 is an object with the number of its format and that list.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from app.store import chain
from app.store.stored.forms import form, format_of

FORMAT = 2


class StoredCode(NamedTuple):
    """One code; `parent_id` is the id of another in the same list, whose guid stands there."""

    id: int
    guid: str
    parent_id: int | None
    position: int
    name: str
    colour: str = "#888888"
    shortcut: str = ""
    exclusive: bool = False
    brief_definition: str = ""
    full_definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    typical_example: str = ""
    close_but_no: str = ""


class StoredVariable(NamedTuple):
    """One variable of coding sheets; `options` are (word, definition) from the lowest to the highest."""

    id: int
    guid: str
    position: int
    name: str
    about: str = "case"
    question: str = ""
    instruction: str = ""
    level: str = "nominal"
    several: bool = False
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    unclear: bool = True
    passages: bool = False


def version_written(codes: Iterable[StoredCode], variables: Iterable[StoredVariable] = ()) -> str:
    """A version as JSON."""
    written = {"format": FORMAT, "codes": [code._asdict() for code in codes]}
    rows = [variable._asdict() for variable in variables]
    return chain.to_json(written | ({"variables": rows} if rows else {}))


def version_read(stored: Any, what: str) -> list[StoredCode]:
    """The codes of a version's JSON as it was parsed; StoreError, which names `what`, where it is newer."""
    return codes_read(stored if format_of(stored, FORMAT, what) == 1 else stored["codes"])


def variables_of_version(stored: Any, what: str) -> list[StoredVariable]:
    """The variables of a version, as `version_read` has its codes; none where there were none yet."""
    return variables_read(() if format_of(stored, FORMAT, what) == 1 else stored.get("variables", ()))


def variables_read(rows: Iterable[Mapping[str, Any]]) -> list[StoredVariable]:
    """Variables in the order in which they are stored."""
    read = [form(StoredVariable, row) for row in rows]
    return [
        variable._replace(options=tuple((word, meaning) for word, meaning in variable.options))
        for variable in read
    ]


def codes_read(rows: Iterable[Mapping[str, Any]]) -> list[StoredCode]:
    """Codes in the order in which they are stored."""
    return [form(StoredCode, row) for row in rows]
