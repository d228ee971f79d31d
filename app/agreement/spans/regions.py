"""The way back from a continuum without its non-codable regions to places in the whole text."""

from dataclasses import replace
from typing import Literal

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, Ints, Stretches, merged


def in_text(codings: Codings, uncut: Continuum, regions: Stretches) -> Codings:
    """Codings of `spans.without_regions(uncut, regions)` in characters of the whole text.

    A start on a seam lies behind the region that was cut out there, an end before it.
    """
    if not len(regions) or not len(codings):
        return codings
    start = codings.start + _cut_before(codings.document, codings.start, uncut, regions, "right")
    end = codings.end + _cut_before(codings.document, codings.end, uncut, regions, "left")
    return replace(codings, start=start, end=end)


def blanked(text: str, regions: list[tuple[int, int]]) -> str:
    """The text with every region (start, end) turned into spaces, as long as it was."""
    for start, end in regions:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _cut_before(
    document: Ints, position: Ints, uncut: Continuum, regions: Stretches, side: Literal["left", "right"]
) -> Ints:
    """How much was cut out before positions of the cut documents, int64 as `position`."""
    zero = np.zeros_like(regions.document)
    union = merged(Codings(regions.document, zero, zero, regions.start, regions.end))
    before = np.concatenate(([0], np.cumsum(union.end - union.start)))
    first = np.searchsorted(union.document, np.arange(uncut.documents))
    offsets = uncut.offsets
    seam = offsets[union.document] + union.start - (before[:-1] - before[first[union.document]])
    passed = np.searchsorted(seam, offsets[document] + position, side=side)
    return np.asarray(before[passed] - before[first[document]], dtype=np.int64)
