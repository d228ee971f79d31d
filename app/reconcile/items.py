"""One disagreement as it is settled: a passage, everybody's codings of it, its kind and its weight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.agreement.study.kind_names import KINDS
from app.store.stored.decisions import StoredDecision, StoredOwn, decision_read

ITEM_KINDS = (*KINDS, "exclusive", "agreed")


@dataclass(frozen=True, order=True)
class OriginalCoding:
    """One coder's coding as he or she made it: [start, end) in characters of the whole text.

    `memo` is what the coder noted on it; decisions don't keep it.
    """

    code_id: int
    start: int
    end: int
    sure: bool
    guid: str
    memo: str = field(default="", compare=False)


@dataclass(frozen=True)
class Item:
    """A passage [start, end) that is settled at once.

    key      64 hexadecimal digits: the fingerprint of its codings (`fingerprint`)
    kind     one of ITEM_KINDS
    coders   everybody who completed the document, in their order; empty where somebody coded nothing of it
    weight   its share of all observed disagreement, by length: the weights of all items sum to 1
    turn     the number of the turn where it starts, from 1, and its `speaker`; None and "" outside turns
    similar  how many other items, of those that are open, have the same kind and codes
    seen     the newest action when it was found: what was changed later is noticed
    """

    key: str
    round_id: int | None
    document_id: int
    start: int
    end: int
    kind: str
    code_ids: tuple[int, ...]
    coders: Mapping[int, tuple[OriginalCoding, ...]] = field(hash=False)
    weight: float = 0.0
    turn: int | None = None
    speaker: str = ""
    unsure: bool = False
    similar: int = field(default=0, compare=False)
    seen: int = field(default=0, compare=False)


def weight_told(weight: float) -> str:
    """A share of all disagreement as people read it everywhere, “.021”; nothing where there is none."""
    if weight <= 0:
        return ""
    if weight < 0.0005:
        return "< .001"
    return f"{weight:.3f}".removeprefix("0")


def fingerprint(round_guid: str, document_guid: str, codings: Iterable[tuple[str, str, int, int]]) -> str:
    """What tells an item from all others of the world: (coder guid, code guid, start, end) of its codings."""
    parts = [round_guid, document_guid, *map(str, sorted(codings))]
    return sha256("\n".join(parts).encode()).hexdigest()


def stored_item(item: Item) -> StoredDecision:
    """An item as a decision on it stores it."""
    coders = {
        coder_id: [
            StoredOwn(coding.code_id, coding.start, coding.end, coding.sure, coding.guid)
            for coding in codings
        ]
        for coder_id, codings in item.coders.items()
    }
    return StoredDecision(kind=item.kind, coders=coders)


def item_from(
    originals: str, *, key: str, round_id: int | None, document_id: int, start: int, end: int
) -> Item:
    """An item as a decision stored it: with its codings, without a weight."""
    stored = decision_read(originals)
    people = {
        coder_id: tuple(
            OriginalCoding(coding.code_id, coding.start, coding.end, coding.sure, coding.guid)
            for coding in codings
        )
        for coder_id, codings in stored.coders.items()
    }
    all_codings = [coding for codings in people.values() for coding in codings]
    return Item(
        key=key,
        round_id=round_id,
        document_id=document_id,
        start=start,
        end=end,
        kind=stored.kind,
        code_ids=tuple(dict.fromkeys(coding.code_id for coding in all_codings)),
        coders=people,
        unsure=any(not coding.sure for coding in all_codings),
    )
