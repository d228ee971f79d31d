"""The adjudicator figure: how often the consensus followed each coder, where coders disagreed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from app.reconcile.items import Item, OriginalCoding
from app.reconcile.outcomes import ConsensusSpan
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
        item, codings = decision.settled, decision.codings
        for coder_id, coder in item.coders.items():
            whole = [0, 0]
            exactly = True
            for code_id in sorted({*item.code_ids, *(coding.code_id for coding in codings)}):
                part = _of_code(item, coder_id, code_id, codings)
                alike = covered(coder, code_id) == covered(codings, code_id)
                exactly = exactly and alike
                whole = [whole[0] + part[0], whole[1] + part[1]]
                if part[0] or not alike:
                    _count(sums, (coder_id, code_id), alike, part)
            _count(sums, (coder_id, None), exactly, (whole[0], whole[1]))
    order = sorted(sums, key=lambda coding: (coding[0], coding[1] is not None, coding[1] or 0))
    return [Followed(*column, *sums[column]) for column in order]


def settled(decisions: Iterable[DecisionRow]) -> Iterator[DecisionRow]:
    """The decisions that settled a disagreement."""
    for decision in decisions:
        if decision.outcome not in UNSETTLED:
            item = decision.settled
            if item.coders and item.kind != "agreed":
                yield decision


def _count(
    sums: dict[tuple[int, int | None], list[int]],
    column: tuple[int, int | None],
    alike: bool,
    part: tuple[int, int],
) -> None:
    sums_of_column = sums.setdefault(column, [0, 0, 0, 0])
    for index, size in enumerate((1, int(alike), *part)):
        sums_of_column[index] += size


def _of_code(item: Item, coder_id: int, code_id: int, codings: Sequence[ConsensusSpan]) -> tuple[int, int]:
    """Length where coders differ about a code, and of it where the consensus is as the coder."""
    layers = [covered(coder, code_id) for coder in item.coders.values()]
    mine, consensus = covered(item.coders[coder_id], code_id), covered(codings, code_id)
    borders = sorted({at for layer in (*layers, consensus) for span in layer for at in span})
    length = alike_length = 0
    for start, end in pairwise(borders):
        having = sum(_holds(layer, start) for layer in layers)
        if 0 < having < len(layers):
            length += end - start
            alike_length += (end - start) * (_holds(mine, start) == _holds(consensus, start))
    return length, alike_length


def _holds(layer: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in layer)


def covered(codings: Iterable[OriginalCoding | ConsensusSpan], code_id: int) -> list[tuple[int, int]]:
    """The stretches that have a code, joined where they touch or overlap."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((coding.start, coding.end) for coding in codings if coding.code_id == code_id):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches
