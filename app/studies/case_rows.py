"""The rows of a study that tell of cases, as `rows` has all others: named by guid and by nothing else."""

from collections.abc import Mapping
from typing import NamedTuple


class StudyCase(NamedTuple):
    """Whom or what the study is about."""

    guid: str
    name: str
    kind: str = "person"
    note: str = ""
    position: int = 0


class StudyCaseLink(NamedTuple):
    """What of a document belongs to a case: a stretch where `end` isn't 0, a speaker's words, or all."""

    guid: str
    case: str
    document: str
    speaker: str = ""
    start: int = 0
    end: int = 0


class StudySummary(NamedTuple):
    """What somebody wrote of a code in a case, and of which codings: guids with lengths."""

    guid: str
    case: str
    code: str
    text: str
    codings: Mapping[str, int]
    coder: str
    at: str


class StudyAttribute(NamedTuple):
    """Something that is known of cases; `options` are the words of a list."""

    guid: str
    name: str
    kind: str = "text"
    unit: str = ""
    options: tuple[str, ...] = ()
    definition: str = ""
    position: int = 0


class StudyValue(NamedTuple):
    """What one source says of a case, where it stands and who entered it; one of a cell is `used`."""

    guid: str
    case: str
    attribute: str
    state: str
    value: str
    document: str
    start: int | None
    end: int | None
    coder: str
    at: str
    used: bool = True
