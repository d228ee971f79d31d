"""From a comparison to its items: everybody's codings, grouped, with what is known of their place."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from app.agreement.kinds import context_of, relatives_of
from app.agreement.regions import in_text
from app.agreement.spans import Codings, Continuum, Ints, without_regions
from app.agreement.units import Material
from app.reconcile.grouping import Groups, grouped
from app.reconcile.items import ITEM_KINDS, Item, Own, fingerprint


@dataclass(frozen=True, eq=False)
class Originals:
    """Codings as coders made them, n of them: numbered as the material's, in characters of the whole text."""

    codings: Codings
    sure: Sequence[bool]
    guid: Sequence[str]


@dataclass(frozen=True)
class Turns:
    """Where the turns of a document start and end, by start, and who speaks."""

    starts: Sequence[int]
    ends: Sequence[int]
    speakers: Sequence[str]

    def at(self, position: int) -> tuple[int | None, str]:
        """The number (from 1) and the speaker of the turn at a position; (None, "") outside turns."""
        number = bisect_right(self.starts, position)
        if not number or position >= self.ends[number - 1]:
            return None, ""
        return number, self.speakers[number - 1]


def items_in(
    material: Material,
    originals: Originals,
    turns: Mapping[int, Turns],
    *,
    round_id: int | None = None,
    round_guid: str = "",
) -> list[Item]:
    """All items of a comparison on characters, in the order of documents and text.

    `turns` are by document id; `round_guid` goes into the keys.
    """
    cut = without_regions(material.spans, material.non_codable)
    numbers = {code.id: number for number, code in enumerate(material.codes)}
    related = relatives_of([numbers.get(code.parent_id or 0) for code in material.codes])
    domains = np.full(len(material.codes), -1)
    for number, domain in enumerate(material.domains):
        domains[list(domain.codes)] = number
    found = grouped(cut, context_of(material.characters), related, domains)
    member, place = _members(found, originals, material)
    order = np.lexsort((originals.codings.start[place], member))
    made = [
        _item(material, originals, found, number, place[list(own)], turns, round_guid)
        for number, own in groupby(order.tolist(), key=member.tolist().__getitem__)
    ]
    alike = Counter((one.kind, one.code_ids) for one in made)
    position = {document.id: number for number, document in enumerate(material.documents)}
    made.sort(key=lambda one: (position[one.document_id], one.start, one.end))
    return [replace(one, round_id=round_id, similar=alike[one.kind, one.code_ids] - 1) for one in made]


def _members(found: Groups, originals: Originals, material: Material) -> tuple[Ints, Ints]:
    """Which group which original is in: group numbers, and places in `originals`; others are left out.

    An original is in the group of the trimmed span that it overlaps.
    """
    units = in_text(found.units, material.spans, material.non_codable)
    codings = originals.codings
    if not len(units) or not len(codings):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lane, wanted = _lane(units, material.spans), _lane(codings, material.spans)
    reach = int(max(units.end.max(), codings.end.max())) + 1
    unit = np.searchsorted(lane * reach + units.end, wanted * reach + codings.start, side="right")
    nearest = np.minimum(unit, len(units) - 1)
    inside = (unit < len(units)) & (lane[nearest] == wanted) & (units.start[nearest] < codings.end)
    return found.group[nearest[inside]], np.flatnonzero(inside)


def _lane(codings: Codings, continuum: Continuum) -> Ints:
    lane = (codings.document * continuum.coders + codings.coder) * continuum.codes + codings.code
    return np.asarray(lane, dtype=np.int64)


def _item(
    material: Material,
    originals: Originals,
    found: Groups,
    number: int,
    places: Ints,
    turns: Mapping[int, Turns],
    round_guid: str,
) -> Item:
    own = originals.codings.take(places)
    document_number = int(own.document[0])
    document = material.documents[document_number]
    present = np.flatnonzero(material.spans.completed[document_number]).tolist()
    coders: dict[int, list[Own]] = {coder: [] for coder in present}
    signs = []
    columns = (own.coder.tolist(), own.code.tolist(), own.start.tolist(), own.end.tolist(), places.tolist())
    for coder, code, start, end, place in zip(*columns, strict=True):
        row = material.codes[code]
        coders[coder].append(Own(row.id, start, end, originals.sure[place], originals.guid[place]))
        signs.append((material.coders[coder].guid, row.guid, start, end))
    start = min(columns[2])
    turn, speaker = turns[document.id].at(start) if document.id in turns else (None, "")
    return Item(
        key=fingerprint(round_guid, document.guid, signs),
        round_id=None,
        document_id=document.id,
        start=start,
        end=max(columns[3]),
        kind=ITEM_KINDS[found.kind[number]],
        code_ids=tuple(material.codes[code].id for code in sorted(set(columns[1]))),
        coders={material.coders[coder].id: tuple(sorted(made)) for coder, made in coders.items()},
        weight=float(found.weight[number]),
        turn=turn,
        speaker=speaker,
        unsure=not all(originals.sure[place] for place in columns[4]),
        seen=material.action_id,
    )
