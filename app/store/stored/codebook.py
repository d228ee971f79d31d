"""Codes as published versions and closed rounds keep them, and a version as a whole.

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


def version_written(codes: Iterable[StoredCode]) -> str:
    """A version as JSON."""
    return chain.to_json({"format": FORMAT, "codes": [code._asdict() for code in codes]})


def version_read(stored: Any, what: str) -> list[StoredCode]:
    """The codes of a version's JSON as it was parsed; StoreError, which names `what`, where it is newer."""
    return codes_read(stored if format_of(stored, FORMAT, what) == 1 else stored["codes"])


def codes_read(rows: Iterable[Mapping[str, Any]]) -> list[StoredCode]:
    """Codes in the order in which they are stored."""
    return [form(StoredCode, row) for row in rows]
