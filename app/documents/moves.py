"""What a new version of a text does to passages of it: moved, changed or lost; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from app.documents.alignment import Alignment, Moved
from app.documents.turns import TextRegion
from app.jobs import Job

STEP_EVERY = 2_000
LONGEST = 500  # characters of a name
MACHINE_READ = ("turn", "paragraph")
OF_THE_FILE = ("heading", "page")  # which only the file knows
Place = tuple[int, int]


class CodingSpan(NamedTuple):
    """A coding as it stands in the old text."""

    id: int
    guid: str
    code_id: int
    coder_id: int
    start: int
    end: int
    memo: str
    sure: bool
    created_at: str
    origin: str = "hand"


class RegionSpan(NamedTuple):
    """A region as it stands in the old text; `by_hand` where a person made or changed it."""

    id: int
    kind: str
    start: int
    body: int
    end: int
    speaker: str
    time: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class CodingMoves:
    """What becomes of a document's codings.

    places   where those stand that are not lost, by id
    changed  those whose words are not all the same, as they were
    lost     those of which less than 30 % of the letters are left, as they were
    twins    those that become the same as another one of their coder, and that one: {id: id}
    """

    places: Mapping[int, Place] = field(default_factory=dict)
    changed: tuple[CodingSpan, ...] = ()
    lost: tuple[CodingSpan, ...] = ()
    twins: Mapping[int, int] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """How many keep all of their words."""
        return len(self.places) - len(self.changed)


def coding_moves(
    alignment: Alignment,
    codings: Sequence[CodingSpan],
    job: Job,
    given_places: Mapping[int, Place] | None = None,
) -> CodingMoves:
    """What becomes of codings, by the comparison of the texts alone, but for those whose place is given."""
    places: dict[int, Place] = {}
    changed: list[CodingSpan] = []
    lost: list[CodingSpan] = []
    twins: dict[int, int] = {}
    taken: dict[tuple[int, int, Place], int] = {}
    for index, coding in enumerate(codings):
        if index % STEP_EVERY == 0:
            job.step(index, len(codings), "Moving codings")
        moved = alignment.moved(coding.start, coding.end)
        if given_places and coding.id in given_places:
            moved = Moved(*given_places[coding.id], "moved")
        if moved.outcome == "lost":
            lost.append(coding)
            continue
        place = moved.start, moved.end
        places[coding.id] = place
        if moved.outcome == "changed":
            changed.append(coding)
        stays = taken.setdefault((coding.coder_id, coding.code_id, place), coding.id)
        if stays != coding.id:
            twins[coding.id] = stays
    return CodingMoves(places, tuple(changed), tuple(lost), twins)


def moved_regions(alignment: Alignment, regions: Iterable[RegionSpan]) -> list[RegionSpan]:
    """Regions in the new text, those of which nothing is left not among them.

    What is put in between two turns belongs to the one before it, as blank lines do.
    """
    placed: list[RegionSpan] = []
    for region in regions:
        if region.kind in MACHINE_READ:
            start = alignment.begin(region.start)
            at_end = region.end >= len(alignment.old_text)
            end = len(alignment.new_text) if at_end else alignment.begin(region.end)
        else:
            start, end, outcome = alignment.moved(region.start, region.end)
            end = start if outcome == "lost" else end
        if start < end:
            body = min(max(alignment.begin(region.body), start), end)
            speaker = _speaker(alignment, region)
            placed.append(region._replace(start=start, body=body, end=end, speaker=speaker))
    return placed


def _speaker(alignment: Alignment, region: RegionSpan) -> str:
    """Who speaks: where the label says it in the same words, whoever the label names now."""
    at = alignment.old_text[region.start : region.body].find(region.speaker) if region.speaker else -1
    if at < 0:
        return region.speaker
    moved = alignment.moved(region.start + at, region.start + at + len(region.speaker))
    named = alignment.new_text[moved.start : moved.end].strip()
    return named if named and "\n" not in named and len(named) <= LONGEST else region.speaker


def regions_of_new_reading(
    alignment: Alignment, regions: Iterable[RegionSpan], reading: Sequence[TextRegion]
) -> list[RegionSpan]:
    """The regions that a new reading gives, and in their place those that a person made, moved."""
    kept = [
        region
        for region in moved_regions(alignment, regions)
        if region.by_hand or region.kind not in (*MACHINE_READ, *OF_THE_FILE)
    ]
    by_hand = [region for region in kept if region.kind in MACHINE_READ]
    new = chain.from_iterable(_outside(region, by_hand) for region in reading)
    return sorted([*kept, *new], key=lambda region: (region.start, region.end))


def _outside(region: TextRegion, by_hand: Sequence[RegionSpan]) -> Iterator[RegionSpan]:
    """What is left of a region beside those that a person made; all of a heading or page."""
    start = region.start
    for other in (*(() if region.kind in OF_THE_FILE else by_hand), None):
        end = region.end if other is None else min(other.start, region.end)
        if start < end:
            body = min(max(region.body, start), end)
            speaker, time = region.speaker or "", region.time or ""
            about = region.label, region.start_ms, region.end_ms
            yield RegionSpan(0, region.kind, start, body, end, speaker, time, *about)
        if other is None or other.start >= region.end:
            return
        start = max(start, other.end)
