"""What becomes of summaries when their case or code becomes another one, or goes."""

from collections.abc import Collection, Iterable
from typing import Literal

from sqlalchemy import select

from app.models import CaseSummary
from app.store import engine as engines
from app.store.journal import WriteSession, delete_many, set_many

Of = Literal["case_id", "code_id"]


def delete_summaries(session: WriteSession, of: Of, ids: Collection[int]) -> None:
    """Delete those of some cases or codes."""
    among = engines.among(session.connection(), getattr(CaseSummary, of), ids)
    delete_many(session, CaseSummary, session.scalars(select(CaseSummary.id).where(among)).all())


def move_summaries(session: WriteSession, of: Of, source_ids: Iterable[int], target_id: int) -> None:
    """Give those of some cases or codes to another one; where it has one too, both texts stand in it.

    What it was made of no longer says anything then, so that it is stale until somebody looks.
    """
    other = "code_id" if of == "case_id" else "case_id"
    column = getattr(CaseSummary, of)
    rows = session.scalars(select(CaseSummary).where(column == target_id)).all()
    by_other = {getattr(row, other): row for row in rows}
    for source_id in source_ids:
        for row in session.scalars(select(CaseSummary).where(column == source_id)).all():
            stays = by_other.get(getattr(row, other))
            if stays is None:
                set_many(session, CaseSummary, {row.id: {of: target_id}})
                by_other[getattr(row, other)] = row
            else:
                stays.text = "\n\n".join(dict.fromkeys((stays.text, row.text)))
                stays.codings = "{}"
                session.flush()
                delete_many(session, CaseSummary, [row.id])
