"""Finding passages in a large project: first which they are, in order, then their words page by page."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.coding.queries import Passage, passages, texts
from app.jobs import Job
from app.models import Coding, Document
from app.sought import Sought

Order = Literal["document", "newest", "longest"]
AT_ONCE = 500  # codings read by one statement
TEXTS_AT_ONCE = 100


@dataclass(frozen=True)
class Wanted:
    """Which passages: None means all; `words` are sought in quote and memo as `app.sought` tells them."""

    code_ids: frozenset[int] | None = None
    coder_ids: frozenset[int] | None = None
    document_ids: frozenset[int] | None = None
    words: str = ""
    unsure: bool = False
    origin: str = ""  # how it came about; "": however
    order: Order = "document"


@dataclass(frozen=True)
class FoundPassages:
    """Coding ids in their order, and how many there are in each document."""

    ids: Sequence[int]
    by_document: dict[int, int]


def find_passages(session: Session, wanted: Wanted, job: Job | None = None) -> FoundPassages:
    """Find the passages that are wanted; with `words` every quote is read."""
    rows: Sequence[Any] = session.execute(_statement(wanted)).all()
    if wanted.order == "document":
        rows = _by_document(session, rows)
    if wanted.words.strip():
        holding = _with_words(session, rows, Sought(wanted.words), job or Job())
        rows = [row for row in rows if row[0] in holding]
    return FoundPassages([row[0] for row in rows], dict(Counter(row[1] for row in rows)))


def _statement(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    statement = select(Coding.id, Coding.document_id)
    if wanted.words.strip():
        statement = statement.add_columns(Coding.start, Coding.end, Coding.memo)
    for column, ids in (
        (Coding.code_id, wanted.code_ids),
        (Coding.coder_id, wanted.coder_ids),
        (Coding.document_id, wanted.document_ids),
    ):
        if ids is not None:
            statement = statement.where(column.in_(ids))
    if wanted.unsure:
        statement = statement.where(Coding.sure.is_(False))
    if wanted.origin:
        statement = statement.where(Coding.origin == wanted.origin)
    if wanted.order == "newest":
        return statement.order_by(Coding.created_at.desc(), Coding.id.desc())
    if wanted.order == "longest":
        return statement.order_by((Coding.end - Coding.start).desc(), Coding.id)
    # as the index has them: half a million need no sorting
    return statement.order_by(
        Coding.document_id, Coding.start, Coding.end, Coding.coder_id, Coding.code_id, Coding.id
    )


def _by_document(session: Session, rows: Sequence[Any]) -> list[Any]:
    """Rows that come document by document, in the order that the documents have in the project."""
    groups = {document_id: list(group) for document_id, group in groupby(rows, key=itemgetter(1))}
    order = session.scalars(select(Document.id).order_by(Document.position, Document.id))
    return [row for document_id in order for row in groups.get(document_id, ())]


def _with_words(session: Session, rows: Sequence[Any], words: Sought, job: Job) -> set[int]:
    by_document: dict[int, list[Any]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    ids = list(by_document)
    holding: set[int] = set()
    for first in range(0, len(ids), TEXTS_AT_ONCE):
        job.step(first, len(ids))
        for document_id, text in texts(session, ids[first : first + TEXTS_AT_ONCE]):
            holding |= _holding(by_document[document_id], text, words)
    return holding


def _holding(rows: Sequence[Any], text: str, words: Sought) -> set[int]:
    """The codings of one document that have the words in their quote or memo."""
    places = list(words.overlapping(text))
    starts = [start for start, _ in places]
    holding: set[int] = set()
    for coding_id, _, start, end, memo in rows:
        first = bisect_left(starts, start)
        if (first < len(places) and places[first][1] <= end) or (memo and words.is_in(memo)):
            holding.add(coding_id)
    return holding


def read_passages(session: Session, ids: Sequence[int], job: Job | None = None) -> list[Passage]:
    """The passages of codings in the order of their ids; those removed meanwhile are left out."""
    by_id: dict[int, Passage] = {}
    for first in range(0, len(ids), AT_ONCE):
        if job is not None:
            job.step(first, len(ids))
        portion = passages(session, coding_ids=ids[first : first + AT_ONCE])
        by_id.update((passage.coding.id, passage) for passage in portion)
    return [by_id[coding_id] for coding_id in ids if coding_id in by_id]
