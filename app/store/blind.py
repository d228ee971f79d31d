"""What is coded and answered blind now, as statements: who codes which texts, and fills which sheets."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast, null, or_, select, union_all

from app.models import Assignment, CaseLink, CodingSheet, Document, Round

MOST_CODERS = 1_000_000_000
ASSIGNMENT, ROUND, DOCUMENT = Assignment.__table__, Round.__table__, Document.__table__
SHEET, CASE_LINK = CodingSheet.__table__, CaseLink.__table__


def blind_pairs() -> Select[Any]:
    """(document id, coder id) of the assignments in open blind rounds."""
    return (
        select(ASSIGNMENT.c.document_id, ASSIGNMENT.c.coder_id)
        .join(ROUND, ROUND.c.id == ASSIGNMENT.c.round_id)
        .where(ROUND.c.blind, ROUND.c.closed_at.is_(None))
    )


def blind_sheets() -> Select[Any]:
    """(case id, document id, coder id) of what is answered blind: on sheets of open blind rounds, and about
    documents that are coded blind and the cases that these belong to."""
    of_rounds = (
        select(SHEET.c.case_id, SHEET.c.document_id, SHEET.c.coder_id)
        .join(ROUND, ROUND.c.id == SHEET.c.round_id)
        .where(ROUND.c.blind, ROUND.c.closed_at.is_(None))
    )
    nothing = null()
    of_documents = blind_pairs().with_only_columns(nothing, ASSIGNMENT.c.document_id, ASSIGNMENT.c.coder_id)
    of_cases = (
        blind_pairs()
        .join(CASE_LINK, CASE_LINK.c.document_id == ASSIGNMENT.c.document_id)
        .with_only_columns(CASE_LINK.c.case_id, nothing, ASSIGNMENT.c.coder_id)
    )
    return select(union_all(of_rounds, of_documents, of_cases).subquery("answered_blind"))


def own_documents(viewer: int | None) -> Select[Any]:
    """Documents that are assigned to a coder in a round that is open."""
    return (
        select(ASSIGNMENT.c.document_id)
        .join(ROUND, ROUND.c.id == ASSIGNMENT.c.round_id)
        .where(ROUND.c.closed_at.is_(None), ASSIGNMENT.c.coder_id == viewer)
    )


def sheet_lists(viewer: int | None) -> tuple[Select[Any], ...]:
    """Ids for whoever looks: of sheets whose answers are hidden; of cases and of documents that anybody
    answers blind, and of those that the viewer does."""
    blind = blind_sheets().subquery()
    cases = select(blind.c.case_id).where(blind.c.case_id.is_not(None))
    documents = select(blind.c.document_id).where(blind.c.document_id.is_not(None))
    is_mine = blind.c.coder_id == viewer
    copies = select(DOCUMENT.c.id).where(
        DOCUMENT.c.repeat_of_id.is_not(None), DOCUMENT.c.id.not_in(own_documents(viewer))
    )
    secret = or_(
        packed(SHEET.c.case_id, SHEET.c.coder_id).in_(
            cases.with_only_columns(packed(blind.c.case_id, blind.c.coder_id))
        ),
        packed(SHEET.c.document_id, SHEET.c.coder_id).in_(
            documents.with_only_columns(packed(blind.c.document_id, blind.c.coder_id))
        ),
        SHEET.c.case_id.in_(cases.where(is_mine)),
        SHEET.c.document_id.in_(documents.where(is_mine)),
    )
    apart = secret if viewer is None else and_(SHEET.c.coder_id != viewer, secret)
    hidden = select(SHEET.c.id).where(or_(apart, SHEET.c.document_id.in_(copies)))
    return hidden, cases, documents, cases.where(is_mine), documents.where(is_mine)


def packed(document_id: Any, coder_id: Any) -> ColumnElement[int]:
    """A pair as one number: SQLite finds that in a list at once, and reads the whole list for a pair."""
    packed: ColumnElement[int] = cast(document_id, BigInteger) * MOST_CODERS + coder_id
    return packed
