"""What of a coder's work goes back from a packet: rows of a study, table by table, and how they are told.

A table that gets a line here goes out with a coder's earlier work, comes back, and is taken in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from app.errors import UserError
from app.models import Assignment, Base, Code, Coding, DiscussionNote, Memo, Proposal, Quote
from app.packets.sealing import canonical
from app.studies.rows import (
    Study,
    StudyAssignment,
    StudyCode,
    StudyCoding,
    StudyNote,
    StudyProposal,
)
from app.studies.written_rows import StudyMemo, StudyQuote

Digests = dict[str, str]  # what a row said, by its guid


@dataclass(frozen=True)
class Carried:
    """One table of a study, whose rows have a guid.

    `field` names it in a study, `row` is the tuple and `model` the table of its rows. `references` say what
    the fields are that name something by guid; `of_the_lead` are those that only the lead's project fills.
    """

    field: str
    row: type[NamedTuple]
    model: type[Base]
    references: Mapping[str, str]
    of_the_lead: tuple[str, ...] = ()
    where_lost: Mapping[str, Any] | None = None  # columns of a row whose words are gone; None: an empty place

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that go back."""
        return tuple(field for field in self.row._fields if field not in self.of_the_lead)

    def rows_of(self, study: Study, coder: str) -> list[tuple[Any, ...]]:
        """The rows of a coder, each as the values of `columns`."""
        columns = self.columns
        return [
            tuple(getattr(row, column) for column in columns)
            for row in getattr(study, self.field)
            if row.coder == coder
        ]


DOCUMENT = {"document": "document"}
NOWHERE: Mapping[str, Any] = {"document_id": None, "start": None, "end": None}
CODINGS = Carried("codings", StudyCoding, Coding, DOCUMENT | {"code": "code", "coder": "coder"})
ASSIGNMENTS = Carried(
    "assignments", StudyAssignment, Assignment, DOCUMENT | {"coder": "coder", "round": "round"}
)
OTHERS = (
    Carried(
        "proposals",
        StudyProposal,
        Proposal,
        DOCUMENT | {"code": "code", "target": "code", "coder": "coder"},
        ("state", "answer", "answered_by", "answered_at", "version"),
        NOWHERE,
    ),
    Carried(
        "memos",
        StudyMemo,
        Memo,
        DOCUMENT | {"case": "case", "code": "code", "query": "query", "coder": "coder"},
        where_lost={"start": None, "end": None},
    ),
    Carried("quotes", StudyQuote, Quote, DOCUMENT | {"code": "code", "coder": "coder"}, where_lost=NOWHERE),
    Carried("notes", StudyNote, DiscussionNote, DOCUMENT | {"round": "round", "coder": "coder"}),
)
TABLES = (CODINGS, ASSIGNMENTS, *OTHERS)
CODES = Carried("codes", StudyCode, Code, {"parent": "code"})  # those that the coder added


def digest_of(row: Iterable[Any]) -> str:
    """What a row said, in a few letters."""
    return sha256(canonical(list(row))).hexdigest()[:16]


def digests(rows: Iterable[Sequence[Any]]) -> Digests:
    """What rows said, by their guids, which stand first."""
    return {row[0]: digest_of(row) for row in rows}


def written(table: Carried, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Rows as they go back: the names of their columns once."""
    return {"columns": list(table.columns), "rows": [list(row) for row in rows]}


def read(table: Carried, content: Mapping[str, Any], name: str) -> list[tuple[Any, ...]]:
    """Rows that came back, as the values of `columns`; what this version doesn't know is passed over.

    UserError where they are not what a packet writes; `name` is that of the file.
    """
    try:
        stored = content.get(table.field, {"columns": table.columns, "rows": []})
        places = {column: index for index, column in enumerate(stored["columns"])}
        defaults = table.row._field_defaults
        rows = [
            tuple(row[places[column]] if column in places else defaults[column] for column in table.columns)
            for row in stored["rows"]
        ]
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise UserError(unreadable(name)) from error
    if not all(isinstance(row[0], str) for row in rows) or len({row[0] for row in rows}) < len(rows):
        raise UserError(unreadable(name))
    return rows


def unreadable(name: str) -> str:
    """The sentence for content that no packet has written."""
    return (
        f"What “{name}” holds doesn't fit together, so it was not taken in and nothing was changed. Ask for "
        "it once more; the packet still holds the work."
    )
