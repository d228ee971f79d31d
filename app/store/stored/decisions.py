"""What decisions and votes keep of codings: whose they were, and what the consensus gets.

Format 2 adds the guids of coders and codes, by id. A vote of format 1 is the list of its codings.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.store import chain
from app.store.stored.forms import by_id, format_of

FORMAT = 2
Span = tuple[int, int, int]  # code id, start, end


class StoredOwn(NamedTuple):
    """One coder's coding; stored as a list of these values in this order."""

    code_id: int
    start: int
    end: int
    sure: bool
    guid: str


class StoredDecision(NamedTuple):
    """The codings that were settled by coder id, with who coded nothing of the passage, and what was made."""

    kind: str
    coders: Mapping[int, Sequence[StoredOwn]]
    made: Sequence[Span] = ()
    code_guids: Mapping[int, str] = {}
    coder_guids: Mapping[int, str] = {}


class StoredVote(NamedTuple):
    """What the consensus would get by a vote."""

    codings: Sequence[Span]
    code_guids: Mapping[int, str] = {}


def decision_written(decision: StoredDecision) -> str:
    """The originals of a decision as JSON."""
    return chain.to_json({"format": FORMAT} | decision._asdict())


def decision_read(originals: str) -> StoredDecision:
    """The originals of a decision; StoreError where they are newer than this program."""
    stored: dict[str, Any] = json.loads(originals)
    format_of(stored, FORMAT, "A decision")
    return StoredDecision(
        kind=stored["kind"],
        coders={
            int(coder_id): tuple(StoredOwn(*fields) for fields in codings)
            for coder_id, codings in stored["coders"].items()
        },
        made=_spans(stored.get("made", ())),
        code_guids=by_id(stored.get("code_guids", {})),
        coder_guids=by_id(stored.get("coder_guids", {})),
    )


def vote_written(vote: StoredVote) -> str:
    """The codings of a vote as JSON."""
    return chain.to_json({"format": FORMAT} | vote._asdict())


def vote_read(codings: str) -> StoredVote:
    """The codings of a vote; StoreError where they are newer than this program."""
    stored = json.loads(codings or "[]")
    if format_of(stored, FORMAT, "A vote") == 1:
        return StoredVote(_spans(stored))
    return StoredVote(_spans(stored["codings"]), by_id(stored["code_guids"]))


def _spans(stored: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((code_id, start, end) for code_id, start, end in stored)
