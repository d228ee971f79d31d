"""What a person chose last in a project, remembered on this computer by the project's guid."""

import json
from typing import Any

from app import settings

MOST_REMEMBERED = 50  # projects


def recall(key: str, project: str) -> dict[str, Any]:
    """What was kept under a key for the project of this guid; empty where nothing was. Lists are tuples."""
    for line in settings.read(key, list[str]()):
        guid, _, stored = line.partition("\t")
        if guid == project:
            values: dict[str, Any] = json.loads(stored)
            return {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    return {}


def keep(key: str, project: str, values: dict[str, Any]) -> None:
    """Keep what was chosen; the projects that were used longest ago are forgotten."""
    others = [line for line in settings.read(key, list[str]()) if line.split("\t")[0] != project]
    settings.write(key, [f"{project}\t{json.dumps(values)}", *others][:MOST_REMEMBERED])
