"""Takes quotes of a withdrawn text out of the history, of sealed copies and of rows that stay."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select, update

from app.models import Change, CodebookVersion, DocumentText, Snapshot, SnapshotDocument
from app.store import chain
from app.store.journal import TABLES, WriteSession
from app.withdrawal.quoted import QuotedWords
from app.withdrawal.written import WRITTEN

GONE = "[withdrawn]"
CHANGE = TABLES[Change.__tablename__]
UNLIKE = (DocumentText.__tablename__, SnapshotDocument.__tablename__)  # other documents' own words
PORTION = 5_000


def redact_kept(session: WriteSession, words: QuotedWords) -> set[int]:
    """Codebook versions and snapshots without the quotes, sealed anew; the actions that told of them."""
    touched: set[int] = set()
    for name in (CodebookVersion.__tablename__, Snapshot.__tablename__):
        table = TABLES[name]
        for row in session.connection().execute(select(table)).mappings().all():
            content = chain.to_json(_without_quotes(json.loads(row["content"]), words))
            if content == row["content"] or not words.stand_in(row["content"]):
                continue
            seal = chain.seal(name, dict(row) | {"content": content})
            values = {"content": content, "hash": seal}
            session.connection().execute(update(table).where(table.c.id == row["id"]).values(**values))
            touched |= _retell(session, name, row["id"], values)
    session.expire_all()
    return touched


def redact_written(session: WriteSession, words: QuotedWords) -> None:
    """What people wrote without the quotes; the history is put right by redact_history."""
    for model, _, _, columns in WRITTEN:
        table = TABLES[model.__tablename__]
        texts = [column for column in columns if column not in ("name", "content", "definition", "seen")]
        for row in session.connection().execute(select(table)).mappings().all():
            values = {column: GONE for column in texts if words.stand_in(row[column] or "")}
            if values:
                session.connection().execute(update(table).where(table.c.id == row["id"]).values(**values))
    session.expire_all()


def redact_history(session: WriteSession, words: QuotedWords) -> set[int]:
    """What earlier actions tell of rows that stay, but for what these still hold; the actions it was."""
    touched: set[int] = set()
    for row in _changes(session):
        left = {side: _side(session, words, row, side) for side in ("before", "after")}
        if left != {"before": row.before, "after": row.after}:
            session.connection().execute(update(CHANGE).where(CHANGE.c.id == row.id).values(**left))
            touched.add(row.action_id)
    return touched


def _without_quotes(value: Any, words: QuotedWords) -> Any:
    if isinstance(value, str):
        return GONE if words.stand_in(value) else value
    if isinstance(value, list):
        return [_without_quotes(part, words) for part in value]
    if isinstance(value, dict):
        return {key: _without_quotes(part, words) for key, part in value.items()}
    return value


def _retell(session: WriteSession, name: str, row_id: int, values: Mapping[str, Any]) -> set[int]:
    """Let the history tell these values of a row wherever it tells some."""
    touched: set[int] = set()
    which = (CHANGE.c.table_name == name) & (CHANGE.c.row_id == row_id)
    for row in session.connection().execute(select(CHANGE).where(which)).all():
        sides = {}
        for side in ("before", "after"):
            stored = getattr(row, side)
            values_then = None if stored is None else json.loads(stored)
            sides[side] = (
                stored
                if values_then is None
                else chain.to_json(
                    values_then | {key: value for key, value in values.items() if key in values_then}
                )
            )
        session.connection().execute(update(CHANGE).where(CHANGE.c.id == row.id).values(**sides))
        touched.add(row.action_id)
    return touched


def _changes(session: WriteSession) -> Iterator[Any]:
    latest = 0
    while True:
        which = CHANGE.c.table_name.not_in(UNLIKE) & (CHANGE.c.id > latest)
        portion = select(CHANGE).where(which).order_by(CHANGE.c.id).limit(PORTION)
        rows = session.connection().execute(portion).all()
        if not rows:
            return
        yield from rows
        latest = rows[-1].id


def _side(session: WriteSession, words: QuotedWords, row: Any, side: str) -> str | None:
    stored: str | None = getattr(row, side)
    if stored is None:
        return None
    values = json.loads(stored)
    quoting = [name for name, value in values.items() if isinstance(value, str) and words.stand_in(value)]
    if not quoting:
        return stored
    table = TABLES[row.table_name]
    present = session.connection().execute(select(table).where(table.c.id == row.row_id)).mappings().first()
    still = dict(present or {})
    return chain.to_json(values | {name: GONE for name in quoting if values[name] != still.get(name)})
