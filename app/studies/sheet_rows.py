"""The rows of a study that tell of coding sheets, as `rows` has all others: named by guid alone."""

from collections.abc import Mapping
from typing import NamedTuple

EvidencePlace = tuple[str, int, int]  # document, start, end


class StudyVariable(NamedTuple):
    """A question to cases or documents, as it is or as it was; `options` are (word, definition)."""

    guid: str
    position: int
    name: str
    about: str = "case"
    question: str = ""
    instruction: str = ""
    level: str = "nominal"
    several: bool = False
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    unclear: bool = True
    passages: bool = False


class StudySheet(NamedTuple):
    """A coder's sheet of one case or one document, in a round or in none."""

    guid: str
    case: str
    document: str
    coder: str
    round: str
    started_at: str | None
    completed_at: str | None


class StudyAnswer(NamedTuple):
    """What a sheet says to a variable, and the passages that show why."""

    sheet: str
    variable: str
    state: str
    value: str
    sure: bool
    memo: str
    at: str
    passages: tuple[EvidencePlace, ...] = ()


class SettledAnswer(NamedTuple):
    """What one coder had answered when it was settled."""

    state: str
    value: str
    sure: bool


class StudyValueDecision(NamedTuple):
    """How differing answers were settled, out of which by coder; `result` is none or (state, value)."""

    guid: str
    round: str
    case: str
    document: str
    variable: str
    item: str
    outcome: str
    reason: str
    note: str
    rule: str
    coders: Mapping[str, SettledAnswer]
    result: tuple[str, ...]
    coder: str
    at: str
    follows: str


class StudyValueVote(NamedTuple):
    """One person's vote on differing answers."""

    guid: str
    round: str
    case: str
    document: str
    variable: str
    item: str
    coder: str
    state: str
    value: str
    at: str


class ClosedAnswer(NamedTuple):
    """What a coder had answered when a round was closed."""

    coder: str
    variable: str
    state: str
    value: str
    sure: bool
    memo: str
    passages: tuple[EvidencePlace, ...] = ()


class ClosedSheets(NamedTuple):
    """The sheets of one case or document in a closed round: how far each coder was, and the answers."""

    round: str
    case: str
    document: str
    name: str
    states: Mapping[str, str]
    answers: tuple[ClosedAnswer, ...]
