"""Memos, quotes and saved queries of a study: out of a project, and into one."""

from collections.abc import Sequence
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, Memo, Quote, SavedQuery
from app.names import key
from app.store.journal import WriteSession, add_many
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import Study
from app.studies.written_rows import StudyMemo, StudyQuery, StudyQuote

AS_THEY_ARE_OF_MEMOS = ("guid", "about", "kind", "title", "text", "gone", "private", "at", "changed_at")
AS_THEY_ARE_OF_QUOTES = (
    "guid",
    "position",
    "attribution",
    "wording",
    "translation",
    "clearance",
    "used_in",
    "note",
    "at",
)


class WrittenRows(TypedDict):
    """What of a study people write and choose beside coding."""

    queries: list[StudyQuery]
    memos: list[StudyMemo]
    quotes: list[StudyQuote]


def written_out(session: Session, guids: GuidsById) -> WrittenRows:
    """Saved queries, memos and quotes, as far as whoever looks may see them."""
    return {
        "queries": _queries(session, guids),
        "memos": _memos(session, guids),
        "quotes": _quotes(session, guids),
    }


def _queries(session: Session, guids: GuidsById) -> list[StudyQuery]:
    """All saved queries, in the order in which they were made."""
    rows = session.scalars(select(SavedQuery).order_by(SavedQuery.id))
    return [
        StudyQuery(row.guid, row.name, row.kind, row.definition, row.seen, guids.coder(row.coder_id), row.at)
        for row in rows
    ]


def _memos(session: Session, guids: GuidsById) -> list[StudyMemo]:
    """The memos that whoever looks may see; none on a document that isn't told."""
    cases = {row[0]: row[1] for row in session.execute(select(Case.id, Case.guid))}
    queries = {row[0]: row[1] for row in session.execute(select(SavedQuery.id, SavedQuery.guid))}
    return [
        StudyMemo(
            **{name: getattr(row, name) for name in AS_THEY_ARE_OF_MEMOS},
            document=guids.documents.get(row.document_id or 0, ""),
            start=row.start,
            end=row.end,
            case=cases.get(row.case_id or 0, ""),
            code=guids.code(row.code_id),
            query=queries.get(row.query_id or 0, ""),
            coder=guids.coder(row.coder_id),
        )
        for row in session.scalars(select(Memo).order_by(Memo.id))
        if row.document_id is None or row.document_id in guids.documents
    ]


def _quotes(session: Session, guids: GuidsById) -> list[StudyQuote]:
    """The quotes that whoever looks may see; none of a document that isn't told."""
    return [
        StudyQuote(
            **{name: getattr(row, name) for name in AS_THEY_ARE_OF_QUOTES},
            document=guids.documents.get(row.document_id or 0, ""),
            start=row.start,
            end=row.end,
            code=guids.code(row.code_id),
            coder=guids.coder(row.coder_id),
        )
        for row in session.scalars(select(Quote).order_by(Quote.id))
        if row.document_id is None or row.document_id in guids.documents
    ]


def written_in(session: WriteSession, study: Study, ids: IdsByGuid) -> None:
    """Add saved queries, memos and quotes; the cases are there already."""
    ids.queries |= _queries_in(session, study.queries, ids)
    memos: list[dict[str, Any]] = [
        {
            **{name: getattr(memo, name) for name in AS_THEY_ARE_OF_MEMOS},
            **_place(memo, ids),
            "case_id": none_for_empty(ids.cases.__getitem__, memo.case),
            "query_id": none_for_empty(ids.queries.__getitem__, memo.query),
        }
        for memo in study.memos
    ]
    add_many(session, Memo, memos)
    quotes: list[dict[str, Any]] = [
        {**{name: getattr(quote, name) for name in AS_THEY_ARE_OF_QUOTES}, **_place(quote, ids)}
        for quote in study.quotes
    ]
    add_many(session, Quote, quotes)


def _queries_in(session: WriteSession, queries: Sequence[StudyQuery], ids: IdsByGuid) -> dict[str, int]:
    rows = [
        {
            "guid": query.guid,
            "name": query.name,
            "name_key": key(query.name),
            "kind": query.kind,
            "definition": query.definition,
            "seen": query.seen,
            "coder_id": none_for_empty(ids.coder, query.coder),
            "at": query.at,
        }
        for query in queries
    ]
    return dict(zip((query.guid for query in queries), add_many(session, SavedQuery, rows), strict=True))


def _place(row: StudyMemo | StudyQuote, ids: IdsByGuid) -> dict[str, int | None]:
    return {
        "document_id": none_for_empty(ids.document, row.document),
        "start": row.start,
        "end": row.end,
        "code_id": none_for_empty(ids.codes.__getitem__, row.code),
        "coder_id": none_for_empty(ids.coder, row.coder),
    }
