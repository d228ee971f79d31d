"""The rows of a study that tell of memos, quotes and saved queries: named by guid and by nothing else."""

from typing import NamedTuple


class StudyQuery(NamedTuple):
    """A search or a retrieval under a name, and what of it was looked at."""

    guid: str
    name: str
    kind: str
    definition: str
    seen: str
    coder: str
    at: str


class StudyMemo(NamedTuple):
    """What somebody wrote, and about what; `gone` names what it was about and is no longer there."""

    guid: str
    about: str
    kind: str
    title: str
    text: str
    document: str
    start: int | None
    end: int | None
    case: str
    code: str
    query: str
    gone: str
    coder: str
    private: bool
    at: str
    changed_at: str | None


class StudyQuote(NamedTuple):
    """A passage that was chosen to be quoted, with how it may be and was."""

    guid: str
    document: str
    start: int | None
    end: int | None
    code: str
    coder: str
    position: int
    attribution: str
    wording: str
    translation: str
    clearance: str
    used_in: str
    note: str
    at: str
