"""A passage as a list paints it: where it is, how far each coder went, its words, each piece in its voice."""

from collections.abc import Sequence
from dataclasses import dataclass

# voices: what a coder coded, what all and what some coded of it, and what stands around
QUOTE, EVERYBODY, SOMEBODY, AROUND = "quote", "everybody", "somebody", "around"


@dataclass(frozen=True)
class CoderExtent:
    """One coder's part of a passage, as fractions of its length."""

    initials: str
    name: str
    colour: str
    parts: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PaintedPassage:
    """`place` is its document's id, start and end.

    Above the `pieces` (words, voice) stands a `line` and, `aside`, more at its right; below them a `memo`.
    `direction` is that of the document, `colour` that of the code.
    """

    place: tuple[int, int, int]
    line: str
    aside: str
    pieces: Sequence[tuple[str, str]]
    direction: str
    colour: str
    extents: Sequence[CoderExtent] = ()
    memo: str = ""
