"""Hashes of snapshots, codebook versions and actions, computed for what older versions stored."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store import chain

revision = "0003"
down_revision = "0002"

Row = dict[str, Any]
PORTION = 2_000
SEALED = ("snapshot", "snapshot_document", "codebook_version")


def upgrade() -> None:
    """Add the columns and fill them, also where the journal tells of rows that were removed."""
    for table, column in [
        ("action", "content_hash"),
        *((table, "hash") for table in ("action", *SEALED)),
    ]:
        op.add_column(table, sa.Column(column, sa.String(64), server_default="", nullable=False))
    for table in SEALED:
        _seal_rows(table, _seals_of_removed(table))
    _link_actions()


def _seals_of_removed(table: str) -> dict[int, str]:
    """The hashes of rows that the journal holds whole, because somebody removed them."""
    statement = sa.text('SELECT row_id, "before" FROM change WHERE table_name = :table AND "after" IS NULL')
    rows = op.get_bind().execute(statement, {"table": table})
    return {row_id: chain.seal(table, json.loads(before)) for row_id, before in rows.all()}


def _seal_rows(table: str, seals: dict[int, str]) -> None:
    connection = op.get_bind()
    ids = connection.execute(sa.text(f'SELECT id FROM "{table}"')).scalars().all()  # noqa: S608  # our own names
    for row_id in ids:
        statement = sa.text(f'SELECT * FROM "{table}" WHERE id = :id')  # noqa: S608  # our own names
        seals[row_id] = chain.seal(table, connection.execute(statement, {"id": row_id}).mappings().one())
        connection.execute(
            sa.text(f'UPDATE "{table}" SET hash = :hash WHERE id = :id'),  # noqa: S608  # our own names
            {"hash": seals[row_id], "id": row_id},
        )
    changes = sa.text('SELECT id, row_id, "before", "after" FROM change WHERE table_name = :table')
    for change_id, row_id, before, after in connection.execute(changes, {"table": table}).all():
        if before is not None and after is not None:
            continue
        states = {"before": _with_hash(before, seals[row_id]), "after": _with_hash(after, seals[row_id])}
        connection.execute(
            sa.text('UPDATE change SET "before" = :before, "after" = :after WHERE id = :id'),
            states | {"id": change_id},
        )


def _with_hash(state: str | None, seal: str) -> str | None:
    """A whole row of the journal with its hash: so it can be brought back by undo or redo."""
    return None if state is None else chain.to_json(json.loads(state) | {"hash": seal})


def _link_actions() -> None:
    connection = op.get_bind()
    statement = sa.text('SELECT id, "at", station, coder_id, kind, label, undoes_id FROM action ORDER BY id')
    actions = connection.execute(statement).mappings().all()
    effects, previous = _effects(), ""
    waiting = next(effects, None)
    hashes: list[Row] = []
    for action in actions:
        mine: list[chain.Effect] = []
        if waiting is not None and waiting[0] == action["id"]:
            mine = waiting[1]
            waiting = next(effects, None)
        columns = dict(action)
        content_hash = chain.content_of_action(columns.pop("label"), mine)
        previous = chain.link(previous, **columns, content_hash=content_hash)
        hashes.append({"id": action["id"], "content_hash": content_hash, "hash": previous})
    if hashes:
        update = sa.text("UPDATE action SET content_hash = :content_hash, hash = :hash WHERE id = :id")
        connection.execute(update, hashes)


def _effects() -> Iterator[tuple[int, list[chain.Effect]]]:
    """The changes of each action that has any, by the ids of both."""
    statement = sa.text(
        'SELECT action_id, table_name, row_id, "before", "after" FROM change ORDER BY action_id, id'
    ).execution_options(yield_per=PORTION)
    for action_id, rows in groupby(op.get_bind().execute(statement), key=itemgetter(0)):
        yield action_id, [(table, row_id, before, after) for _, table, row_id, before, after in rows]
