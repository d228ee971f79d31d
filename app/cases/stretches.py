"""The text of every case: whole documents, stretches of them, and what its speakers say."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.queries import links
from app.models import Document, Region


class CaseStretch(NamedTuple):
    """Text [start, end) of a document that belongs to a case."""

    case_id: int
    document_id: int
    start: int
    end: int


def case_stretches(session: Session) -> list[CaseStretch]:
    """The text of all cases, by case and document; what belongs to a case twice is there once.

    A speaker's text is that of the turns, labels included, as a turn is where it is a unit. Hidden repeats
    are nobody's: a case is what its originals say.
    """
    rows = session.execute(select(Document.id, Document.length).where(Document.repeat_of_id.is_(None)))
    lengths = {row[0]: row[1] for row in rows}
    turns = _turns(session)
    parts = []
    for link in links(session):
        if link.document_id not in lengths:
            continue
        if link.speaker:
            spans = turns.get((link.document_id, link.speaker), [])
        elif link.end:
            spans = [(link.start, link.end)]
        else:
            spans = [(0, lengths[link.document_id])]
        parts += [CaseStretch(link.case_id, link.document_id, *span) for span in spans]
    return joined(parts)


def joined(stretches: Iterable[CaseStretch]) -> list[CaseStretch]:
    """The same text with each character of a case once: what overlaps or meets is one."""
    whole: list[CaseStretch] = []
    for stretch in sorted(stretches):
        last = whole[-1] if whole else None
        if last is not None and last[:2] == stretch[:2] and stretch.start <= last.end:
            whole[-1] = last._replace(end=max(last.end, stretch.end))
        elif stretch.start < stretch.end:
            whole.append(stretch)
    return whole


def _turns(session: Session) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """Where each speaker speaks: by document id and name."""
    rows = session.execute(
        select(Region.document_id, Region.speaker, Region.start, Region.end)
        .where(Region.kind == "turn", Region.speaker != "")
        .order_by(Region.document_id, Region.speaker, Region.start)
    )
    return {
        who: [(row[2], row[3]) for row in of] for who, of in groupby(rows, key=lambda row: (row[0], row[1]))
    }
