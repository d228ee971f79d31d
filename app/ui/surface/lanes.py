"""Lanes for stripes: overlapping codings side by side, each in the same lane wherever one scrolls."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.ui.surface.marks import Extent, Stripes

COLLAPSED = -1
MAX_LANES = 6


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane of each coding id (`COLLAPSED` where there are more than fit) and how many lanes there are."""

    of: dict[int, int] = field(default_factory=dict)
    count: int = 0
    coders: dict[int, range] = field(default_factory=dict)  # each coder's lanes, where they are grouped

    def lane(self, coding_id: int) -> int:
        """The coding's lane; one that is not known yet counts as collapsed."""
        return self.of.get(coding_id, COLLAPSED)


def partition(extents: Iterable[Extent], limit: int = MAX_LANES) -> Lanes:
    """Gives each extent the lowest lane that is free at its start: O(n log n) and a look at each lane.

    The longer of two that start together comes first, then the lower id. What would need a lane
    beyond `limit` is collapsed.
    """
    of: dict[int, int] = {}
    ends: list[int] = []  # where the last extent of each lane ends
    for start, negative_end, coding_id in sorted([(s, -e, i) for i, s, e, _ in extents]):
        for lane, taken_until in enumerate(ends):
            if taken_until <= start:
                ends[lane] = -negative_end
                of[coding_id] = lane
                break
        else:
            if len(ends) < limit:
                of[coding_id] = len(ends)
                ends.append(-negative_end)
            else:
                of[coding_id] = COLLAPSED
    return Lanes(of, len(ends))


def by_coder(extents: Sequence[Extent], limit: int = MAX_LANES) -> Lanes:
    """Lanes grouped by coder, in the order of their ids; coders beyond `limit` are collapsed."""
    coders: dict[int, list[Extent]] = {}
    for extent in extents:
        coders.setdefault(extent.coder_id, []).append(extent)
    each = _each(len(coders), limit)
    of: dict[int, int] = {}
    ranges: dict[int, range] = {}
    first = 0
    for coder_id in sorted(coders):
        lanes_of = partition(coders[coder_id], min(each, limit - first))
        of.update((i, lane + first if lane != COLLAPSED else COLLAPSED) for i, lane in lanes_of.of.items())
        ranges[coder_id] = range(first, first + lanes_of.count)
        first += lanes_of.count
    return Lanes(of, first, ranges)


def assign(extents: Sequence[Extent], stripes: Stripes) -> Lanes:
    """The lanes for one way of showing stripes."""
    return by_coder(extents) if stripes == "coder" else partition(extents)


def reassign(
    lanes: Lanes,
    extents: Mapping[int, Extent],
    changed: Sequence[Extent],
    gone: Collection[int],
    stripes: Stripes,
) -> Lanes:
    """Lanes after a few codings changed or went; all others keep theirs. `extents`: all there are now.

    Grouped by coder, everything is assigned anew where a coder could have one more lane and needs it.
    """
    of = dict(lanes.of)
    for coding_id in (*gone, *(extent.id for extent in changed)):
        of.pop(coding_id, None)
    count = lanes.count
    for coding_id, start, end, coder_id in changed:
        allowed = range(MAX_LANES) if stripes == "code" else lanes.coders.get(coder_id, range(0))
        taken = {of.get(i) for i, s, e, _ in extents.values() if s < end and start < e}
        lane = next((lane for lane in allowed if lane not in taken), COLLAPSED)
        if lane == COLLAPSED and stripes == "coder" and len(allowed) < _each(len(lanes.coders)):
            return by_coder(list(extents.values()))
        of[coding_id] = lane
        count = max(count, lane + 1)
    return Lanes(of, count, lanes.coders)


def _each(coders: int, limit: int = MAX_LANES) -> int:
    return max(1, limit // max(1, coders))
