"""Places in the text by what coders have there: codes of a group that overlap, one code for another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.agreement.kinds import Context, context_of
from app.agreement.regions import in_text
from app.agreement.spans import Bools, Codings
from app.agreement.units import Material

Given = tuple[int, int]  # the number of a coder, and of the code that he or she gave


@dataclass(frozen=True)
class Place:
    """A stretch [start, end) of a document, by number, and who gave which code there."""

    document: int
    start: int
    end: int
    given: tuple[Given, ...]


def overlaps_in(material: Material, domain: int) -> list[Place]:
    """Where one coder gave a text several codes of an exclusive group, in the order of the text."""
    context = context_of(material.characters)
    codes = list(material.domains[domain].codes)
    inside = context.members[:, codes]
    several = inside.sum(axis=1) > 1
    found = []
    for coder in range(len(material.coders)):
        mine = context.sets[:, coder]
        mask = (mine > 0) & several[mine]
        for stretch, first, last in _stretches(material, context, mask):
            have = np.flatnonzero(inside[mine[first : last + 1]].any(axis=0)).tolist()
            given = tuple((coder, codes[place]) for place in have)
            found.append(Place(*stretch, given))
    return sorted(found, key=lambda place: (place.document, place.start))


def confused_in(material: Material, first: int, second: int | None) -> list[Place]:
    """Where one coder gave the first code and another the second instead, or (None) nothing at all.

    With the same code twice: where two coders or more gave it.
    """
    context = context_of(material.characters)
    done = context.sets >= 0
    has = done & context.members[np.maximum(context.sets, 0), first]
    if second is None:
        mask = has.any(axis=1) & (context.sets == 0).any(axis=1)
        shown = [(first, has)]
    elif second == first:
        mask, shown = has.sum(axis=1) > 1, [(first, has)]
    else:
        other = done & context.members[np.maximum(context.sets, 0), second]
        mask = (has & ~other).any(axis=1) & (other & ~has).any(axis=1)
        shown = [(first, has & ~other), (second, other & ~has)]
    return [
        Place(*stretch, _given(shown, start, end))
        for stretch, start, end in _stretches(material, context, mask)
    ]


def _given(shown: Sequence[tuple[int, Bools]], first: int, last: int) -> tuple[Given, ...]:
    return tuple(
        (coder, code)
        for code, has in shown
        for coder in np.flatnonzero(has[first : last + 1].any(axis=0)).tolist()
    )


def _stretches(
    material: Material, context: Context, mask: Bools
) -> list[tuple[tuple[int, int, int], int, int]]:
    """(document, start, end) in the whole text of chosen neighbours, with the first and last interval."""
    chosen = np.flatnonzero(mask)
    if not len(chosen):
        return []
    document = np.searchsorted(context.offsets, context.at[chosen], side="right") - 1
    new = (np.diff(chosen, prepend=-2) > 1) | (np.diff(document, prepend=-1) != 0)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(chosen)) - 1
    own = document[first]
    line = context.offsets[own]
    stop = np.append(context.at[1:], context.offsets[-1])[chosen[last]]
    start = context.at[chosen[first]] - line
    end = np.minimum(stop - line, material.characters.lengths[own])
    zero = np.zeros_like(own)
    spans = in_text(Codings(own, zero, zero, start, end), material.spans, material.non_codable)
    rows = zip(own.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    return list(zip(rows, chosen[first].tolist(), chosen[last].tolist(), strict=True))
