"""What a person chose last in a project, remembered on this computer by the project's guid."""

import json
from collections.abc import Collection
from typing import Any

from app import settings

MOST_REMEMBERED = 50  # projects
AGREEMENT, EXPORT = "agreement choices", "export choices"  # the keys of what is compared and exported
BESIDE = "beside"  # the scope that agreement had when an export was chosen
SPEAKERS = "without_speakers"  # whose speech is left out: the project keeps it, no preference does


def recall(key: str, project: str) -> dict[str, Any]:
    """What was kept under a key for the project of this guid; empty where nothing was, or it is damaged.

    Lists are tuples.
    """
    for line in settings.read(key, list[str]()):
        guid, _, stored = line.partition("\t")
        if guid == project:
            return {
                name: tuple(value) if isinstance(value, list) else value
                for name, value in _values(stored).items()
            }
    return {}


def _values(stored: str) -> dict[str, Any]:
    try:
        values = json.loads(stored)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def keep(key: str, project: str, values: dict[str, Any]) -> None:
    """Keep what was chosen; the projects that were used longest ago are forgotten."""
    others = [line for line in settings.read(key, list[str]()) if line.split("\t")[0] != project]
    settings.write(key, [f"{project}\t{json.dumps(values)}", *others][:MOST_REMEMBERED])


def forget_names() -> None:
    """Take the names of speakers out of what earlier versions kept, of whatever project."""
    for key, fields in ((AGREEMENT, {SPEAKERS}), (EXPORT, {SPEAKERS, BESIDE})):
        lines = settings.read(key, list[str]())
        if any(SPEAKERS in line for line in lines):
            settings.write(key, [_without(line, fields) for line in lines])


def _without(line: str, fields: Collection[str]) -> str:
    project, _, stored = line.partition("\t")
    try:
        values = json.loads(stored)
    except ValueError:
        return project
    if not isinstance(values, dict) or not values.keys() & set(fields):
        return line
    return f"{project}\t{json.dumps({name: value for name, value in values.items() if name not in fields})}"
