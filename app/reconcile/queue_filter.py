"""Which items of the queue are shown, in which order; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from app.reconcile.items import ITEM_KINDS, Item
from app.reconcile.queries import STATUSES, QueueRow

Order = Literal["text", "weight", "similar", "kind", "code"]
ORDERS: tuple[Order, ...] = ("text", "weight", "similar", "kind", "code")
Certainty = Literal["", "unsure", "sure"]
UNSETTLED = frozenset(STATUSES) - {"settled"}
Pair = tuple[int, int]
Chosen = tuple[int, ...] | None


@dataclass(frozen=True)
class QueueFilter:
    """What is shown; None stands for all. `pairs` are of coders who differ."""

    kinds: frozenset[str] = frozenset(ITEM_KINDS) - {"agreed"}
    codes: Chosen = None
    pairs: frozenset[Pair] | None = None
    documents: Chosen = None
    speakers: frozenset[str] | None = None
    certainty: Certainty = ""
    statuses: frozenset[str] = UNSETTLED
    order: Order = "text"


def shown(rows: Sequence[QueueRow], wanted: QueueFilter, codes: Mapping[int, int]) -> list[QueueRow]:
    """The rows that are wanted, in their order; `codes` says where each code stands in the codebook."""
    passing = [row for row in rows if passes(row, wanted)]
    if wanted.order != "text":
        passing.sort(key=rank_in(wanted.order, codes))
    return passing


def rank_in(order: Order, codes: Mapping[int, int]) -> Callable[[QueueRow], tuple[Any, ...]]:
    """What rows are sorted by; the same for all where they stand as in the text."""
    ranks: dict[Order, Callable[[QueueRow], tuple[Any, ...]]] = {
        "text": lambda _: (),
        "weight": lambda row: (-row.item.weight,),
        "similar": lambda row: (-row.item.similar, row.item.kind, row.item.code_ids),
        "kind": lambda row: (ITEM_KINDS.index(row.item.kind),),
        "code": lambda row: (sorted(codes.get(code_id, -1) for code_id in row.item.code_ids),),
    }
    return ranks[order]


def passes(row: QueueRow, wanted: QueueFilter) -> bool:
    """Whether a row is wanted."""
    item = row.item
    return (
        row.status in wanted.statuses
        and item.kind in wanted.kinds
        and (wanted.documents is None or item.document_id in wanted.documents)
        and (wanted.codes is None or not set(wanted.codes).isdisjoint(item.code_ids))
        and (wanted.speakers is None or item.speaker in wanted.speakers)
        and (not wanted.certainty or item.unsure == (wanted.certainty == "unsure"))
        and (wanted.pairs is None or not wanted.pairs.isdisjoint(differing_pairs(item)))
    )


def differing_pairs(item: Item) -> set[Pair]:
    """The pairs of coders who coded the passage in different ways."""
    spans = {
        coder_id: sorted((coding.code_id, coding.start, coding.end) for coding in codings)
        for coder_id, codings in item.coders.items()
    }
    return {
        (min(first, second), max(first, second))
        for first, second in combinations(spans, 2)
        if spans[first] != spans[second]
    }
