"""Where a drawing is put together: shapes and marks one after the other, names, scales and legends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from app.report.drawing.shapes import (
    MUTED,
    RULE,
    SIZE,
    TEXT,
    Box,
    Disc,
    Drawing,
    DrawnMark,
    Ink,
    Lettering,
    Measure,
    Opening,
    Shape,
    Stroke,
)
from app.report.numbers import in_short

EDGE = 12.0  # points around a drawing
LINE = 16.0  # of a row with a name
LONGEST_NAME = 190.0
SWATCH = 9.0
LETTER = 4.0  # between a swatch and its name
PAPER_WIDTH = 468.0  # points: a page with margins

# Colours that colour-blind people tell apart (Okabe & Ito 2008), each with a pattern as a second cue.
SERIES: tuple[tuple[str, int], ...] = (
    ("#0072b2", 0),
    ("#e69f00", 1),
    ("#56b4e9", 2),
    ("#d55e00", 3),
    ("#009e73", 4),
    ("#cc79a7", 5),
    ("#f0e442", 6),
    ("#999999", 0),
)


@dataclass(frozen=True)
class LegendEntry:
    """What a fill means."""

    name: str
    fill: Ink
    hatch: int = 0
    letter: str = ""


class Canvas:
    """Collects shapes and marks; (0, 0) is the upper left corner."""

    def __init__(self, measure: Measure, width: float = PAPER_WIDTH) -> None:
        self.measure = measure
        self.width = width
        self.shapes: list[Shape] = []
        self.marks: list[DrawnMark] = []

    def mark(self, label: str, opens: Opening | None = None) -> int:
        """A mark that shapes may carry."""
        self.marks.append(DrawnMark(label, opens))
        return len(self.marks) - 1

    def add(self, *shapes: Shape) -> None:
        """Shapes over those that are there."""
        self.shapes += shapes

    def widest(self, names: Sequence[str], size: float = SIZE, most: float = LONGEST_NAME) -> float:
        """How wide the widest name is, within reason."""
        return min(most, max((self.measure(name, size) for name in names), default=0.0) + 2)

    def paragraph(self, x: float, y: float, width: float, text: str, ink: Ink = MUTED) -> float:
        """Words over as many lines as they need; how high they stand."""
        height = self.lines(text, width) * SIZE * 1.35
        self.add(Lettering(x, y, width, height, text, ink=ink, wraps=True))
        return height

    def lines(self, text: str, width: float) -> int:
        """How many lines words take in a width."""
        count, room = 1, width
        for word in text.split():
            wide = self.measure(f"{word} ", SIZE)
            if wide > room and room < width:
                count, room = count + 1, width
            room -= wide
        return count

    def legend(self, x: float, y: float, width: float, entries: Sequence[LegendEntry]) -> float:
        """Swatches with their names, in lines; how high they stand."""
        at, top = x, y
        for entry in entries:
            name = min(self.measure(entry.name, SIZE) + 2, LONGEST_NAME)
            needed = SWATCH + LETTER + name + EDGE
            if at > x and at + needed - EDGE > x + width:
                at, top = x, top + LINE
            middle = top + (LINE - SWATCH) / 2
            self.add(Box(at, middle, SWATCH, SWATCH, entry.fill, TEXT, entry.hatch))
            if entry.letter:
                swatch = (at, middle, SWATCH, SWATCH)
                self.add(Lettering(*swatch, entry.letter, "middle", SIZE - 2, on=entry.fill))
            self.add(Lettering(at + SWATCH + LETTER, top, name, LINE, entry.name))
            at += needed
        return top + LINE - y if entries else 0.0

    def place(self, drawing: Drawing, x: float, y: float) -> None:
        """Put another drawing here, with its marks."""
        first = len(self.marks)
        self.marks += drawing.marks
        self.shapes += [_moved(shape, x, y, first) for shape in drawing.shapes]

    def drawing(self, title: str, description: str, height: float) -> Drawing:
        """What was drawn."""
        return Drawing(title, description, self.width, height, tuple(self.shapes), tuple(self.marks))


def _moved(shape: Shape, x: float, y: float, first_mark: int) -> Shape:
    mark = None if shape.mark is None else shape.mark + first_mark
    if isinstance(shape, Stroke):
        points = tuple((left + x, top + y) for left, top in shape.points)
        return replace(shape, points=points, mark=mark)
    if isinstance(shape, Disc):
        return replace(shape, x=shape.x + x, y=shape.y + y, mark=mark)
    return replace(shape, x=shape.x + x, y=shape.y + y, mark=mark)


def steps_to(most: float, steps: int = 5) -> list[float]:
    """Round marks of a scale from 0 to the first one that isn't below `most`; 0 and 1 for nothing."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / steps
    tens = 10.0 ** floor(log10(rough))
    step = next(tens * part for part in (1, 2, 5, 10) if tens * part >= rough - 1e-12)
    if most >= 1:
        step = max(1.0, step)
    return [round(index * step, 10) for index in range(ceil(most / step - 1e-9) + 1)]


def scale(canvas: Canvas, x: tuple[float, float], y: tuple[float, float], steps: Sequence[float]) -> None:
    """Upright rules at the steps of a scale, with their numbers below; from left to right, top to bottom."""
    (left, right), (top, bottom) = x, y
    for step in steps:
        at = left + (right - left) * step / steps[-1]
        canvas.add(Stroke(((at, top), (at, bottom)), RULE, 0.6))
        canvas.add(Lettering(at - 20, bottom + 2, 40, 12, in_short(step), "middle", ink=MUTED))
