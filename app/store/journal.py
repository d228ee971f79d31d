"""What an action did to each row: noted at every flush, written with the commit, and reversible."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    ColumnElement,
    Table,
    bindparam,
    delete,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import (
    LoaderCallableStatus,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
)
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from app.errors import Conflict
from app.jobs import Job
from app.models import Action, Base, Change, now
from app.store import chain
from app.store import engine as engines
from app.store.fitting import make_storable, storable_row
from app.store.updates import PORTION, update_rows

P = ParamSpec("P")
R = TypeVar("R")
Row = dict[str, Any]
Side = Row | str | None  # of an effect: columns, or the JSON of them that is stored, or no row
BATCH = 500
EFFECT = ("action_id", "table_name", "row_id", "before", "after")
TABLES: Mapping[str, Table] = Base.metadata.tables
BIG_COLUMNS = {
    name: {column.name for column in table.columns if column.info.get("big")}
    for name, table in TABLES.items()
}
WRITTEN = select(Action.label, Action.content_hash).where(Action.id == bindparam("action_id"))
EFFECTS = (
    select(Change.table_name, Change.row_id, Change.before, Change.after)
    .where(Change.action_id == bindparam("action_id"))
    .order_by(Change.id)
)


class WriteSession(Session):
    """A session that notes the net effect on every row it touches; made by Project.do only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.net: dict[tuple[str, int], tuple[Side, Side]] = {}
        self.job = Job()  # of whoever waits for this


def reporting(
    job: Job | None, action: Callable[Concatenate[WriteSession, P], R]
) -> Callable[Concatenate[WriteSession, P], R]:
    """An action that says how far it is, and that can be cancelled while it goes through many rows."""

    def run(session: WriteSession, /, *args: P.args, **kwargs: P.kwargs) -> R:
        session.job = job or session.job
        return action(session, *args, **kwargs)

    return run


@event.listens_for(WriteSession, "before_flush")
def _make_storable(session: WriteSession, _context: UOWTransaction, _items: Any) -> None:
    for item in (*session.new, *session.dirty):
        values = item.__dict__
        for key, value in storable_row(item.__table__.name, values).items():
            if value is not values[key]:
                setattr(item, key, value)


@event.listens_for(WriteSession, "after_flush")
def _note_flushed(session: WriteSession, _context: UOWTransaction) -> None:
    for item in session.new:
        note(session, item.__table__, item.id, None, _row(item))
    for item in session.dirty:
        before = _before(item)
        if before:
            note(
                session,
                item.__table__,
                item.id,
                before,
                {key: getattr(item, key) for key in before},
            )
    for item in session.deleted:
        note(session, item.__table__, item.id, _row(item) | _before(item), None)


@event.listens_for(WriteSession, "do_orm_execute")
def _refuse_unjournaled(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("Bulk changes go through add_many, set_many and delete_many.")


def _row(item: Any) -> Row:
    mapper: Mapper[Any] = inspect(item).mapper
    return {attribute.key: getattr(item, attribute.key) for attribute in mapper.column_attrs}


def _before(item: Any) -> Row:
    """The old values of the columns that changed since the row was loaded."""
    state = inspect(item)
    old = {key: value for key, value in state.committed_state.items() if value != getattr(item, key)}
    if LoaderCallableStatus.NO_VALUE in old.values():
        raise RuntimeError(f"A {type(item).__name__} was changed before it was loaded.")
    return old


def note(session: WriteSession, table: Table, row_id: int, before: Side, after: Side) -> None:
    """Add one effect to the net effect of this action on a row."""
    key = (table.name, row_id)
    if key not in session.net:
        session.net[key] = (before, after)
        return
    first, latest = session.net.pop(key)
    merged = _merged(_columns(first), _columns(latest), _columns(before), _columns(after))
    if merged != (None, None) and merged[0] != merged[1]:
        session.net[key] = merged


def _columns(side: Side) -> Row | None:
    row: Row | None = json.loads(side) if isinstance(side, str) else side
    return row


def _merged(
    first: Row | None, latest: Row | None, before: Row | None, after: Row | None
) -> tuple[Row | None, Row | None]:
    if first is None:  # inserted by this action
        return None, (latest or {}) | after if after is not None else None
    if latest is None:  # deleted, and now back
        changed = {key: value for key, value in (after or {}).items() if value != first[key]}
        return {key: first[key] for key in changed}, changed
    if after is None:
        return (before or {}) | first, None
    old, new = (before or {}) | first, latest | after
    changed = {key: value for key, value in new.items() if value != old[key]}
    return {key: old[key] for key in changed}, changed


def add_many(session: WriteSession, model: type[Base], rows: Sequence[Row]) -> list[int]:
    """Insert many rows at once; returns their ids in the order of `rows`."""
    if not rows:
        return []
    table = TABLES[model.__tablename__]
    session.flush()
    ids = engines.next_ids(session.connection(), table.name, len(rows))
    fixed, makers = _defaults(table)
    complete = [
        {"id": row_id} | fixed | {key: make(None) for key, make in makers.items() if key not in row} | row
        for row_id, row in zip(ids, rows, strict=True)
    ]
    make_storable(table.name, rows, complete)
    _insert(session, table, complete)
    keep = dict if BIG_COLUMNS[table.name] else chain.to_json  # a million rows are small as JSON
    session.net.update({(table.name, row["id"]): (None, keep(row)) for row in complete})
    return ids


def _insert(session: WriteSession, table: Table, rows: Iterable[Row]) -> None:
    """Insert whole rows."""
    columns = [column.name for column in table.columns]
    engines.insert_rows(session.connection(), table, columns, list(map(itemgetter(*columns), rows)))


def _defaults(table: Table) -> tuple[Row, dict[str, Callable[[Any], Any]]]:
    """A table's default values, and its defaults that are made anew for each row."""
    fixed: Row = {column.name: None for column in table.columns if column.nullable}
    makers: dict[str, Any] = {}
    for column in table.columns:
        if isinstance(column.default, CallableColumnDefault):
            makers[column.name] = column.default.arg
        elif isinstance(column.default, ScalarElementColumnDefault):
            fixed[column.name] = column.default.arg
    return fixed, makers


def set_many(session: WriteSession, model: type[Base], values: Mapping[int, Row]) -> None:
    """Set columns of many rows: {row id: {column: value}}."""
    table = TABLES[model.__tablename__]
    session.flush()
    changes: list[tuple[int, Row]] = []
    rows = _rows(session, table, values)
    for row_id, old in rows.items():
        wanted = values[row_id] | storable_row(table.name, values[row_id])
        changed = {key: value for key, value in wanted.items() if value != old[key]}
        if changed:
            changes.append((row_id, changed))
            note(session, table, row_id, {key: old[key] for key in changed}, changed)
    update_rows(session.connection(), table, changes, rows, session.job.step)
    session.expire_all()


def delete_many(session: WriteSession, model: type[Base], ids: Iterable[int]) -> None:
    """Delete many rows at once."""
    table = TABLES[model.__tablename__]
    session.flush()
    rows = _rows(session, table, ids)
    for portion in _portions(session, list(rows)):
        _execute(session, delete(table).where(_among(session, table, portion)))
    for row_id, row in rows.items():
        note(session, table, row_id, row, None)
    session.expire_all()


def record(session: WriteSession, **action: Any) -> tuple[int, str]:
    """Store an action, whose columns are given, with the net effect of everything this session did.

    Returns its id and its hash, by which it is known again.
    """
    connection = session.connection()
    (action_id,) = engines.next_ids(connection, Action.__tablename__, 1)
    columns = {"id": action_id, "at": now(), **action}
    content_hash = chain.content_of_action(columns["label"], _store_changes(session, action_id))
    latest = select(Action.hash).order_by(Action.id.desc()).limit(1)
    previous = connection.execute(latest).scalar() or ""
    linked = {key: value for key, value in columns.items() if key != "label"}
    action_hash = chain.link(previous, **linked, content_hash=content_hash)
    row = columns | {"content_hash": content_hash, "hash": action_hash}
    connection.execute(insert(TABLES[Action.__tablename__]), row)
    return action_id, action_hash


def _store_changes(session: WriteSession, action_id: int) -> Iterator[chain.Effect]:
    """Store the net effects in portions, a million rows need not be in memory as text; gives each back."""
    stored = []
    for (table_name, row_id), (before, after) in session.net.items():
        effect = (
            table_name,
            row_id,
            _json(before),
            _json(_small(table_name, after) if before is None else after),
        )
        stored.append((action_id, *effect))
        if len(stored) == PORTION:
            engines.insert_rows(session.connection(), TABLES[Change.__tablename__], EFFECT, stored)
            stored = []
        yield effect
    engines.insert_rows(session.connection(), TABLES[Change.__tablename__], EFFECT, stored)


def _small(table_name: str, side: Side) -> Side:
    """A row without its big texts: an insert need not be journaled twice."""
    big = BIG_COLUMNS[table_name]
    row = _columns(side) if big else None
    return {key: value for key, value in row.items() if key not in big} if row else side


def _json(side: Side) -> str | None:
    return chain.to_json(side) if isinstance(side, dict) else side


def effects_of(session: WriteSession, action_id: int) -> list[chain.Effect]:
    """What an action did, as it was stored; StoreError where the journal doesn't hold it as written."""
    action = session.execute(WRITTEN, {"action_id": action_id}).one()
    rows = session.execute(EFFECTS, {"action_id": action_id})
    effects = [(table, row_id, before, after) for table, row_id, before, after in rows]
    if chain.content_of_action(action.label, effects) != action.content_hash:
        raise chain.damaged("The history of what is to be taken back")
    return effects


def revert(session: WriteSession, effects: Sequence[chain.Effect]) -> None:
    """Take back an action's effects, the latest first; Conflict when a row it touched was changed since."""
    by_table: dict[str, dict[int, tuple[str | None, str | None]]] = {}
    for name, row_id, before, after in reversed(effects):
        by_table.setdefault(name, {})[row_id] = (before, after)
    for name, of_rows in by_table.items():
        _revert_table(session, TABLES[name], of_rows)


def _revert_table(
    session: WriteSession, table: Table, effects: Mapping[int, tuple[str | None, str | None]]
) -> None:
    """Take back effects on rows of one table; the journal's JSON goes as it is into the journal again."""
    rows = _rows(session, table, effects)
    current: Mapping[int, Side] = _as_left(rows, effects)
    gone = [row_id for row_id, (before, _) in effects.items() if before is None]
    for portion in _portions(session, gone):
        _execute(session, delete(table).where(_among(session, table, portion)))
    for row_id in gone:
        note(session, table, row_id, current[row_id], None)
    changed = {
        row_id: before
        for row_id, (before, after) in effects.items()
        if before is not None and after is not None
    }
    wanted = ((row_id, json.loads(before)) for row_id, before in changed.items())
    update_rows(session.connection(), table, wanted, rows, session.job.step)
    for row_id, before in changed.items():
        note(session, table, row_id, effects[row_id][1], before)
    back = {
        row_id: before for row_id, (before, after) in effects.items() if before is not None and after is None
    }
    if back:
        _insert(session, table, map(json.loads, back.values()))
        for row_id, before in back.items():
            note(session, table, row_id, None, before)
    _refuse_circles(session, table, effects)


def _as_left(
    rows: Mapping[int, Row], effects: Mapping[int, tuple[str | None, str | None]]
) -> dict[int, Side]:
    """Rows as an action left them, in the journal's own JSON where it holds the whole row; else Conflict."""
    left: dict[int, Side] = {}
    for row_id, (_, after) in effects.items():
        row = rows.get(row_id, {})
        recorded: Row = json.loads(after or "{}")
        if bool(row) != bool(recorded) or not recorded.items() <= row.items():
            raise Conflict("A row was changed since.")
        left[row_id] = after if len(recorded) == len(row) else row
    return left


def _refuse_circles(session: WriteSession, table: Table, ids: Iterable[int]) -> None:
    """Conflict where a row came to lie under itself, because others were moved since."""
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            above = {row[0]: row[1] for row in session.connection().execute(select(table.c.id, column))}
            for row_id in ids:
                passed: set[int] = set()
                at: int | None = row_id
                while at is not None and at not in passed:
                    passed.add(at)
                    at = above.get(at)
                if at is not None:
                    raise Conflict("A row would lie under itself.")


def _rows(session: WriteSession, table: Table, ids: Iterable[int]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    names = [column.name for column in table.columns]
    at = names.index("id")
    for portion in _portions(session, list(ids)):
        for row in session.connection().execute(select(table).where(_among(session, table, portion))).all():
            rows[row[at]] = dict(zip(names, row, strict=True))
    return rows


def _among(session: WriteSession, table: Table, ids: Sequence[int]) -> ColumnElement[bool]:
    return engines.among(session.connection(), table.c.id, ids)


def _portions(session: WriteSession, ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Ids in portions, before each of which somebody may cancel."""
    for first in range(0, len(ids), PORTION):
        session.job.step(first, len(ids))
        yield ids[first : first + PORTION]


def _execute(session: Session, statement: Any) -> None:
    session.connection().execute(statement)


T = TypeVar("T", int, str)


def batches(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    """Ids or guids in portions that a statement can hold."""
    return (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))
