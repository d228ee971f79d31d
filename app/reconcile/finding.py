"""From a comparison to its items: everybody's codings, grouped, with what is known of their place."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from app.agreement.spans.continuum import Codings, Continuum, Floats, Ints, without_regions
from app.agreement.spans.regions import in_text
from app.agreement.spans.sweep import disagreeing_lengths
from app.agreement.study.kinds import context_of, relatives_of
from app.agreement.study.material import Material
from app.reconcile.grouping import AGREED, SpanGroups, grouped
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


def groups_in(material: Material) -> SpanGroups:
    """How the spans of a comparison on characters disagree, grouped."""
    return Grouping(material).groups()


class Grouping:
    """Groups the spans of a comparison on characters: all of them, or those of some documents."""

    def __init__(self, material: Material) -> None:
        self._characters = material.characters
        self._cut = without_regions(material.spans, material.non_codable)
        indices = {code.id: index for index, code in enumerate(material.codes)}
        self._related = relatives_of([indices.get(code.parent_id or 0) for code in material.codes])
        self._domains = np.full(len(material.codes), -1)
        for index, domain in enumerate(material.domains):
            self._domains[list(domain.codes)] = index

    def groups(self, documents: Ints | None = None) -> SpanGroups:
        """The groups, of documents by their numbers; weights are shares of all disagreement even then."""
        cut, characters, total = self._cut, self._characters, None
        if documents is not None:
            total = float(self._lengths.sum())
            cut, characters = _of_documents(cut, documents), _of_documents(characters, documents)
        return grouped(cut, context_of(characters), self._related, self._domains, total)

    def disagreeing(self) -> Ints:
        """The numbers of the documents that hold a group on which coders don't agree."""
        differing = self._lengths > 0
        units = self._cut.codings
        in_domains = np.unique(units.document[self._domains[units.code] >= 0])
        agreed = in_domains[~differing[in_domains]]
        if len(agreed):  # codes that exclude each other may overlap there
            groups = self.groups(agreed)
            differing[groups.units.document[groups.kind[groups.group] != AGREED]] = True
        return np.flatnonzero(differing)

    @cached_property
    def _lengths(self) -> Floats:
        """The disagreement in each document, as it is weighed."""
        return disagreeing_lengths(self._cut) / np.maximum(self._cut.coders_per_document - 1, 1)


def _of_documents(continuum: Continuum, documents: Ints) -> Continuum:
    """The codings of some documents alone."""
    codings = continuum.codings
    return replace(continuum, codings=codings.take(np.isin(codings.document, documents)))


def items_in(
    material: Material,
    groups: SpanGroups,
    originals: Originals,
    turns: Mapping[int, Turns],
    *,
    round_id: int | None = None,
    round_guid: str = "",
) -> list[Item]:
    """The items of a comparison that originals are in, in the order of documents and text.

    `turns` are by document id; `round_guid` goes into the keys; `similar` counts these items.
    """
    member, at = _members(groups, originals, material)
    order = np.lexsort((originals.codings.start[at], member))
    member, at = member[order], at[order]
    opens = np.flatnonzero(np.diff(member, prepend=-1))
    if not len(opens):
        return []
    spans = originals.codings.take(at)
    start, end = spans.start[opens], np.maximum.reduceat(spans.end, opens)
    in_text_order = np.lexsort((end, start, spans.document[opens]))
    sizes = np.diff(opens, append=len(at))
    making = _Making(material, originals, at, turns, round_id, round_guid)
    group = member[opens][in_text_order]
    columns = (
        spans.document[opens][in_text_order],
        opens[in_text_order],
        (opens + sizes)[in_text_order],
        groups.kind[group],
        groups.weight[group],
    )
    fields = [making.item(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    alike = Counter((item["kind"], item["code_ids"]) for item in fields)
    return [Item(**item, similar=alike[item["kind"], item["code_ids"]] - 1) for item in fields]


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


class _Making:
    """Makes the fields of an item, but for `similar`, from the originals in it, which are in its order."""

    def __init__(
        self,
        material: Material,
        originals: Originals,
        at: Ints,
        turns: Mapping[int, Turns],
        round_id: int | None,
        round_guid: str,
    ) -> None:
        self._material, self._turns = material, turns
        self._round_id, self._round_guid = round_id, round_guid
        self._nothing: list[dict[int, tuple[OriginalCoding, ...]]] = [
            {material.coders[coder].id: () for coder in np.flatnonzero(row).tolist()}
            for row in material.spans.completed
        ]
        codings, rows = originals.codings.take(at), at.tolist()
        coders = [material.coders[coder] for coder in codings.coder.tolist()]
        codes = [material.codes[code] for code in codings.code.tolist()]
        spans = list(zip(codings.start.tolist(), codings.end.tolist(), strict=True))
        self._code = codings.code.tolist()
        self._coder_ids = [coder.id for coder in coders]
        self._codings = [
            OriginalCoding(code.id, *span, originals.sure[row], originals.guid[row], originals.memo[row])
            for code, span, row in zip(codes, spans, rows, strict=True)
        ]
        self._signs = [
            (coder.guid, code.guid, *span) for coder, code, span in zip(coders, codes, spans, strict=True)
        ]

    def item(self, document_index: int, first: int, last: int, kind: int, weight: float) -> dict[str, Any]:
        """Of the originals from `first` to before `last`, by their start, in the document of this index."""
        document, codings = self._material.documents[document_index], self._codings[first:last]
        coders: dict[int, tuple[OriginalCoding, ...]] = self._nothing[document_index].copy()
        for coder_id, coding in zip(self._coder_ids[first:last], codings, strict=True):
            others = coders[coder_id]
            coders[coder_id] = tuple(sorted((*others, coding), key=_order_of)) if others else (coding,)
        codes, start = sorted(set(self._code[first:last])), codings[0].start
        turn, speaker = self._turns[document.id].at(start) if document.id in self._turns else (None, "")
        return {
            "key": fingerprint(self._round_guid, document.guid, self._signs[first:last]),
            "round_id": self._round_id,
            "document_id": document.id,
            "start": start,
            "end": max(coding.end for coding in codings),
            "kind": ITEM_KINDS[kind],
            "code_ids": tuple(self._material.codes[code].id for code in codes),
            "coders": coders,
            "weight": weight,
            "turn": turn,
            "speaker": speaker,
            "unsure": not all(coding.sure for coding in codings),
            "seen": self._material.action_id,
        }


def _order_of(coding: OriginalCoding) -> tuple[int, int, int]:
    return coding.code_id, coding.start, coding.end
