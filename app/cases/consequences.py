"""What would go with cases or attributes that are deleted."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import AttributeValue, CaseLink, Document, Memo
from app.store import engine as engines


@dataclass(frozen=True)
class CaseConsequences:
    """How much would go: values, memos, and what says that documents belong to the cases; these stay."""

    values: int
    links: int
    documents: int
    memos: int = 0


def consequences_of_cases(session: Session, case_ids: Collection[int]) -> CaseConsequences:
    """What would go with some cases."""
    connection = session.connection()
    values = session.scalar(
        select(func.count(AttributeValue.id)).where(
            engines.among(connection, AttributeValue.case_id, case_ids)
        )
    )
    links, documents = session.execute(
        select(func.count(CaseLink.id), func.count(CaseLink.document_id.distinct()))
        .join(Document, Document.id == CaseLink.document_id)
        .where(engines.among(connection, CaseLink.case_id, case_ids))
    ).one()
    memos = session.scalar(
        select(func.count(Memo.id)).where(engines.among(connection, Memo.case_id, case_ids))
    )
    return CaseConsequences(values or 0, links, documents, memos or 0)


def values_of_attributes(session: Session, attribute_ids: Collection[int]) -> int:
    """How many values would go with some attributes."""
    among = engines.among(session.connection(), AttributeValue.attribute_id, attribute_ids)
    return session.scalar(select(func.count(AttributeValue.id)).where(among)) or 0
