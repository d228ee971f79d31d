"""What each way of settling a disagreement puts into the consensus."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from app.reconcile.items import Item, OriginalCoding, stored_item
from app.store.stored.decisions import (
    Span,
    StoredVote,
    decision_read,
    decision_written,
    vote_read,
    vote_written,
)
from app.translation import QT_TR_NOOP

OUTCOMES = (
    "coder",
    "both",
    "union",
    "intersection",
    "edited",
    "other",
    "nobody",
    "added",
    "deferred",
    "open",
)
REASONS = {
    "definition": QT_TR_NOOP("The definition is unclear"),
    "slip": QT_TR_NOOP("A slip"),
    "boundary": QT_TR_NOOP("Where it begins or ends"),
    "ambiguous": QT_TR_NOOP("The text is ambiguous"),
    "double": QT_TR_NOOP("The second code was missing"),
}
CHOSEN = ("edited", "other", "added")  # the person says what the consensus gets


class ConsensusSpan(NamedTuple):
    """A coding that the consensus gets: [start, end) in characters of the whole text."""

    code_id: int
    start: int
    end: int


def result_of(item: Item, outcome: str, *, coder_id: int | None = None) -> tuple[ConsensusSpan, ...]:
    """What the consensus gets: sorted, each once, one code's overlapping codings as one.

    coder         what this coder coded here, which may be nothing
    both          everything that anybody coded here, as it was coded
    union         of each code, all that anybody gave it to, and what lies between
    intersection  of each code, what all who used it here gave it to
    nobody, deferred, open    nothing

    ValueError where the outcome leaves it to a person (`CHOSEN`), or names a coder who isn't in the item.
    """
    if outcome in ("nobody", "deferred", "open"):
        return ()
    if outcome == "coder":
        if coder_id is None or coder_id not in item.coders:
            raise ValueError("the item has no such coder")
        return _joined(item.coders[coder_id])
    if outcome == "both":
        return _joined(coding for codings in item.coders.values() for coding in codings)
    if outcome not in ("union", "intersection"):
        raise ValueError(f"what “{outcome}” makes is for a person to say")
    return tuple(sorted(span for code in item.code_ids for span in _of_code(item, code, outcome)))


def whose(item: Item, codings: Iterable[ConsensusSpan]) -> list[int]:
    """The ids of the coders of an item whose coding this is, in their order."""
    spans = set(codings)
    return [coder for coder in item.coders if set(result_of(item, "coder", coder_id=coder)) == spans]


def _of_code(item: Item, code_id: int, outcome: str) -> Iterable[ConsensusSpan]:
    users = [
        _joined(coding for coding in codings if coding.code_id == code_id)
        for codings in item.coders.values()
        if any(coding.code_id == code_id for coding in codings)
    ]
    if outcome == "union":
        all_codings = [coding for codings in users for coding in codings]
        return [
            ConsensusSpan(
                code_id,
                min(coding.start for coding in all_codings),
                max(coding.end for coding in all_codings),
            )
        ]
    shared: Sequence[tuple[int, int]] = [(coding.start, coding.end) for coding in users[0]]
    for codings in users[1:]:
        shared = [
            (max(start, coding.start), min(end, coding.end))
            for start, end in shared
            for coding in codings
            if max(start, coding.start) < min(end, coding.end)
        ]
    return [ConsensusSpan(code_id, start, end) for start, end in shared]


def _joined(codings: Iterable[OriginalCoding | ConsensusSpan]) -> tuple[ConsensusSpan, ...]:
    """Codings sorted, those of one code that overlap as one."""
    joined: list[ConsensusSpan] = []
    for span in sorted(ConsensusSpan(coding.code_id, coding.start, coding.end) for coding in codings):
        last = joined[-1] if joined else None
        if last is not None and last.code_id == span.code_id and span.start < last.end:
            joined[-1] = ConsensusSpan(last.code_id, last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def clashes(
    codings: Iterable[ConsensusSpan], domains: Mapping[int, int]
) -> list[tuple[ConsensusSpan, ConsensusSpan]]:
    """Pairs of codings that overlap though their codes exclude each other.

    `domains` gives the domain's id of each code that is in one.
    """
    inside = sorted(
        (coding for coding in codings if coding.code_id in domains),
        key=lambda coding: (coding.start, coding.end, coding.code_id),
    )
    pairs = []
    for index, span in enumerate(inside):
        for later in islice(inside, index + 1, None):
            if later.start >= span.end:
                break
            if span.code_id != later.code_id and domains[span.code_id] == domains[later.code_id]:
                pairs.append((span, later))
    return pairs


def decision_stored(
    item: Item,
    codings: Iterable[ConsensusSpan],
    code_guids: Mapping[int, str],
    coder_guids: Mapping[int, str],
) -> str:
    """What a decision stores: the codings of the item, what it makes, and guids of their codes and coders."""
    spans = _spans(codings)
    used = {*item.code_ids, *(code_id for code_id, _, _ in spans)}
    stored = stored_item(item)._replace(
        made=spans,
        code_guids={code_id: code_guids[code_id] for code_id in sorted(used & code_guids.keys())},
        coder_guids={coder_id: coder_guids[coder_id] for coder_id in item.coders if coder_id in coder_guids},
    )
    return decision_written(stored)


def recoded(originals: str, into: Mapping[int, int]) -> str:
    """The stored originals of a decision with merged codes as the codes `into` which they went."""
    stored = decision_read(originals)
    coders = {
        coder_id: [span._replace(code_id=into.get(span.code_id, span.code_id)) for span in codings]
        for coder_id, codings in stored.coders.items()
    }
    spans = dict.fromkeys((into.get(code_id, code_id), start, end) for code_id, start, end in stored.made)
    return decision_written(stored._replace(coders=coders, made=tuple(spans)))


def vote_stored(codings: Iterable[ConsensusSpan], code_guids: Mapping[int, str]) -> str:
    """What a vote stores: its codings, and the guids of their codes."""
    return vote_written(StoredVote(_spans(codings), code_guids))


def voted_from(codings: str) -> tuple[ConsensusSpan, ...]:
    """The codings of a vote, as they were stored."""
    return tuple(ConsensusSpan(*span) for span in vote_read(codings).codings)


def made_from(originals: str) -> tuple[ConsensusSpan, ...]:
    """What a decision made, as it was stored."""
    return tuple(ConsensusSpan(*span) for span in decision_read(originals).made)


def coders_from(originals: str) -> frozenset[int]:
    """Who had completed the document when a decision was taken, as it was stored."""
    return frozenset(decision_read(originals).coders)


def _spans(codings: Iterable[ConsensusSpan]) -> list[Span]:
    return [(coding.code_id, coding.start, coding.end) for coding in codings]
