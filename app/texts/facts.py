"""Moves what belongs to cases, and where values and answers stand, to a new version of a text."""

from sqlalchemy import select

from app.documents.alignment import Alignment
from app.models import AnswerPassage, AttributeValue, CaseLink
from app.store.journal import WriteSession, add_many, delete_many, set_many

NOWHERE = {"document_id": None, "start": None, "end": None}


def move_facts(session: WriteSession, document_id: int, alignment: Alignment) -> None:
    """Move stretches that belong to cases; one whose words are lost goes, as a passage does."""
    _move_stretches(session, document_id, alignment)
    of_it = AttributeValue.document_id == document_id, AttributeValue.end > 0
    rows = select(AttributeValue.id, AttributeValue.start, AttributeValue.end).where(*of_it)
    values: dict[int, dict[str, int | None]] = {}
    for id_, first, last in session.execute(rows).all():
        start, end, outcome = alignment.moved(first or 0, last or 0)
        is_lost = outcome == "lost"
        values[id_] = dict(NOWHERE) if is_lost else {"start": start, "end": end}
    set_many(session, AttributeValue, values)
    _move_passages(session, document_id, alignment)


def _move_passages(session: WriteSession, document_id: int, alignment: Alignment) -> None:
    """Passages that show why answers were given; two that become the same are one."""
    columns = AnswerPassage.id, AnswerPassage.answer_id, AnswerPassage.start, AnswerPassage.end
    of_it = select(*columns).where(AnswerPassage.document_id == document_id).order_by(AnswerPassage.id)
    rows = session.execute(of_it).all()
    places = {row.id: alignment.moved(row.start, row.end) for row in rows}
    going = [row for row in rows if places[row.id] != (row.start, row.end, "moved")]
    taken = {(row.answer_id, row.start, row.end) for row in rows if row not in going}
    coming: list[dict[str, object]] = []
    for row in going:
        start, end, outcome = places[row.id]
        if outcome != "lost" and (row.answer_id, start, end) not in taken:
            taken.add((row.answer_id, start, end))
            span = {"document_id": document_id, "start": start, "end": end}
            coming.append({"answer_id": row.answer_id, **span})
    delete_many(session, AnswerPassage, [row.id for row in going])
    add_many(session, AnswerPassage, coming)


def _move_stretches(session: WriteSession, document_id: int, alignment: Alignment) -> None:
    """Taken out and put in again, for one may come to lie where another one of its case was."""
    of_it = CaseLink.document_id == document_id, CaseLink.end > 0
    columns = CaseLink.id, CaseLink.guid, CaseLink.case_id, CaseLink.start, CaseLink.end
    links = session.execute(select(*columns).where(*of_it).order_by(CaseLink.id)).all()
    places = {link.id: alignment.moved(link.start, link.end) for link in links}
    going = [link for link in links if places[link.id] != (link.start, link.end, "moved")]
    there = {(link.case_id, link.start, link.end) for link in links if link not in going}
    coming: list[dict[str, object]] = []
    for link in going:
        start, end, outcome = places[link.id]
        if outcome != "lost" and (link.case_id, start, end) not in there:
            there.add((link.case_id, start, end))
            place = {"document_id": document_id, "speaker": "", "start": start, "end": end}
            coming.append({"guid": link.guid, "case_id": link.case_id, **place})
    delete_many(session, CaseLink, [link.id for link in going])
    add_many(session, CaseLink, coming)
