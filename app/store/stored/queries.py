"""What is kept of a saved search or retrieval: what it asks for, and what of it was looked at.

A definition is JSON of the feature that asks, with the number of its format; what it names it names by guid,
and by name for people. What was seen are the texts of documents, by guid, in which all places were looked at.
"""

import json
from collections.abc import Mapping
from typing import Any

from app.store import chain
from app.store.stored.forms import format_of

FORMAT = 1
WHAT = "A saved query"


def definition_written(asked: Mapping[str, Any]) -> str:
    """A definition as JSON."""
    return chain.to_json({"format": FORMAT, **asked})


def definition_read(stored: str) -> dict[str, Any]:
    """A definition; StoreError where it is newer than this program, ValueError where it is none."""
    definition = json.loads(stored)
    if not isinstance(definition, dict):
        raise ValueError("no definition")
    format_of(definition, FORMAT, WHAT)
    return {name: value for name, value in definition.items() if name != "format"}


def seen_written(texts: Mapping[str, str]) -> str:
    """The hashes of texts that were looked at, by the guids of their documents."""
    return chain.to_json({"format": FORMAT, "texts": dict(texts)})


def seen_read(stored: str) -> dict[str, str] | None:
    """The same; None where it was never looked at."""
    if not stored:
        return None
    seen = json.loads(stored)
    format_of(seen, FORMAT, WHAT)
    return {str(guid): str(digest) for guid, digest in seen["texts"].items()}


def is_readable(definition: str, seen: str) -> bool:
    """Whether both can be read."""
    try:
        definition_read(definition)
        seen_read(seen)
    except (AttributeError, LookupError, TypeError, ValueError):
        return False
    return True
