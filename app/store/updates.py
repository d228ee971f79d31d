"""Many rows of a table that get new values at once, also where one takes what another is about to give up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Integer, Table, UniqueConstraint, bindparam, update

from app.store import engine as engines

Row = Mapping[str, Any]
PORTION = 5_000  # rows that a statement changes at once


def update_rows(
    connection: Connection,
    table: Table,
    changes: Iterable[tuple[int, Row]],
    rows: Mapping[int, Row],
    step: Callable[[int, int], None],
) -> None:
    """Change rows, which are `rows` now, in the order given; `step` may raise before each portion."""
    wanted = list(changes)
    aside = dict(_aside(table, wanted, rows))
    _update(connection, table, list(aside.items()), step)
    _update(connection, table, wanted, step)


def _aside(
    table: Table, changes: Sequence[tuple[int, Row]], rows: Mapping[int, Row]
) -> Iterator[tuple[int, Row]]:
    """Rows that stand where others come to stand, and numbers that no row has, for the while."""
    for constraint in table.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        unique = [column.name for column in constraint.columns]
        numbers = [
            column.name
            for column in constraint.columns
            if isinstance(column.type, Integer) and not column.foreign_keys
        ]
        moving = [(row_id, values) for row_id, values in changes if not values.keys().isdisjoint(unique)]
        if not numbers or len(moving) < 2:
            continue
        places = {tuple({**rows[row_id], **values}[name] for name in unique) for row_id, values in moving}
        for row_id, values in moving:
            row = rows[row_id]
            stepping = {name: -row_id for name in numbers if name in values}
            if stepping and tuple(row[name] for name in unique) in places:
                yield row_id, stepping


def _update(
    connection: Connection,
    table: Table,
    changes: Sequence[tuple[int, Row]],
    step: Callable[[int, int], None],
) -> None:
    """Neighbours that change in the same columns are changed by one statement."""
    for columns, part in groupby(changes, key=_columns_of):
        rows = list(part)
        runs = [(values, [row_id for row_id, _ in alike]) for values, alike in groupby(rows, itemgetter(1))]
        if 2 * len(runs) > len(rows):
            named = {column: bindparam(f"new_{column}", type_=table.c[column].type) for column in columns}
            statement = update(table).where(table.c.id == bindparam("changed_id")).values(named)
            for first in range(0, len(rows), PORTION):
                step(first, len(rows))
                portion = rows[first : first + PORTION]
                connection.execute(statement, [_bound(row_id, values) for row_id, values in portion])
            continue
        for values, ids in runs:
            for first in range(0, len(ids), PORTION):
                step(first, len(ids))
                among = engines.among(connection, table.c.id, ids[first : first + PORTION])
                connection.execute(update(table).where(among).values(dict(values)))


def _columns_of(change: tuple[int, Row]) -> tuple[str, ...]:
    return tuple(change[1])


def _bound(row_id: int, values: Row) -> dict[str, Any]:
    return {"changed_id": row_id} | {f"new_{column}": value for column, value in values.items()}
