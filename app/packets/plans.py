"""What taking a return in will do, before anything of it is done."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.packets.following import PlaceBefore
from app.packets.tables import Digests


class CodingNow(NamedTuple):
    """A coding as it is to be here; document and code by guid."""

    guid: str
    document: str
    code: str
    start: int
    end: int
    memo: str
    sure: bool
    created_at: str
    origin: str

    @property
    def spot(self) -> tuple[str, str, int, int]:
        """What only one coding of a coder has."""
        return self.document, self.code, self.start, self.end


@dataclass(frozen=True)
class Unplaced:
    """Something that came back and fits nowhere, and why; offsets in the text that was coded."""

    what: str
    document: str
    code: str
    start: int | None
    end: int | None
    why: str


@dataclass
class CodingsPlan:
    """What becomes of a coder's codings.

    `places_before` are of those whose words were changed meanwhile, `lost` of those whose words are gone.
    `folded` become one with another one: {id: guid of the one that stays}.
    """

    new: list[CodingNow] = field(default_factory=list)
    changed: dict[int, CodingNow] = field(default_factory=dict)
    removed: dict[int, str] = field(default_factory=dict)
    folded: dict[int, str] = field(default_factory=dict)
    places_before: dict[str, PlaceBefore] = field(default_factory=dict)
    lost: list[tuple[CodingNow, PlaceBefore]] = field(default_factory=list)


@dataclass
class RowsPlan:
    """Rows of one table to add, to change and to remove, as columns."""

    field_name: str
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)


@dataclass
class MarksPlan:
    """Which documents the coder completed, or opened again: guids; and the rows that say so."""

    rows: RowsPlan = field(default_factory=lambda: RowsPlan("assignments"))
    completed: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)


@dataclass
class ReturnPlan:
    """All that one return brings.

    `new_codes` are those to be added, `same_codes` the names of those for which one of that name here is
    `taken_for` it, by guid.
    `baseline` is what the coder's work said, of what is placed or was before.
    """

    coder_id: int
    new_codes: list[dict[str, Any]] = field(default_factory=list)
    same_codes: list[str] = field(default_factory=list)
    taken_for: dict[str, str] = field(default_factory=dict)
    code_guids: list[str] = field(default_factory=list)
    codings: CodingsPlan = field(default_factory=CodingsPlan)
    marks: MarksPlan = field(default_factory=MarksPlan)
    others: list[RowsPlan] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    baseline: dict[str, Digests] = field(default_factory=dict)
    lines: list[Any] = field(default_factory=list)
