"""Sentences to which somebody said no, remembered on this computer: by guids and places, without words."""

from dataclasses import dataclass
from typing import Any

from app import remembered

KEY = "declined suggestions"
MOST = 2_000  # of one code


@dataclass(frozen=True)
class DeclinedSentence:
    """Where it stands: the guid of its document, and [start, end) in the text of this hash."""

    document: str
    text_hash: str
    start: int
    end: int


def declined(project: str, coder: str, code: str) -> list[DeclinedSentence]:
    """What a coder declined for a code, by the guids of project, coder and code; the newest last."""
    rows: Any = remembered.recall(KEY, project).get(f"{coder} {code}", ())
    return [DeclinedSentence(*row) for row in rows if isinstance(row, list | tuple) and len(row) == 4]


def decline(project: str, coder: str, code: str, sentence: DeclinedSentence, *, back: bool = False) -> None:
    """Keep that somebody said no; or take that `back`."""
    others = [row for row in declined(project, coder, code) if row != sentence]
    rows = others if back else [*others, sentence]
    values = remembered.recall(KEY, project)
    values[f"{coder} {code}"] = [list(vars(row).values()) for row in rows[-MOST:]]
    remembered.keep(KEY, project, values)
