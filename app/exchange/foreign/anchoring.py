"""Codings as other programs keep them, brought to our texts: their way of counting is inferred by text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.documents.canonical import canonical
from app.exchange.foreign.offsets import (
    COUNTINGS,
    OffsetCounting,
    TriedSelection,
    chosen_countings,
    counting_fits,
)
from app.exchange.foreign.project import ForeignCoding, ForeignLink, Losses, OffsetCount

OUTSIDE = "outside of any text"


class RawCoding(NamedTuple):
    """A coding as a file counts it; `words` are what it says is coded, an `end` of -1 is all of a text."""

    document: str
    code: str
    coder: str
    start: int
    end: int
    words: str = ""
    memo: str = ""
    created_at: str = ""


class AnchoredCodings(NamedTuple):
    """Codings in canonical texts, and how the offsets of each text were counted."""

    codings: list[ForeignCoding]
    offsets: list[OffsetCount]


def anchored(
    raws: Mapping[str, str],
    names: Mapping[str, str],
    codings: Sequence[RawCoding],
    losses: Losses,
    ways: Sequence[OffsetCounting] = COUNTINGS,
) -> AnchoredCodings:
    """Place codings in texts, by their keys; those that are nowhere are left behind."""
    selections: dict[str, list[TriedSelection]] = {key: [] for key in raws}
    for coding in codings:
        if coding.document in raws and coding.end >= 0:
            selections[coding.document].append(TriedSelection(coding.start, coding.end, coding.words[:100]))
    texts = {key: canonical(raw) for key, raw in raws.items()}
    fits = {key: counting_fits(raw, texts[key], selections[key], ways) for key, raw in raws.items()}
    chosen = chosen_countings(fits)
    placed: list[ForeignCoding] = []
    for coding in codings:
        if coding.document not in raws:
            losses.add("coding", "codings", "whose document the file lacks")
            continue
        offsets = fits[coding.document].maps[chosen[coding.document]]
        start, end = offsets.place(coding.start), offsets.place(coding.end)
        if coding.end < 0:
            start, end = 0, len(texts[coding.document].rstrip())
        if start is None or end is None or start >= end:
            losses.add("coding", "codings", OUTSIDE)
        else:
            placed.append(_placed(coding, start, end))
    counts = [
        OffsetCount(names[key], chosen[key].words, round(fits[key].fits[chosen[key]].edges, 3), len(tried))
        for key, tried in selections.items()
        if tried
    ]
    return AnchoredCodings(placed, counts)


def _placed(coding: RawCoding, start: int, end: int) -> ForeignCoding:
    return ForeignCoding(
        document=coding.document,
        code=coding.code,
        coder=coding.coder,
        selector=coding.coder,
        start=start,
        end=end,
        memo=coding.memo.strip(),
        created_at=coding.created_at,
        selected_at=coding.created_at,
    )


def link_of(stretch: ForeignCoding, text: str) -> ForeignLink:
    """What a stretch of a text that belongs to a case is: all of the text, or a part."""
    is_all = not text[: stretch.start].strip() and not text[stretch.end :].strip()
    return (
        ForeignLink(stretch.document) if is_all else ForeignLink(stretch.document, stretch.start, stretch.end)
    )
