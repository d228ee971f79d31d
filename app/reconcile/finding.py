"""From a comparison to its items: everybody's codings, grouped, with what is known of their place."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, Ints, without_regions
from app.agreement.spans.regions import in_text
from app.agreement.study.kinds import context_of, relatives_of
from app.agreement.study.material import Material
from app.reconcile.grouping import SpanGroups, grouped
from app.reconcile.items import ITEM_KINDS, Item, Own, fingerprint


@dataclass(frozen=True, eq=False)
class Originals:
    """Codings as coders made them, n of them: numbered as the material's, in characters of the whole text."""

    codings: Codings
    sure: Sequence[bool]
    guid: Sequence[str]
    memo: Sequence[str]


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
    rows = zip(member[order].tolist(), _rows(originals, place[order]), strict=True)
    made = _Making(material, turns, round_id, round_guid)
    weights, kinds = found.weight.tolist(), found.kind.tolist()
    parts = [
        made.item([row for _, row in some], ITEM_KINDS[kinds[number]], weights[number])
        for number, some in groupby(rows, key=itemgetter(0))
    ]
    alike = Counter((one["kind"], one["code_ids"]) for one in parts)
    position = {document.id: number for number, document in enumerate(material.documents)}
    parts.sort(key=lambda one: (position[one["document_id"]], one["start"], one["end"]))
    return [Item(**one, similar=alike[one["kind"], one["code_ids"]] - 1) for one in parts]


def _members(found: SpanGroups, originals: Originals, material: Material) -> tuple[Ints, Ints]:
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


class _Original(NamedTuple):
    """One original: numbers of the material, characters of the whole text."""

    document: int
    coder: int
    code: int
    start: int
    end: int
    sure: bool
    guid: str
    memo: str


def _rows(originals: Originals, places: Ints) -> list[_Original]:
    own = originals.codings.take(places)
    columns = (own.document, own.coder, own.code, own.start, own.end)
    sure = [originals.sure[place] for place in places.tolist()]
    guid = [originals.guid[place] for place in places.tolist()]
    memo = [originals.memo[place] for place in places.tolist()]
    lists = (column.tolist() for column in columns)
    return [_Original(*row) for row in zip(*lists, sure, guid, memo, strict=True)]


class _Making:
    """Makes the fields of an item, but for `similar`, from the originals in it."""

    def __init__(
        self, material: Material, turns: Mapping[int, Turns], round_id: int | None, round_guid: str
    ) -> None:
        self._material, self._turns = material, turns
        self._round_id, self._round_guid = round_id, round_guid
        self._present = [np.flatnonzero(row).tolist() for row in material.spans.completed]

    def item(self, rows: Sequence[_Original], kind: str, weight: float) -> dict[str, Any]:
        """`rows` by their start."""
        codes, people = self._material.codes, self._material.coders
        document = self._material.documents[rows[0].document]
        coders: dict[int, list[Own]] = {people[coder].id: [] for coder in self._present[rows[0].document]}
        for row in rows:
            own = Own(codes[row.code].id, row.start, row.end, row.sure, row.guid, row.memo)
            coders[people[row.coder].id].append(own)
        signs = [(people[row.coder].guid, codes[row.code].guid, row.start, row.end) for row in rows]
        start = rows[0].start
        turn, speaker = self._turns[document.id].at(start) if document.id in self._turns else (None, "")
        return {
            "key": fingerprint(self._round_guid, document.guid, signs),
            "round_id": self._round_id,
            "document_id": document.id,
            "start": start,
            "end": max(row.end for row in rows),
            "kind": kind,
            "code_ids": tuple(codes[code].id for code in sorted({row.code for row in rows})),
            "coders": {
                coder: tuple(sorted(made, key=_place) if len(made) > 1 else made)
                for coder, made in coders.items()
            },
            "weight": weight,
            "turn": turn,
            "speaker": speaker,
            "unsure": not all(row.sure for row in rows),
            "seen": self._material.action_id,
        }


def _place(own: Own) -> tuple[int, int, int]:
    return own.code_id, own.start, own.end
