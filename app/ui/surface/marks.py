"""The plain data that the text view shows: it knows no database and no session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Direction = Literal["ltr", "rtl"]
Stripes = Literal["code", "coder"]


@dataclass(frozen=True, slots=True)
class CodingMark:
    """One coding to paint; `start` and `end` are code points, colours are `#rrggbb`."""

    id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    colour: str
    code_name: str
    coder_initials: str
    coder_colour: str
    sure: bool = True
    memo: str = ""
    origin: str = "hand"


@dataclass(frozen=True, slots=True)
class TurnMark:
    """One speaker's stretch: the label is [start, body), what was said is [body, end)."""

    start: int
    body: int
    end: int
    speaker: str
    muted: bool = False  # an interviewer's turn steps back a little


@dataclass(frozen=True, slots=True)
class SurfaceText:
    """A document's canonical text and what is needed to lay it out."""

    name: str
    text: str
    direction: Direction = "ltr"
    turns: tuple[TurnMark, ...] = ()  # sorted by start, not overlapping


class Extent(NamedTuple):
    """Where one coding lies; all of a document's extents together decide the lanes."""

    id: int
    start: int
    end: int
    coder_id: int


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code as the selection bar offers it."""

    code_id: int
    name: str
    colour: str
    shortcut: str = ""
    group: str = ""  # the parent's name, shown small


CodingsIn = Callable[[int, int], Sequence[CodingMark]]
"""Asks for the codings that touch [start, end); called for what is on screen and a page around it."""

Extents = Callable[[], Sequence[Extent]]
"""Asks for every coding's extent in the document; called once per change."""
