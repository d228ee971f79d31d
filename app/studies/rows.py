"""A study as one value: everything that a project holds, each row named by its guid and by nothing else.

What stands in another project under the same guid is the same thing. A reference is a guid, "" where there is
none; coders and codes that were removed since may be referred to and are then not in the lists. Offsets
are half-open and count code points; times are UTC, as the store writes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.studies.case_rows import StudyAttribute, StudyCase, StudyCaseLink, StudySummary, StudyValue
from app.studies.sheet_rows import (
    ClosedSheets,
    StudyAnswer,
    StudySheet,
    StudyValueDecision,
    StudyValueVote,
    StudyVariable,
)
from app.studies.written_rows import StudyMemo, StudyQuery, StudyQuote

StudySpan = tuple[str, int, int]  # code, start, end


class StudyCoder(NamedTuple):
    """Somebody of the team, or a consensus."""

    guid: str
    name: str
    initials: str = ""
    colour: str = "#888888"
    role: str = "coder"


class StudyCode(NamedTuple):
    """A code as it is, or as it was in a published version or a closed round."""

    guid: str
    parent: str
    position: int
    name: str
    colour: str = "#888888"
    shortcut: str = ""
    exclusive: bool = False
    brief_definition: str = ""
    full_definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    typical_example: str = ""
    close_but_no: str = ""


class StudyDescription(NamedTuple):
    """What is known of a document, now or when a round was closed; `length` is that of its text then."""

    guid: str
    name: str
    position: int
    language: str
    direction: str
    length: int
    text_version: int
    imported_at: str
    file_name: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    collected: str = ""
    url: str = ""
    licence: str = ""
    interviewer: str = ""
    interpreter: str = ""
    place: str = ""
    note: str = ""


class StudyRegion(NamedTuple):
    """A stretch [start, end) of a text, such as a turn, in which speech begins at `body`."""

    kind: str
    start: int
    body: int
    end: int
    speaker: str
    time: str
    label: str = ""
    start_ms: int | None = None
    end_ms: int | None = None


class StudyTextVersion(NamedTuple):
    """Who made a version of a text, when and why, and of which file; `stretches` as they are stored."""

    version: int
    reason: str
    coder: str
    at: str
    file_name: str
    file_hash: str
    stretches: str


class StudyDocument(NamedTuple):
    """A document with its texts by version; `repeat_of` names the document that it is a hidden copy of.

    `changes` are those of the versions that say more than their text.
    """

    about: StudyDescription
    texts: Mapping[int, str]
    regions: tuple[StudyRegion, ...]
    properties: Mapping[str, str]
    repeat_of: str = ""
    changes: tuple[StudyTextVersion, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that codings count in."""
        return self.texts[self.about.text_version]


class StudyCoding(NamedTuple):
    """A code by a coder on [start, end) of a document."""

    guid: str
    document: str
    code: str
    coder: str
    start: int
    end: int
    memo: str
    sure: bool
    created_at: str
    origin: str = "hand"


class StudyAssignment(NamedTuple):
    """A coder's work on a document, in a round or in none."""

    guid: str
    document: str
    coder: str
    round: str
    started_at: str | None
    completed_at: str | None


class StudyVersion(NamedTuple):
    """The codebook as it was published."""

    guid: str
    number: int
    reason: str
    published_at: str
    coder: str
    codes: tuple[StudyCode, ...]
    variables: tuple[StudyVariable, ...] = ()


class StudySuccession(NamedTuple):
    """Where a code went: `kind` is `merge` or `split`."""

    kind: str
    from_code: str
    from_name: str
    to_code: str
    at: str


class StudyCheck(NamedTuple):
    """A coding that its coder has looked at since a version of the codebook."""

    version: str
    coding: str
    at: str


class StudyTextCheck(NamedTuple):
    """What a version of a text changed or lost of a coding: what it was before, and its coder's answer."""

    document: str
    version: int
    outcome: str
    coding: str
    code: str
    coder: str
    start: int
    end: int
    memo: str
    sure: bool
    created_at: str
    origin: str
    answer: str
    answered_at: str | None


class StudyProposal(NamedTuple):
    """A change of the codebook that somebody proposed, its passage and its answer."""

    guid: str
    kind: str
    code: str
    target: str
    text: str
    document: str
    start: int | None
    end: int | None
    coder: str
    at: str
    state: str
    answer: str
    answered_by: str
    answered_at: str | None
    version: str


class StudyRound(NamedTuple):
    """A round as it was planned; what a closed one left is a StudyClosing."""

    guid: str
    name: str
    kind: str
    blind: bool
    version: str
    seed: int | None
    drawn: str
    note: str
    created_at: str
    created_by: str
    closed_at: str | None


class StudyClosing(NamedTuple):
    """What held for a whole round when it was closed; `counts` are those of StoredRound."""

    round: str
    at: str
    name: str
    kind: str
    blind: bool
    version: str
    version_number: int | None
    counts: tuple[int, ...]
    coders: tuple[StudyCoder, ...]
    codes: tuple[StudyCode, ...]
    variables: tuple[StudyVariable, ...] = ()
    sheet_counts: tuple[int, ...] = ()


class ClosedCodings(NamedTuple):
    """Codings of one document as parallel lists, by start; no `origin` where it wasn't told yet."""

    guid: tuple[str, ...]
    code: tuple[str, ...]
    coder: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    sure: tuple[bool, ...]
    memo: tuple[str, ...]
    origin: tuple[str, ...] = ()


class ClosedDocument(NamedTuple):
    """A document of a closed round: how far each coder was, and the codings of who had completed it."""

    round: str
    about: StudyDescription
    repeat_of: str
    regions: tuple[StudyRegion, ...]
    states: Mapping[str, str]
    codings: ClosedCodings


class SettledCoding(NamedTuple):
    """One coder's coding of a passage that was settled."""

    code: str
    start: int
    end: int
    sure: bool
    guid: str


class StudyDecision(NamedTuple):
    """How a passage was settled, out of which codings by coder.

    `result` is what the consensus got when it was taken, `codings` name those of the consensus that it stands
    for now, `follows` the decision whose place it takes.
    """

    guid: str
    round: str
    document: str
    start: int
    end: int
    item: str
    outcome: str
    reason: str
    note: str
    rule: str
    kind: str
    coders: Mapping[str, tuple[SettledCoding, ...]]
    result: tuple[StudySpan, ...]
    coder: str
    at: str
    follows: str
    codings: tuple[str, ...]


class StudyNote(NamedTuple):
    """What somebody said about a passage."""

    guid: str
    round: str
    document: str
    start: int
    end: int
    item: str
    coder: str
    text: str
    at: str


class StudyVote(NamedTuple):
    """One person's vote on a passage, and what the consensus would get."""

    guid: str
    round: str
    document: str
    item: str
    coder: str
    outcome: str
    codings: tuple[StudySpan, ...]
    at: str


@dataclass(frozen=True)
class Study:
    """A whole study; every list is in the order in which its rows were made, but for codings.

    codings     by document as the project orders them, then by start
    settings    what holds for the whole project, such as its title
    by_hand     codings of the consensus that no decision made
    """

    guid: str
    settings: Mapping[str, str]
    coders: Sequence[StudyCoder] = ()
    codes: Sequence[StudyCode] = ()
    documents: Sequence[StudyDocument] = ()
    codings: Sequence[StudyCoding] = ()
    assignments: Sequence[StudyAssignment] = ()
    versions: Sequence[StudyVersion] = ()
    successions: Sequence[StudySuccession] = ()
    checks: Sequence[StudyCheck] = ()
    proposals: Sequence[StudyProposal] = ()
    rounds: Sequence[StudyRound] = ()
    closings: Sequence[StudyClosing] = ()
    closed_documents: Sequence[ClosedDocument] = ()
    decisions: Sequence[StudyDecision] = ()
    notes: Sequence[StudyNote] = ()
    votes: Sequence[StudyVote] = ()
    cases: Sequence[StudyCase] = ()
    case_links: Sequence[StudyCaseLink] = ()
    attributes: Sequence[StudyAttribute] = ()
    values: Sequence[StudyValue] = ()
    summaries: Sequence[StudySummary] = ()
    by_hand: Sequence[str] = ()
    queries: Sequence[StudyQuery] = ()
    memos: Sequence[StudyMemo] = ()
    quotes: Sequence[StudyQuote] = ()
    text_checks: Sequence[StudyTextCheck] = ()
    variables: Sequence[StudyVariable] = ()
    sheets: Sequence[StudySheet] = ()
    answers: Sequence[StudyAnswer] = ()
    closed_sheets: Sequence[ClosedSheets] = ()
    value_decisions: Sequence[StudyValueDecision] = ()
    value_votes: Sequence[StudyValueVote] = ()
