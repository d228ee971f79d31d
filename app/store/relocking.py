"""Locks a project file, changes its passphrase or unlocks it for good: a copy, compared, takes its place."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from app.errors import StoreError, UserError
from app.store import engine as engines
from app.store import heads, keys, places, presence, unlocking, upgrade
from app.store.keys import Key
from app.store.looking import why_protected
from app.store.mark import first_mark, lacks_its_log

LEFT = "It was left as it is. "
IN_USE = "“{}” is open in a window or a command on this computer. " + LEFT + "Close it there, then try again."
UNLIKE = "The new copy of “{}” was not like the project. " + LEFT + "Run “intercoder check”, and try again."
FAILED = "“{}” couldn't be written anew: {}. " + LEFT + "Make room on the disk, or try in a folder of yours."
PORTION = 500  # rows compared at once
WIPED = 1 << 20  # bytes at once


def lock(location: str, passphrase: str) -> Key:
    """Lock a plain project file; or give a locked one, which is open to us, another passphrase and key."""
    key = unlocking.new_key(passphrase)
    _write_anew(_file(location), key)
    return key


def unlock_for_good(location: str) -> None:
    """Make a locked project file, which is open to us, a plain one."""
    _write_anew(_file(location), None)


def put_under_key_of(path: Path, draft: Path) -> None:
    """Give a file that is to take another's place the key of that, where it has one."""
    key = keys.key_for(path, *heads.start_of(path))
    if key is not None and key != keys.key_for(draft, *heads.start_of(draft)):
        _write_anew(draft, key)


def _file(location: str) -> Path:
    if engines.is_server(location):
        raise UserError(unlocking.NOT_ON_A_SERVER)
    path = engines.file_at(location)
    upgrade.prepare(location)
    protected = why_protected(path)
    if protected:
        raise UserError(f"“{path.name}” can't be written anew, because {protected}. {LEFT}Copy it first.")
    return path


def _write_anew(path: Path, key: Key | None) -> None:
    presence.refuse_other_computers(path)
    if presence.is_open_here(path):
        raise UserError(IN_USE.format(path.name))
    mark = first_mark().next(more=True) if lacks_its_log(path) else first_mark()
    draft = places.draft_of(path)
    try:
        with engines.explained(str(path)):
            engines.create_file(draft, int(mark), key)
            with closing(_alone(path)) as source:
                engines.export_into(source, draft, key)
                _refuse_unlike(source, draft, path.name)
        upgrade.keep_owner(path, draft)
        if presence.is_open_here(path):
            raise UserError(IN_USE.format(path.name))
        _replace(draft, path)
    except OSError as error:
        raise StoreError(FAILED.format(path.name, error.strerror)) from error
    finally:
        draft.unlink(missing_ok=True)


def _alone(path: Path) -> sqlite3.Connection:
    """A connection to a whole file that keeps everybody else out, for as long as it is open."""
    source = engines.open_file(path, exporting=True)
    try:
        source.execute("PRAGMA journal_mode=DELETE")  # a log that a killed program left is folded in
        source.execute("PRAGMA locking_mode=EXCLUSIVE")
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except BaseException:
        source.close()
        raise
    return source


def _refuse_unlike(source: sqlite3.Connection, draft: Path, name: str) -> None:
    with closing(engines.open_file(draft)) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise StoreError(UNLIKE.format(name))
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        if source.execute(schema).fetchall() != copy.execute(schema).fetchall():
            raise StoreError(UNLIKE.format(name))
        tables = source.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            rows = f'SELECT rowid, * FROM "{table}" ORDER BY rowid'  # noqa: S608  # names of our own tables
            for left, right in zip_longest(_portions(source, rows), _portions(copy, rows)):
                if left != right:
                    raise StoreError(UNLIKE.format(name))


def _portions(connection: sqlite3.Connection, query: str) -> Iterator[list[tuple[object, ...]]]:
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(PORTION):
        yield rows


def _replace(draft: Path, path: Path) -> None:
    """Put a finished draft in a file's place, and write over what the old one held on the disk."""
    old = None
    with contextlib.suppress(OSError):
        if os.name != "nt":  # which doesn't let an open file be replaced
            old = path.open("r+b")
    try:
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        places.make_lasting(path.parent)
        if old is not None:
            _wipe(old.fileno())
    finally:
        if old is not None:
            old.close()


def _wipe(descriptor: int) -> None:
    """Write zeros over a file that has no name any more; disks may keep earlier versions all the same."""
    left = os.fstat(descriptor).st_size
    with contextlib.suppress(OSError):
        while left > 0:
            left -= os.write(descriptor, bytes(min(WIPED, left)))
        os.fsync(descriptor)
