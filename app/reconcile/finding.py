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
from app.reconcile.items import ITEM_KINDS, Item, OriginalCoding, fingerprint


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
        turn = bisect_right(self.starts, position)
        if not turn or position >= self.ends[turn - 1]:
            return None, ""
        return turn, self.speakers[turn - 1]


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
    numbers = {code.id: index for index, code in enumerate(material.codes)}
    related = relatives_of([numbers.get(code.parent_id or 0) for code in material.codes])
    domains = np.full(len(material.codes), -1)
    for index, domain in enumerate(material.domains):
        domains[list(domain.codes)] = index
    groups = grouped(cut, context_of(material.characters), related, domains)
    member, at = _members(groups, originals, material)
    order = np.lexsort((originals.codings.start[at], member))
    rows = zip(member[order].tolist(), _rows(originals, at[order]), strict=True)
    making = _Making(material, turns, round_id, round_guid)
    weights, kinds = groups.weight.tolist(), groups.kind.tolist()
    parts = [
        making.item([row for _, row in rows_of_document], ITEM_KINDS[kinds[item_index]], weights[item_index])
        for item_index, rows_of_document in groupby(rows, key=itemgetter(0))
    ]
    alike = Counter((fields["kind"], fields["code_ids"]) for fields in parts)
    position = {document.id: index for index, document in enumerate(material.documents)}
    parts.sort(key=lambda fields: (position[fields["document_id"]], fields["start"], fields["end"]))
    return [Item(**fields, similar=alike[fields["kind"], fields["code_ids"]] - 1) for fields in parts]


def _members(groups: SpanGroups, originals: Originals, material: Material) -> tuple[Ints, Ints]:
    """Which group which original is in: group numbers, and places in `originals`; others are left out.

    An original is in the group of the trimmed span that it overlaps.
    """
    units = in_text(groups.units, material.spans, material.non_codable)
    codings = originals.codings
    if not len(units) or not len(codings):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lane, wanted = _lane(units, material.spans), _lane(codings, material.spans)
    reach = int(max(units.end.max(), codings.end.max())) + 1
    unit = np.searchsorted(lane * reach + units.end, wanted * reach + codings.start, side="right")
    nearest = np.minimum(unit, len(units) - 1)
    inside = (unit < len(units)) & (lane[nearest] == wanted) & (units.start[nearest] < codings.end)
    return groups.group[nearest[inside]], np.flatnonzero(inside)


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
    codings = originals.codings.take(places)
    columns = (codings.document, codings.coder, codings.code, codings.start, codings.end)
    sure = [originals.sure[index] for index in places.tolist()]
    guid = [originals.guid[index] for index in places.tolist()]
    memo = [originals.memo[index] for index in places.tolist()]
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
        coders: dict[int, list[OriginalCoding]] = {
            people[coder].id: [] for coder in self._present[rows[0].document]
        }
        for row in rows:
            coding = OriginalCoding(codes[row.code].id, row.start, row.end, row.sure, row.guid, row.memo)
            coders[people[row.coder].id].append(coding)
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
                coder: tuple(sorted(codings, key=_order_of) if len(codings) > 1 else codings)
                for coder, codings in coders.items()
            },
            "weight": weight,
            "turn": turn,
            "speaker": speaker,
            "unsure": not all(row.sure for row in rows),
            "seen": self._material.action_id,
        }


def _order_of(coding: OriginalCoding) -> tuple[int, int, int]:
    return coding.code_id, coding.start, coding.end
