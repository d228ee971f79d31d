"""What can be done to saved searches and retrievals."""

from collections.abc import Mapping

from sqlalchemy import select

from app.errors import UserError
from app.models import Memo, SavedQuery
from app.names import key, keys, tidy
from app.store.journal import WriteSession, set_many
from app.store.leading import acting
from app.store.stored.queries import seen_written
from app.store.written import QUERY_KINDS, QueryKind


def save_query(
    session: WriteSession, *, name: str, kind: QueryKind, definition: str, anew: bool = False
) -> int:
    """Keep what is asked under a name; with `anew` in the place of what has that name. Returns its id.

    UserError where the name is taken.
    """
    if kind not in QUERY_KINDS:
        raise ValueError(kind)
    name = tidy(name, "saved query")
    row = session.scalar(select(SavedQuery).where(SavedQuery.name_key.in_(keys(name))))
    if row is None:
        row = SavedQuery(
            name=name, name_key=key(name), kind=kind, definition=definition, coder_id=acting(session)
        )
        session.add(row)
    elif not anew:
        raise _is_taken(name)
    else:
        row.kind, row.definition, row.seen = kind, definition, ""
    session.flush()
    return row.id


def rename_query(session: WriteSession, *, query_id: int, name: str) -> None:
    """Call a saved query otherwise."""
    row, name = existing(session, query_id), tidy(name, "saved query")
    taken = select(SavedQuery.id).where(SavedQuery.name_key.in_(keys(name)), SavedQuery.id != query_id)
    if session.scalar(taken) is not None:
        raise _is_taken(name)
    row.name, row.name_key = name, key(name)


def delete_query(session: WriteSession, *, query_id: int) -> None:
    """Delete a saved query; memos on it stay, under its name."""
    row = existing(session, query_id)
    memos = session.scalars(select(Memo.id).where(Memo.query_id == query_id)).all()
    set_many(session, Memo, {memo_id: {"query_id": None, "gone": row.name} for memo_id in memos})
    session.delete(session.get_one(SavedQuery, query_id))


def mark_seen(session: WriteSession, *, query_id: int, texts: Mapping[str, str]) -> None:
    """Remember that all places in these texts (hashes by the guids of documents) were looked at."""
    existing(session, query_id).seen = seen_written(texts)


def existing(session: WriteSession, query_id: int) -> SavedQuery:
    """A saved query by id; UserError where it was deleted meanwhile."""
    row = session.get(SavedQuery, query_id)
    if row is None:
        raise UserError("This saved query is no longer in the project. Choose another one.")
    return row


def _is_taken(name: str) -> UserError:
    return UserError(
        f"There is a saved query “{name}” already, so nothing was saved. Choose another name, or save it "
        "anew.",
        "name",
    )
