"""Sheets as closed rounds and decisions keep them.

Ids of coders and variables are told by guid in the lists of the whole round, those of documents beside them.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.store import chain
from app.store.stored.forms import by_id, format_of

FORMAT = 1


class StoredPassage(NamedTuple):
    """A passage that shows why an answer was given; stored as a list of these values."""

    document_id: int
    document_guid: str
    start: int
    end: int


class StoredAnswer(NamedTuple):
    """What a coder answered; stored as a list of these values in this order."""

    coder_id: int
    variable_id: int
    state: str
    value: str
    sure: bool
    memo: str
    passages: tuple[StoredPassage, ...] = ()


class StoredSheets(NamedTuple):
    """How far each coder was by id, and the answers of who had completed; one of the two guids is ""."""

    case_guid: str
    document_guid: str
    name: str
    states: Mapping[int, str]
    answers: tuple[StoredAnswer, ...]


class StoredGiven(NamedTuple):
    """What one coder had answered when it was settled; stored as a list of these values in this order."""

    state: str
    value: str
    sure: bool


class StoredValueDecision(NamedTuple):
    """The answers that were settled by coder id, and the state and value that the consensus got, if any."""

    coders: Mapping[int, StoredGiven]
    result: tuple[str, str] | None = None
    coder_guids: Mapping[int, str] = {}


def value_decision_written(decision: StoredValueDecision) -> str:
    """The originals of a decision on answers as JSON."""
    return chain.to_json({"format": FORMAT} | decision._asdict())


def value_decision_read(originals: str) -> StoredValueDecision:
    """The originals of a decision on answers; StoreError where they are newer than this program."""
    stored: dict[str, Any] = json.loads(originals)
    format_of(stored, FORMAT, "A decision on answers")
    result = stored["result"]
    return StoredValueDecision(
        coders={int(coder_id): StoredGiven(*given) for coder_id, given in stored["coders"].items()},
        result=None if result is None else (result[0], result[1]),
        coder_guids=by_id(stored["coder_guids"]),
    )


def sheets_written(sheets: StoredSheets) -> str:
    """The sheets of a case or document as JSON."""
    answers = [[*answer[:6], [list(passage) for passage in answer.passages]] for answer in sheets.answers]
    return chain.to_json({"format": FORMAT} | sheets._asdict() | {"answers": answers})


def sheets_read(row: Mapping[Any, Any], what: str) -> StoredSheets:
    """A row of the snapshots' sheets; StoreError, which names `what`, where it is damaged or newer."""
    stored = chain.content_of("snapshot_sheet", row, what)
    format_of(stored, FORMAT, what)
    return StoredSheets(
        case_guid=stored["case_guid"],
        document_guid=stored["document_guid"],
        name=stored["name"],
        states={int(coder_id): state for coder_id, state in stored["states"].items()},
        answers=tuple(
            StoredAnswer._make((*said, tuple(StoredPassage(*passage) for passage in passages)))
            for *said, passages in stored["answers"]
        ),
    )
