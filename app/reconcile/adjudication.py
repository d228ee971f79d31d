"""The adjudicator figure: how often the consensus followed each coder, where coders disagreed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from app.reconcile.items import Item, Own
from app.reconcile.outcomes import Made
from app.reconcile.queries import DecisionRow, latest_decisions

UNSETTLED = ("deferred", "open")


@dataclass(frozen=True)
class Followed:
    """How a coder fared in settled disagreements, over one code or (None) all of them.

    decisions  disagreements that were settled, in documents that the coder completed; `alike`: of them, those
               where the consensus has exactly what the coder coded
    length     characters (of every code) where coders differed; `kept`: of them, those where the consensus
               has the code if and only if the coder has it
    """

    coder_id: int
    code_id: int | None
    decisions: int
    alike: int
    length: int
    kept: int

    @property
    def share(self) -> float | None:
        """Share of decisions; None where there are none."""
        return self.alike / self.decisions if self.decisions else None

    @property
    def share_of_length(self) -> float | None:
        """Share of characters; None where there are none."""
        return self.kept / self.length if self.length else None


def followed(session: Session, round_id: int | None = None) -> list[Followed]:
    """By coder, all codes first, then code by code; only disagreements, decided by people or rules."""
    return figures(latest_decisions(session, round_id))


def figures(decisions: Iterable[DecisionRow]) -> list[Followed]:
    """The figure over some decisions; those that are open, deferred, or about what all agreed don't count."""
    sums: dict[tuple[int, int | None], list[int]] = {}
    for decision in settled(decisions):
        item, made = decision.settled, decision.codings
        for coder_id, own in item.coders.items():
            whole = [0, 0]
            exactly = True
            for code_id in sorted({*item.code_ids, *(one.code_id for one in made)}):
                part = _of_code(item, coder_id, code_id, made)
                alike = covered(own, code_id) == covered(made, code_id)
                exactly = exactly and alike
                whole = [whole[0] + part[0], whole[1] + part[1]]
                if part[0] or not alike:
                    _count(sums, (coder_id, code_id), alike, part)
            _count(sums, (coder_id, None), exactly, (whole[0], whole[1]))
    order = sorted(sums, key=lambda one: (one[0], one[1] is not None, one[1] or 0))
    return [Followed(*place, *sums[place]) for place in order]


def settled(decisions: Iterable[DecisionRow]) -> Iterator[DecisionRow]:
    """The decisions that settled a disagreement."""
    for decision in decisions:
        if decision.outcome not in UNSETTLED:
            item = decision.settled
            if item.coders and item.kind != "agreed":
                yield decision


def _count(
    sums: dict[tuple[int, int | None], list[int]],
    place: tuple[int, int | None],
    alike: bool,
    part: tuple[int, int],
) -> None:
    own = sums.setdefault(place, [0, 0, 0, 0])
    for number, size in enumerate((1, int(alike), *part)):
        own[number] += size


def _of_code(item: Item, coder_id: int, code_id: int, made: Sequence[Made]) -> tuple[int, int]:
    """Length where coders differ about a code, and of it where the consensus is as the coder."""
    layers = [covered(own, code_id) for own in item.coders.values()]
    mine, consensus = covered(item.coders[coder_id], code_id), covered(made, code_id)
    borders = sorted({at for layer in (*layers, consensus) for span in layer for at in span})
    length = kept = 0
    for start, end in pairwise(borders):
        having = sum(_holds(layer, start) for layer in layers)
        if 0 < having < len(layers):
            length += end - start
            kept += (end - start) * (_holds(mine, start) == _holds(consensus, start))
    return length, kept


def _holds(layer: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in layer)


def covered(codings: Iterable[Own | Made], code_id: int) -> list[tuple[int, int]]:
    """The stretches that have a code, joined where they touch or overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in codings if one.code_id == code_id):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
