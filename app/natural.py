"""The order in which people put names: P1, P2, P10."""

import re

from app.folding import folded

_NUMBER = re.compile(r"([0-9]+)")


def natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """What names are sorted by: numbers in them count as numbers, in any script; case and marks don't."""
    parts = _NUMBER.split(folded(name))
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts)), name
