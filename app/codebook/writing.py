"""What becomes of memos and quotes of codes that are merged or deleted: nobody's words go with a code."""

from collections.abc import Collection

from sqlalchemy import select

from app.models import Code, Memo, Quote
from app.store.journal import WriteSession, batches, set_many

REFERRING: tuple[type[Memo | Quote], ...] = (Memo, Quote)


def pass_on_writing(session: WriteSession, source_id: int, target_id: int) -> None:
    """Memos and quotes of one code are those of another."""
    for model in REFERRING:
        rows = session.scalars(select(model.id).where(model.code_id == source_id)).all()
        set_many(session, model, {row_id: {"code_id": target_id} for row_id in rows})


def let_go_of_codes(session: WriteSession, code_ids: Collection[int]) -> None:
    """Memos keep the names of codes that go; quotes stay without."""
    for batch in batches(list(code_ids)):
        memos = select(Memo.id, Code.name).join(Code, Code.id == Memo.code_id).where(Memo.code_id.in_(batch))
        named = session.execute(memos).all()
        set_many(session, Memo, {memo_id: {"code_id": None, "gone": name} for memo_id, name in named})
        quotes = session.scalars(select(Quote.id).where(Quote.code_id.in_(batch))).all()
        set_many(session, Quote, {quote_id: {"code_id": None} for quote_id in quotes})
