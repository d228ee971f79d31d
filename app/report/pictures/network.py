"""The network of codes that occur together: a circle for each code, a line where two of them share words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from app.codebook.queries import CodeRow
from app.coding.together import overlapping_pairs
from app.jobs import Job
from app.report.drawing.canvas import EDGE, LINE, PAPER_WIDTH, Canvas
from app.report.drawing.frame import finished, head
from app.report.drawing.shapes import (
    BASE,
    MUTED,
    SIZE,
    TEXT,
    Bounds,
    Box,
    Disc,
    Drawing,
    Ink,
    Lettering,
    Measure,
    Opening,
    Stroke,
    overlaps,
)
from app.report.numbers import in_short
from app.report.pictures.counted import joined_caption, nothing_coded, used_codes
from app.report.pictures.layers import CodedPassage
from app.report.pictures.material import StudyMaterial
from app.report.pictures.network_layout import laid_out
from app.report.pictures.picture import Picture, PictureColumn, PictureRow, empty_picture
from app.report.pictures.request import KIND_NAMES
from app.translation import tr, translated

MOST_CODES = 200
MOST_LINES = 400  # that are drawn: the strongest
FEW = 40  # lines that carry their number
LARGEST, SMALLEST = 15.0, 3.0  # radius
THICKEST = 7.0
SHAPE, SHAPE_OF_MANY, MANY = 0.72, 1.05, 60  # of the height to the width; codes from which it is higher
SURELY_NAMED = 12  # the most frequent codes, which get room for their names
LONGEST_LABEL = 100.0
Pair = tuple[int, int]  # code ids, in the order of the codebook


@dataclass(frozen=True)
class _Network:
    title: str
    caption: str
    description: str
    codes: Sequence[CodeRow]
    names: dict[int, str]
    counts: dict[int, int]
    times: dict[Pair, int]
    aspect: Sequence[tuple[float, float]]  # places in a unit square
    opens: Mapping[Pair, Opening]
    passages: Mapping[int, Opening]  # of each code

    @cached_property
    def most(self) -> int:
        """How many passages the most frequent code has."""
        return max(self.counts[code.id] for code in self.codes)


def network(material: StudyMaterial, job: Job) -> Picture:
    """Codes and how often passages of two of them share words."""
    title = translated(KIND_NAMES["network"])
    used, of_codes = used_codes(material, material.passages, MOST_CODES)
    if not used:
        return empty_picture("network", title, material.caption, nothing_coded(material))
    job.step(0, 2, tr("Looking for what occurs together"))
    pairs, times = _together(material, used)
    if not pairs:
        sentence = tr("No two codes occur together here: no passage of one shares words with another’s.")
        return empty_picture("network", title, material.caption, sentence)
    linked = {code_id for pair in pairs for code_id in pair}
    shown = [code for code in used if code.id in linked]
    alone = len(used) - len(shown)
    of_alone = tr(
        "Left out: {count} code that occurs with no other",
        "Left out: {count} codes that occur with no other",
        alone,
    )
    names, counts = material.code_names(), Counter(passage.code_id for passage in material.passages)
    ranked = sorted(times, key=lambda pair: -times[pair])
    lines = ""
    if len(ranked) > MOST_LINES:
        lines = tr("The {most} strongest lines of {all}", most=MOST_LINES, all=f"{len(ranked):,}")
    meaning = tr("Lines: passages that share words with one of the other code; circles: passages")
    caption = joined_caption(material.caption, of_codes, of_alone if alone else "", lines, meaning)
    description = "; ".join(f"{names[a]} – {names[b]}: {times[a, b]:,}" for a, b in ranked[:8])
    job.step(1, 2, tr("Laying out the network"))
    places = _places(shown, counts, times)
    opens = {pair: material.opening(_label(names, pair, times), both) for pair, both in pairs.items()}
    circles = _of_codes(material, names, counts)
    net = _Network(title, caption, description, shown, names, counts, times, places, opens, circles)

    def draw(measure: Measure, width: float) -> Drawing:
        return _draw(net, measure, width)

    return Picture("network", title, caption, description, _columns(), _rows(net, ranked), draw)


def _label(names: dict[int, str], pair: Pair, times: dict[Pair, int]) -> str:
    return f"{names[pair[0]]} – {names[pair[1]]}: {times[pair]:,}"


def _of_codes(
    material: StudyMaterial, names: dict[int, str], counts: Mapping[int, int]
) -> dict[int, Opening]:
    """All passages of each code."""
    by_code: defaultdict[int, list[CodedPassage]] = defaultdict(list)
    for passage in material.passages:
        by_code[passage.code_id].append(passage)
    return {
        code_id: material.opening(
            tr("{code}: {count} passage", "{code}: {count} passages", counts[code_id], code=names[code_id]),
            passages,
        )
        for code_id, passages in by_code.items()
    }


def _columns() -> tuple[PictureColumn, ...]:
    return (
        PictureColumn(tr("Code"), "code"),
        PictureColumn(tr("With"), "with"),
        PictureColumn(tr("Times"), "times", "count"),
        PictureColumn(tr("c"), "c", "decimal"),
    )


def _rows(net: "_Network", ranked: Sequence[Pair]) -> list[PictureRow]:
    rows = []
    for pair in ranked:
        first, second, times = net.names[pair[0]], net.names[pair[1]], net.times[pair]
        rows.append(PictureRow((first, second, times, _closeness(net.counts, pair, times)), net.opens[pair]))
    return rows


def _together(
    material: StudyMaterial, codes: Sequence[CodeRow]
) -> tuple[dict[Pair, list[CodedPassage]], dict[Pair, int]]:
    """The passages of each two codes that share words, and how many of them do."""
    order = {code.id: index for index, code in enumerate(codes)}
    passages = [passage for passage in material.passages if passage.code_id in order]
    stretches = [(passage.document_id, passage.start, passage.end) for passage in passages]
    pairs: defaultdict[Pair, dict[CodedPassage, None]] = defaultdict(dict)
    for i, j in overlapping_pairs(stretches):
        first, second = passages[i], passages[j]
        if first.code_id != second.code_id:
            if order[first.code_id] > order[second.code_id]:
                first, second = second, first
            pair = first.code_id, second.code_id
            pairs[pair] |= {first: None, second: None}
    times = {pair: min(Counter(passage.code_id for passage in both).values()) for pair, both in pairs.items()}
    return {pair: list(both) for pair, both in pairs.items()}, times


def _closeness(counts: dict[int, int], pair: Pair, times: int) -> float:
    """The c-coefficient: what is together of all that there is of both, from 0 to 1."""
    apart = counts[pair[0]] + counts[pair[1]] - times
    return round(min(1.0, times / apart), 3) if apart > 0 else 1.0


def _radius(net: "_Network", code_id: int) -> float:
    """As large as a code is frequent; smaller where there are many."""
    most = net.most
    largest = LARGEST * min(1.0, sqrt(MANY / len(net.codes)))
    return max(SMALLEST, largest * sqrt(net.counts[code_id] / most))


def _shape(codes: Sequence[CodeRow]) -> float:
    return SHAPE if len(codes) <= MANY else SHAPE_OF_MANY


def _places(
    codes: Sequence[CodeRow], counts: Mapping[int, int], times: dict[Pair, int]
) -> list[tuple[float, float]]:
    """Where each code stands, as shares of the width and of the height."""
    index_of = {code.id: index for index, code in enumerate(codes)}
    weights = np.zeros((len(codes), len(codes)))
    for (first, second), count in times.items():
        i, j = index_of[first], index_of[second]
        weights[i, j] = weights[j, i] = count
    high = PAPER_WIDTH * _shape(codes)
    ranked = sorted(codes, key=lambda code: -counts[code.id])
    named = {code.id for code in (codes if len(codes) <= MANY else ranked[:SURELY_NAMED])}
    names = np.array([LONGEST_LABEL if code.id in named else LONGEST_LABEL / 3 for code in codes])
    places = laid_out(weights, names, PAPER_WIDTH, high)
    return [(float(x) / PAPER_WIDTH, float(y) / high) for x, y in places]


def _draw(net: _Network, measure: Measure, width: float) -> Drawing:
    canvas = Canvas(measure, width)
    top = head(canvas, net.title) + LARGEST
    side = EDGE + 40
    wide, high = width - 2 * side, max(160.0, (width - 2 * side) * _shape(net.codes))
    at = {
        code.id: (side + x * wide, top + y * high) for code, (x, y) in zip(net.codes, net.aspect, strict=True)
    }
    ranked = sorted(net.times, key=lambda pair: -net.times[pair])[:MOST_LINES]
    most_times = net.times[ranked[0]]
    for pair in reversed(ranked):
        count = net.times[pair]
        mark = canvas.mark(net.opens[pair].title, net.opens[pair])
        thick = max(0.6, THICKEST * count / most_times)
        ink = Ink("muted", 0.35 + 0.45 * count / most_times)
        canvas.add(Stroke((at[pair[0]], at[pair[1]]), ink, thick, mark=mark))
    _draw_circles(canvas, net, at)
    taken = _draw_names(canvas, net, at)
    for pair in ranked if len(ranked) <= FEW else ():
        _draw_number(canvas, (at[pair[0]], at[pair[1]]), in_short(net.times[pair]), taken)
    return finished(canvas, net.title, net.description, net.caption, top + high + LARGEST + LINE)


def _draw_circles(canvas: Canvas, net: _Network, at: dict[int, tuple[float, float]]) -> None:
    for code in net.codes:
        opened = net.passages[code.id]
        mark = canvas.mark(opened.title, opened)
        canvas.add(Disc(*at[code.id], _radius(net, code.id), Ink(code.colour), TEXT, mark=mark))


def _draw_number(
    canvas: Canvas, ends: tuple[tuple[float, float], ...], words: str, taken: list[Bounds]
) -> None:
    """How strong a line is, in its middle, where nothing else stands there."""
    (left, up), (right, down) = ends
    x, y, half = (left + right) / 2, (up + down) / 2, canvas.measure(words, SIZE - 2) / 2 + 1.5
    room = (x - half, y - 5, x + half, y + 5)
    if any(overlaps(room, other) for other in taken):
        return
    taken.append(room)
    canvas.add(Box(x - half, y - 5, 2 * half, 10, BASE, radius=2))
    canvas.add(Lettering(x - half, y - 5, 2 * half, 10, words, "middle", SIZE - 2, MUTED))


def _draw_names(canvas: Canvas, net: _Network, at: dict[int, tuple[float, float]]) -> list[Bounds]:
    """Names beside circles, of frequent codes first; one that would lie on another is left out."""
    radii = {code.id: _radius(net, code.id) for code in net.codes}
    taken = [(x - radii[i], y - radii[i], x + radii[i], y + radii[i]) for i, (x, y) in at.items()]
    high = SIZE + 2
    for code in sorted(net.codes, key=lambda code: -net.counts[code.id]):
        x, y = at[code.id]
        radius = radii[code.id]
        wide = min(LONGEST_LABEL, canvas.measure(net.names[code.id], SIZE) + 2)
        middle = min(max(x, EDGE + wide / 2), canvas.width - EDGE - wide / 2) - wide / 2
        for left, top in (
            (middle, y + radius + 1),
            (middle, y - radius - high - 1),
            (x + radius + 2, y - high / 2),
            (x - radius - 2 - wide, y - high / 2),
        ):
            room = (left, top, left + wide, top + high)
            inside = room[0] >= EDGE - 4 and room[2] <= canvas.width - EDGE + 4
            if inside and not any(overlaps(room, other) for other in taken):
                taken.append(room)
                canvas.add(Box(left, top, wide, high, Ink("base", 1.0), radius=2))
                canvas.add(Lettering(left, top, wide, high, net.names[code.id], "middle"))
                break
    return taken
