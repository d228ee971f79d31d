"""What each way of settling a disagreement puts into the consensus."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.reconcile.items import Item, Own, stored_item
from app.store.stored.decisions import (
    Span,
    StoredVote,
    decision_read,
    decision_written,
    vote_read,
    vote_written,
)

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
    "definition": "The definition is unclear",
    "slip": "A slip",
    "boundary": "Where it begins or ends",
    "ambiguous": "The text is ambiguous",
    "double": "The second code was missing",
}
CHOSEN = ("edited", "other", "added")  # the person says what the consensus gets


@dataclass(frozen=True, order=True)
class Made:
    """A coding that the consensus gets: [start, end) in characters of the whole text."""

    code_id: int
    start: int
    end: int


def result_of(item: Item, outcome: str, *, coder_id: int | None = None) -> tuple[Made, ...]:
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
        return _joined(one for own in item.coders.values() for one in own)
    if outcome not in ("union", "intersection"):
        raise ValueError(f"what “{outcome}” makes is for a person to say")
    return tuple(sorted(made for code in item.code_ids for made in _of_code(item, code, outcome)))


def _of_code(item: Item, code_id: int, outcome: str) -> Iterable[Made]:
    users = [
        _joined(one for one in own if one.code_id == code_id)
        for own in item.coders.values()
        if any(one.code_id == code_id for one in own)
    ]
    if outcome == "union":
        everything = [one for own in users for one in own]
        return [Made(code_id, min(one.start for one in everything), max(one.end for one in everything))]
    shared: Sequence[tuple[int, int]] = [(one.start, one.end) for one in users[0]]
    for own in users[1:]:
        shared = [
            (max(start, one.start), min(end, one.end))
            for start, end in shared
            for one in own
            if max(start, one.start) < min(end, one.end)
        ]
    return [Made(code_id, start, end) for start, end in shared]


def _joined(codings: Iterable[Own | Made]) -> tuple[Made, ...]:
    """Codings sorted, those of one code that overlap as one."""
    found: list[Made] = []
    for one in sorted(Made(coding.code_id, coding.start, coding.end) for coding in codings):
        last = found[-1] if found else None
        if last is not None and last.code_id == one.code_id and one.start < last.end:
            found[-1] = Made(last.code_id, last.start, max(last.end, one.end))
        else:
            found.append(one)
    return tuple(found)


def clashes(codings: Iterable[Made], domains: Mapping[int, int]) -> list[tuple[Made, Made]]:
    """Pairs of codings that overlap though their codes exclude each other.

    `domains` gives the domain's id of each code that is in one.
    """
    inside = sorted(
        (one for one in codings if one.code_id in domains), key=lambda one: (one.start, one.end, one.code_id)
    )
    found = []
    for number, one in enumerate(inside):
        for other in islice(inside, number + 1, None):
            if other.start >= one.end:
                break
            if one.code_id != other.code_id and domains[one.code_id] == domains[other.code_id]:
                found.append((one, other))
    return found


def decision_stored(
    item: Item, codings: Iterable[Made], code_guids: Mapping[int, str], coder_guids: Mapping[int, str]
) -> str:
    """What a decision stores: the codings of the item, what it makes, and guids of their codes and coders."""
    made = _spans(codings)
    used = {*item.code_ids, *(code_id for code_id, _, _ in made)}
    stored = stored_item(item)._replace(
        made=made,
        code_guids={code_id: code_guids[code_id] for code_id in sorted(used & code_guids.keys())},
        coder_guids={coder_id: coder_guids[coder_id] for coder_id in item.coders if coder_id in coder_guids},
    )
    return decision_written(stored)


def recoded(originals: str, into: Mapping[int, int]) -> str:
    """The stored originals of a decision with merged codes as the codes `into` which they went."""
    stored = decision_read(originals)
    coders = {
        coder_id: [one._replace(code_id=into.get(one.code_id, one.code_id)) for one in own]
        for coder_id, own in stored.coders.items()
    }
    made = dict.fromkeys((into.get(code_id, code_id), start, end) for code_id, start, end in stored.made)
    return decision_written(stored._replace(coders=coders, made=tuple(made)))


def vote_stored(codings: Iterable[Made], code_guids: Mapping[int, str]) -> str:
    """What a vote stores: its codings, and the guids of their codes."""
    return vote_written(StoredVote(_spans(codings), code_guids))


def voted_from(codings: str) -> tuple[Made, ...]:
    """The codings of a vote, as they were stored."""
    return tuple(Made(*span) for span in vote_read(codings).codings)


def made_from(originals: str) -> tuple[Made, ...]:
    """What a decision made, as it was stored."""
    return tuple(Made(*span) for span in decision_read(originals).made)


def coders_from(originals: str) -> frozenset[int]:
    """Who had completed the document when a decision was taken, as it was stored."""
    return frozenset(decision_read(originals).coders)


def _spans(codings: Iterable[Made]) -> list[Span]:
    return [(one.code_id, one.start, one.end) for one in codings]
