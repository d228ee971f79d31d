"""Passages given beforehand: who codes doesn't choose their ends, and agreement compares them one by one."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.counting import counted
from app.documents.actions import existing, family
from app.documents.queries import regions, text
from app.errors import UserError
from app.models import Document, Region
from app.store.journal import WriteSession, add_many, delete_many
from app.store.leading import TEXTS_CODED_BLIND, refuse_all_but_leads
from app.store.sight import is_coded_blind

PASSAGE = "passage"
Span = tuple[int, int]


def has_passages(session: Session) -> bool:
    """Whether any document has passages that were given beforehand."""
    return bool(session.scalar(select(select(Region.id).where(Region.kind == PASSAGE).exists())))


def passages(session: Session) -> dict[int, list[Span]]:
    """The passages of each document that has some, (start, end) by start."""
    rows = session.execute(
        select(Region.document_id, Region.start, Region.end)
        .join(Document, Document.id == Region.document_id)
        .where(Region.kind == PASSAGE)
        .order_by(Document.position, Document.id, Region.start)
    )
    by_document: dict[int, list[Span]] = {}
    for document_id, start, end in rows:
        by_document.setdefault(document_id, []).append((start, end))
    return by_document


def passages_from_turns(
    session: Session, document_ids: Collection[int], speakers: Collection[str] | None = None
) -> dict[int, list[Span]]:
    """What people say as passages, without labels: of some, or all; paragraphs where no one speaks."""
    by_document = {}
    for document_id in document_ids:
        turns = regions(session, document_id, "turn")
        if speakers is not None:
            turns = [turn for turn in turns if turn.speaker in speakers]
        elif not turns:
            turns = regions(session, document_id, "paragraph")
        words = text(session, document_id) if turns else ""
        spans = [(turn.body, turn.body + len(words[turn.body : turn.end].rstrip())) for turn in turns]
        by_document[document_id] = [span for span in spans if span[0] < span[1]]
    return by_document


def wrong_passages(name: str, length: int, spans: Sequence[Span]) -> list[str]:
    """What is wrong with passages of a document, as sentences: those outside it, or that overlap."""
    wrong = [
        f"{start}–{end} isn't a stretch of “{name}”, which has {counted(length, 'character')}"
        for start, end in spans
        if not 0 <= start < end <= length
    ]
    ordered = sorted(spans)
    wrong += [
        f"{after[0]}–{after[1]} overlaps {before[0]}–{before[1]} in “{name}”; passages lie beside each other"
        for before, after in pairwise(ordered)
        if after[0] < before[1]
    ]
    return wrong


def give_passages(session: WriteSession, *, passages: Mapping[int, Sequence[Span]]) -> None:
    """Give documents these passages, by document id, in the place of those they had; none where it is empty.

    Hidden repeats get them too. UserError where one lies outside its document or overlaps another.
    """
    for document_id, spans in passages.items():
        document = existing(session, document_id)
        if is_coded_blind(session, document_id):
            refuse_all_but_leads(session, TEXTS_CODED_BLIND)
        wrong = wrong_passages(document.name, document.length, spans)
        if wrong:
            raise UserError(f"{wrong[0]}. Nothing was changed. Mend the passages and give them again.")
        for of in family(session, document):
            had = session.scalars(select(Region.id).where(Region.document_id == of, Region.kind == PASSAGE))
            delete_many(session, Region, list(had))
            add_many(session, Region, [_row(of, *span) for span in sorted(spans)])


def _row(document_id: int, start: int, end: int) -> dict[str, object]:
    place = {"start": start, "body": start, "end": end}
    return {"document_id": document_id, "kind": PASSAGE, **place, "speaker": "", "time": ""}
