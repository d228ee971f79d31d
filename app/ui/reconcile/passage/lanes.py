"""Everybody's codings of a passage as lanes under its lines; those who coded the same share a lane."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.codebook.queries import CodeRow
from app.isolation import isolated
from app.reconcile.items import Item, OriginalCoding
from app.reconcile.outcomes import ConsensusSpan
from app.report.faces import Face
from app.translation import tr
from app.ui.surface.lanes import partition
from app.ui.surface.marks import Extent

Span = tuple[int, int, int]  # code, start, end
Beside = Mapping[int, Sequence[OriginalCoding]]  # by coder
MOST_INITIALS = 3  # coders of one lane
NO_COLOUR = "#808080"  # of a code that is gone


@dataclass(frozen=True)
class Bar:
    """One code on [start, end), in code points of the document."""

    start: int
    end: int
    code_id: int
    name: str
    colour: str
    sure: bool = True
    beside: bool = False  # settled by itself, shown because it lies on the same words


@dataclass(frozen=True)
class Lane:
    """Whose it is, in a word and at length, and rows of bars of which none overlap."""

    label: str
    who: str
    rows: tuple[tuple[Bar, ...], ...]
    consensus: bool = False


def lanes_of(item: Item, beside: Beside, shown: Sequence[Face], codes: Mapping[int, CodeRow]) -> list[Lane]:
    """The lanes of an item, in the order of the letters; last one without rows, of who coded nothing here.

    `beside` are codings of other items on the same words, as `beside_of` gives them.
    """
    groups: dict[tuple[Span, ...], list[Face]] = {}
    for face in shown:
        codings = (*item.coders[face.coder_id], *beside.get(face.coder_id, ()))
        groups.setdefault(
            tuple(sorted((coding.code_id, coding.start, coding.end) for coding in codings)), []
        ).append(face)
    lanes = []
    for spans, together in groups.items():
        if spans:
            coder_id = together[0].coder_id
            bars = [
                bar_of(codes, coding.code_id, coding.start, coding.end, coding.sure)
                for coding in item.coders[coder_id]
            ]
            bars += [
                replace(bar_of(codes, coding.code_id, coding.start, coding.end, coding.sure), beside=True)
                for coding in beside.get(coder_id, ())
            ]
            lanes.append(Lane(_label(together), _who_in_words(together), rows_of(bars)))
    nobody = groups.get((), ())
    if nobody:
        who = tr("{coders}: coded nothing here", coders=_who_in_words(nobody))
        lanes.append(Lane(_label(nobody), who, ()))
    return lanes


def beside_of(item: Item, items: Iterable[Item]) -> Beside:
    """What each coder coded on the words of an item that belongs to other items, cut to these words."""
    by_coder: dict[int, list[OriginalCoding]] = {}
    for other in items:
        near = other.document_id == item.document_id and other.start < item.end and item.start < other.end
        if near and other.key != item.key:
            for coder_id, codings in other.coders.items():
                by_coder.setdefault(coder_id, []).extend(
                    replace(coding, start=max(coding.start, item.start), end=min(coding.end, item.end))
                    for coding in codings
                    if coding.start < item.end and item.start < coding.end
                )
    return by_coder


def consensus_lane(codings: Iterable[ConsensusSpan], codes: Mapping[int, CodeRow], label: str) -> Lane:
    """What the consensus has, or would get."""
    bars = [bar_of(codes, coding.code_id, coding.start, coding.end) for coding in codings]
    return Lane(label, tr("Consensus"), rows_of(bars), consensus=True)


def bar_of(codes: Mapping[int, CodeRow], code_id: int, start: int, end: int, sure: bool = True) -> Bar:
    """A coding with the name and colour of its code."""
    code = codes.get(code_id)
    if code is None:
        return Bar(start, end, code_id, tr("a code that is gone"), NO_COLOUR, sure)
    return Bar(start, end, code_id, code.name, code.colour, sure)


def rows_of(bars: Sequence[Bar]) -> tuple[tuple[Bar, ...], ...]:
    """Bars that overlap stand below one another."""
    extents = [Extent(index, bar.start, bar.end, 0) for index, bar in enumerate(bars)]
    lanes = partition(extents, limit=max(1, len(bars)))
    rows: list[list[Bar]] = [[] for _ in range(lanes.count)]
    for index, bar in enumerate(bars):
        rows[lanes.lane(index)].append(bar)
    return tuple(tuple(sorted(row, key=lambda bar: bar.start)) for row in rows)


def _label(together: Sequence[Face]) -> str:
    """The letters with the initials; of many the letters, whose names the tip has."""
    if len(together) > MOST_INITIALS:
        return " ".join(face.letter for face in together)
    return "   ".join(f"{face.letter}  {isolated(face.initials)}".strip() for face in together)


def _who_in_words(together: Sequence[Face]) -> str:
    return ", ".join(f"{face.letter} {isolated(face.name)}".strip() for face in together)


def lane_told(lane: Lane, text: str) -> str:
    """A lane in words: whose it is, and each code with the words that it is on."""
    if not lane.rows:
        return f"{lane.who}."
    bars = (bar for row in lane.rows for bar in row)
    return f"{lane.who}: " + "; ".join(_bar_told(bar, text) for bar in bars) + "."


def _bar_told(bar: Bar, text: str) -> str:
    quoted = isolated(f"“{text[bar.start : bar.end]}”")
    besides = tr(" (an item of its own)") if bar.beside else ""
    return f"{isolated(bar.name)}{besides}, {quoted}"
