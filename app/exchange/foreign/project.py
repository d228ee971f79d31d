"""A project of another program as plain values: every reader makes it, one action takes it in.

Offsets are half-open and count code points of the canonical text. Keys name things within the file alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.counting import counted
from app.studies.rows import Study

CoderReading = Literal["coding", "selection"]
UNNAMED_CODER = "Unknown coder"


class ForeignCode(NamedTuple):
    """A code or a group of codes; `parent` is a key, "" at the top."""

    key: str
    parent: str
    name: str
    colour: str = ""
    definition: str = ""


class ForeignDocument(NamedTuple):
    """A document with its canonical text."""

    key: str
    name: str
    text: str
    file_name: str = ""
    note: str = ""
    properties: Mapping[str, str] = {}


class ForeignCoding(NamedTuple):
    """A code on [start, end) of a document: by `coder`, where `selector` made the selection.

    The times of both are UTC as the store writes it, or empty.
    """

    document: str
    code: str
    coder: str
    selector: str
    start: int
    end: int
    memo: str = ""
    created_at: str = ""
    selected_at: str = ""


class ForeignLink(NamedTuple):
    """What of a document belongs to a case: a stretch, or all of it where `end` is 0."""

    document: str
    start: int = 0
    end: int = 0


class ForeignCase(NamedTuple):
    """A case with what belongs to it, and what is known of it by the names of attributes."""

    key: str
    name: str
    note: str = ""
    links: tuple[ForeignLink, ...] = ()
    values: Mapping[str, str] = {}


class ForeignAttribute(NamedTuple):
    """Something that is known of cases; `kind` is one of ours."""

    name: str
    kind: str = "text"
    definition: str = ""


class ForeignSegment(NamedTuple):
    """Coded words without their text: sought in a document of the project, by name.

    `start` and `end`, or the number of the `paragraph`, tell places apart where the words stand twice.
    """

    row: int
    document: str
    code: str
    coder: str
    words: str
    start: int | None = None
    end: int | None = None
    paragraph: int | None = None
    memo: str = ""
    created_at: str = ""


@dataclass(frozen=True)
class LeftBehind:
    """What of the file doesn't come in, how often, and why; `what` is counted in words."""

    count: int
    what: str
    why: str

    @property
    def sentence(self) -> str:
        """The same in words."""
        return f"Left behind: {self.what}, {self.why}."


class OffsetCount(NamedTuple):
    """How offsets of a document are counted, and the share of selections that begin and end at words."""

    document: str
    counting: str
    share: float
    selections: int


class Losses:
    """Counts what is left behind, by what and why."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, str], int] = {}

    def add(self, singular: str, plural: str, why: str, count: int = 1) -> None:
        """Note that something doesn't come in."""
        if count:
            kind = singular, plural, why
            self._counts[kind] = self._counts.get(kind, 0) + count

    def listed(self) -> tuple[LeftBehind, ...]:
        """All of it, in the order in which it was met."""
        return tuple(
            LeftBehind(count, counted(count, singular, plural), why)
            for (singular, plural, why), count in self._counts.items()
        )


@dataclass(frozen=True)
class ForeignProject:
    """Everything that a file of another program holds and that has a place with us.

    coders      names by key; `reading` says which of the two people of a coding is its coder
    offsets     how the offsets of each document were counted, where that had to be inferred
    notes       sentences on how it was read
    segments    coded words whose texts the file lacks; `unplaced` are sentences on those that are nowhere
    whole       the study that we wrote into the file ourselves, where nothing was changed since
    """

    program: str
    form: str
    title: str
    file_name: str
    coders: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[ForeignCode] = ()
    documents: Sequence[ForeignDocument] = ()
    codings: Sequence[ForeignCoding] = ()
    cases: Sequence[ForeignCase] = ()
    attributes: Sequence[ForeignAttribute] = ()
    reading: CoderReading = "coding"
    offsets: Sequence[OffsetCount] = ()
    left: Sequence[LeftBehind] = ()
    notes: Sequence[str] = ()
    segments: Sequence[ForeignSegment] = ()
    unplaced: Sequence[str] = ()
    whole: Study | None = None

    def coder_of(self, coding: ForeignCoding, reading: CoderReading) -> str:
        """The key of who coded, under one of the two readings."""
        first, second = coding.coder, coding.selector
        return (first or second) if reading == "coding" else (second or first)

    def time_of(self, coding: ForeignCoding, reading: CoderReading) -> str:
        """When that person coded."""
        first, second = coding.created_at, coding.selected_at
        return (first or second) if reading == "coding" else (second or first)

    def codings_by_coder(self, reading: CoderReading) -> dict[str, int]:
        """How many codings each coder has under a reading, by name."""
        counts = dict.fromkeys(self.coders.values(), 0)
        for coding in self.codings:
            name = self.coders.get(self.coder_of(coding, reading), UNNAMED_CODER)
            counts[name] = counts.get(name, 0) + 1
        return {name: count for name, count in counts.items() if count}
