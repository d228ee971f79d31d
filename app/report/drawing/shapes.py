"""What a drawing is made of, whoever paints it: shapes in points, inks by role, marks that say and open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Literal

Measure = Callable[[str, float], float]  # how wide words are at a size of type, both in points
Side = Literal["left", "right", "middle"]
SIZE = 9.0  # of type on paper
REACH = 4.0  # points beside a line in which it is still pointed at


@dataclass(frozen=True, slots=True)
class Ink:
    """A role of the theme (`text`, `muted`, `rule`, `base`, `accent`) or the `#rrggbb` of a code or coder.

    A `share` below 1 lets that much of it lie on the base. A code's colour is made strong enough to be seen
    on the base, unless it is `exact`: then an edge shows where it is.
    """

    colour: str
    share: float = 1.0
    exact: bool = False


TEXT, MUTED, RULE, BASE, ACCENT = map(Ink, ("text", "muted", "rule", "base", "accent"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `hatch` numbers a pattern over its fill, 0 for none, so that it is told apart in grey."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    edge: Ink | None = None
    hatch: int = 0
    radius: float = 0.0
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: Ink | None = None
    edge: Ink | None = None
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink = TEXT
    width: float = 1.0
    dashed: bool = False
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words in a box, cut where they don't fit; `on` is the ink below them, `upwards` reads from below.

    What reads upwards has the box that it takes on the page.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    side: Side = "left"
    size: float = SIZE
    ink: Ink = TEXT
    on: Ink | None = None
    bold: bool = False
    upwards: bool = False
    wraps: bool = False
    mark: int | None = None


Shape = Box | Disc | Stroke | Lettering
Bounds = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Opening:
    """What a mark opens: codings by id, words that are sought in all texts, or a stretch of a document."""

    title: str
    coding_ids: tuple[int, ...] = ()
    words: str = ""
    stretch: tuple[int, int, int] | None = None  # document id, start, end


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """What is pointed at: `label` says it in words, for tips and for readers of the screen."""

    label: str
    opens: Opening | None = None


@dataclass(frozen=True)
class Drawing:
    """A picture of a size in points; `description` says in words what is seen."""

    title: str
    description: str
    width: float
    height: float
    shapes: Sequence[Shape]
    marks: Sequence[DrawnMark] = field(default=())

    def mark_at(self, x: float, y: float) -> int | None:
        """The mark of the uppermost shape at a point."""
        for shape in reversed(self.shapes):
            if shape.mark is not None and _covers(shape, x, y):
                return shape.mark
        return None

    def bounds_of(self, mark: int) -> Bounds | None:
        """The room that the shapes of a mark take; None where it has none."""
        bounds = [bounds_of(shape) for shape in self.shapes if shape.mark == mark]
        if not bounds:
            return None
        left, top, right, bottom = zip(*bounds, strict=True)
        return min(left), min(top), max(right), max(bottom)


def bounds_of(shape: Shape) -> Bounds:
    """The room that a shape takes."""
    if isinstance(shape, Disc):
        return (
            shape.x - shape.radius,
            shape.y - shape.radius,
            shape.x + shape.radius,
            shape.y + shape.radius,
        )
    if isinstance(shape, Stroke):
        columns, lines = zip(*shape.points, strict=True)
        return min(columns), min(lines), max(columns), max(lines)
    return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height


def overlaps(first: Bounds, second: Bounds) -> bool:
    """Whether two rooms share any of their area."""
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _covers(shape: Shape, x: float, y: float) -> bool:
    if isinstance(shape, Disc):
        return hypot(x - shape.x, y - shape.y) <= max(shape.radius, REACH)
    if isinstance(shape, Stroke):
        pairs = zip(shape.points, shape.points[1:], strict=False)
        return any(_distance(x, y, *first, *second) <= max(REACH, shape.width / 2) for first, second in pairs)
    left, top, right, bottom = bounds_of(shape)
    return left <= x <= right and top <= y <= bottom


def _distance(x: float, y: float, left: float, top: float, right: float, bottom: float) -> float:
    """From a point to a stretch of a line."""
    across, down = right - left, bottom - top
    length = across * across + down * down
    share = 0.0 if length == 0 else ((x - left) * across + (y - top) * down) / length
    share = min(1.0, max(0.0, share))
    return hypot(x - left - share * across, y - top - share * down)
