"""Finding passages in a large project: first which they are, in order, then their words page by page."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.coding.queries import Passage, Places, passages
from app.jobs import Job
from app.models import Coding, Document

Order = Literal["document", "newest", "longest"]
AT_ONCE = 500  # codings read by one statement


@dataclass(frozen=True)
class Wanted:
    """Which passages: None means all; `words` are sought in quote and memo, whatever their case."""

    code_ids: frozenset[int] | None = None
    coder_ids: frozenset[int] | None = None
    document_ids: frozenset[int] | None = None
    words: str = ""
    unsure: bool = False
    order: Order = "document"


@dataclass(frozen=True)
class Found:
    """Coding ids in their order, and how many there are in each document."""

    ids: Sequence[int]
    by_document: dict[int, int]


def find_passages(session: Session, wanted: Wanted, job: Job | None = None) -> Found:
    """Find the passages that are wanted; with `words` every quote is read."""
    rows: Sequence[Any] = session.execute(_statement(wanted)).all()
    if wanted.order == "document":
        rows = _by_document(session, rows)
    if wanted.words.strip():
        kept = _with_words(session, rows, wanted.words, job or Job())
        rows = [row for row in rows if row[0] in kept]
    return Found([row[0] for row in rows], dict(Counter(row[1] for row in rows)))


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


def _with_words(session: Session, rows: Sequence[Any], words: str, job: Job) -> set[int]:
    by_document: dict[int, list[Any]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    # all places, overlapping ones too, whatever white space stands between the words
    pattern = re.compile(f"(?=({_pattern(words)}))", re.IGNORECASE)
    memos = re.compile(_pattern(words), re.IGNORECASE)
    place = Places(session)
    kept: set[int] = set()
    for number, (document_id, codings) in enumerate(by_document.items()):
        job.step(number, len(by_document))
        places = [found.span(1) for found in pattern.finditer(place.text(document_id))]
        starts = [start for start, _ in places]
        for coding_id, _, start, end, memo in codings:
            first = bisect_left(starts, start)
            if (first < len(places) and places[first][1] <= end) or (memo and memos.search(memo)):
                kept.add(coding_id)
    return kept


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def read_passages(session: Session, ids: Sequence[int], job: Job | None = None) -> list[Passage]:
    """The passages of codings in the order of their ids; those removed meanwhile are left out."""
    found: dict[int, Passage] = {}
    for first in range(0, len(ids), AT_ONCE):
        if job is not None:
            job.step(first, len(ids))
        some = passages(session, coding_ids=ids[first : first + AT_ONCE])
        found.update((passage.coding.id, passage) for passage in some)
    return [found[one] for one in ids if one in found]
