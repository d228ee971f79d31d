"""Reads a damaged project: the rows that its pages still hold, and those that its journal tells of."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, String

from app.store import chain
from app.store.journal import BIG_COLUMNS, TABLES, Row
from app.store.withdrawn import KEY, hashes_of_rests

HIGHEST_ID = 2**40
MOST_FAILURES = 50_000  # questions that a damaged table may leave without an answer
JOURNAL = ("action", "change")


@dataclass
class Salvage:
    """Rows by table and id: `stored` as tables have them, `replayed` as entries of the journal leave them.

    Only intact entries are replayed. `whole` says whether the journal could be read from beginning to end,
    every entry as it was written.
    """

    stored: dict[str, dict[int, Row]] = field(default_factory=dict)
    replayed: dict[str, dict[int, Row | None]] = field(default_factory=dict)
    whole: bool = True

    def rows(self, name: str) -> dict[int, Row]:
        """The rows of a table as far as they are known; the journal tells what is damaged in it."""
        stored, replayed = self.stored.get(name, {}), self.replayed.get(name, {})
        rows: dict[int, Row] = {}
        for row_id in sorted(stored.keys() | replayed.keys()):
            row, tale = stored.get(row_id), replayed.get(row_id)
            if self.whole and tale is None:
                continue  # it was removed, or never made
            if tale is not None and (self.whole or row is None or not _is_sound(name, row)):
                row = (row or {}) | tale
            if row is not None and _is_sound(name, row):
                rows[row_id] = row
        return rows


def salvage(connection: sqlite3.Connection) -> Salvage:
    """Everything that can be read through a connection; sqlite3.Error where that is nothing."""
    connection.text_factory = _text
    salvaged = Salvage()
    complete: dict[str, bool] = {}
    for name in TABLES:
        salvaged.stored[name], complete[name] = _scanned(connection, name)
    actions, changes = salvaged.stored.pop("action"), salvaged.stored.pop("change")
    given = _given_ids(connection)
    salvaged.whole = all(
        complete[name] and given.get(name) == max(rows, default=0)
        for name, rows in (("action", actions), ("change", changes))
    )
    settings = sorted(salvaged.stored.get("setting", {}).items())
    rests = hashes_of_rests(
        row["value"] for _, row in settings if str(row.get("key")).startswith(KEY) and _is_json(row["value"])
    )
    previous = ""
    for action, effects in _entries(actions, changes):
        label, stored = action["label"], action.get("hash")
        columns = {key: action[key] for key in ("id", "at", "station", "coder_id", "kind", "undoes_id")}
        content_hash = chain.content_of_action(label, effects)
        if rests.get(action["id"]) == content_hash:
            content_hash = action["content_hash"]
        intact = stored is None or (  # versions before the hashes
            content_hash == action["content_hash"]
            and chain.link(previous, **columns, content_hash=content_hash) == stored
        )
        previous = stored or ""
        salvaged.whole &= intact
        if stored is None or content_hash == action["content_hash"]:
            salvaged.whole &= _replay(salvaged.replayed, effects)
    return salvaged


def _is_json(value: object) -> bool:
    try:
        return isinstance(json.loads(value if isinstance(value, str) else ""), dict)
    except ValueError:
        return False


def _given_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """The highest id that was ever given in each table, as far as it can be read."""
    try:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    except sqlite3.DatabaseError:
        return {}


def _text(raw: bytes) -> str | bytes:
    """A text as it is; bytes where it is none, so that a row with it is known to be damaged."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _scanned(connection: sqlite3.Connection, name: str) -> tuple[dict[int, Row], bool]:
    """The rows of a table around its damaged pages, and whether there were none of those."""
    present = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
    columns = [column.name for column in TABLES[name].columns if column.name in present]
    if "id" not in columns:
        return {}, False
    listed = ", ".join(f'"{column}"' for column in columns)
    query = f'SELECT {listed} FROM "{name}" NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id'  # noqa: S608  # our own names
    rows: dict[Any, Row] = {}
    waiting, failures = [(0, HIGHEST_ID)], 0
    while waiting and failures < MOST_FAILURES:
        low, high = waiting.pop()
        try:
            for values in connection.execute(query, (low, high)).fetchall():
                rows[values[0]] = dict(zip(columns, values, strict=True))
        except sqlite3.DatabaseError:
            failures += 1
            if low < high:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]
    return {row_id: row for row_id, row in rows.items() if isinstance(row_id, int)}, failures == 0


def _entries(
    actions: Mapping[int, Row], changes: Mapping[int, Row]
) -> Iterator[tuple[Row, list[chain.Effect]]]:
    """The readable entries of the journal, each with the effects that are left of it."""
    sound = [row for row in changes.values() if _is_sound("change", row)]
    by_action = {
        action_id: [(row["table_name"], row["row_id"], row["before"], row["after"]) for row in rows]
        for action_id, rows in groupby(
            sorted(sound, key=itemgetter("action_id", "id")), key=itemgetter("action_id")
        )
    }
    for action_id in sorted(actions):
        if _is_sound("action", actions[action_id]):
            yield actions[action_id], by_action.get(action_id, [])


def _replay(tables: dict[str, dict[int, Row | None]], effects: list[chain.Effect]) -> bool:
    """Let an entry's effects happen; whether all of them could be read."""
    readable = True
    for name, row_id, before, after in effects:
        try:
            state = None if after is None else json.loads(after)
        except ValueError:
            readable = False
            continue
        rows = tables.setdefault(name, {})
        rows[row_id] = state if before is None or state is None else (rows.get(row_id) or {}) | state
    return readable


def _is_sound(name: str, row: Row) -> bool:
    """Whether every value of a row may stand in its column; big texts may be damaged in part."""
    big = BIG_COLUMNS[name]
    return all(
        column.name in big or _fits(column, row.get(column.name))
        for column in TABLES[name].columns
        if column.name in row or not (column.nullable or column.default or column.server_default)
    )


def _fits(column: Column[Any], value: Any) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, String):
        return isinstance(value, str) and len(value) <= (column.type.length or len(value))
    return isinstance(value, int)
