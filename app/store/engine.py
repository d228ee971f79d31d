"""Connections to SQLite files and PostgreSQL servers; only this module knows which is which."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Engine,
    QueuePool,
    Table,
    any_,
    bindparam,
    create_engine,
    event,
    insert,
    literal,
    text,
)
from sqlalchemy import column as sql_column
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.errors import Conflict, StoreError
from app.store import heads, keys, server
from app.store.file_dialect import FileDialect, compiled_statements

APPLICATION_ID = 0x494E5443
LOOK = "ro"  # ways to open a file: to look only, and
ALONE = "ro&immutable=1"  # to look at the file as if it had no log
LONGEST_PATH = 504  # bytes, for SQLite outside Windows: 512 with what it adds to the name
SYNCHRONOUS = "FULL"  # what was stored survives a power cut
WAIT_FOR_OTHERS = 5.0
WAIT_FOR_TIDINESS = 0.2
MOST_IN_LOG = 4_000_000  # bytes: behind that the log is written back without waiting for a quiet second
WRITER_LOCK = 4_946_002

BUSY = (
    "is being changed by another program, so nothing of this was saved. "
    "Wait until it has finished, or close it, and try again."
)
SENTENCES = {  # what drivers say -> what people read behind the name of the project
    "locked": BUSY,
    "lock timeout": BUSY,
    "disk is full": (
        "can't grow, because the disk is full: nothing of this was saved, everything before is safe. "
        "Free some space and try again."
    ),
    "readonly": (
        "may only be read: the file or its folder is write-protected. "
        "Copy it to a folder of yours and open the copy."
    ),
    "unable to open": (
        "can't be opened: the file or its folder can't be read or written. "
        "Check that it exists and that you may write in its folder."
    ),
    "not a database": (
        "is not an Intercoder project, or it is damaged. Open a backup, or import the file as a document."
    ),
    "malformed": (
        "is damaged. Nothing was changed. "
        "Run “intercoder check” on a copy of it, and go back to your latest backup."
    ),
    "Could not decode": (
        "is damaged: it holds letters that nobody wrote. Nothing was changed. "
        "Run “intercoder check” on a copy of it, and go back to your latest backup."
    ),
    "disk I/O error": (
        "can't be read or written, because the disk fails: nothing of this was saved. "
        "Copy the project to another disk and try again."
    ),
}
FILE_TROUBLE = "can't be used, so nothing of this was saved. Try again, or open a backup."


registry.register("sqlite.project_file", FileDialect.__module__, FileDialect.__name__)


def is_server(location: str) -> bool:
    """Whether a location names a PostgreSQL database rather than a file."""
    return location.startswith(server.SCHEMES)


def shown(location: str) -> str:
    """A location as people may see it: the file's name, or the server's address without password."""
    return server.shown(location) if is_server(location) else Path(location).name


def file_at(location: str) -> Path:
    """The absolute path of a project file, which need not exist; behind a link, the file itself."""
    path = Path(location).absolute()
    try:
        if path.is_symlink():  # its log lies beside the file, not beside the link
            path = path.resolve()
        path.exists()
    except OSError as error:
        raise StoreError(
            f"“{path.name[:80]}” can't be reached: {error.strerror}. "
            "Check its name, and that you may read the folder it lies in."
        ) from error
    length = len(os.fsencode(os.path.realpath(path)))
    if os.name != "nt" and length > LONGEST_PATH:
        raise StoreError(
            f"The path of “{path.name[:80]}” has {length} bytes, and a project's may have {LONGEST_PATH} at "
            "most; a letter beyond English takes two or three. Move it to a folder with a shorter path."
        )
    return path


def connect(
    location: str, *, writable: bool, way: str = "rw", unchanged: Callable[[], None] = lambda: None
) -> Engine:
    """An engine on an existing file or server; one that is not writable refuses every change itself.

    Of files only: `way` as in open_file, and `unchanged`, which is asked before each new connection.
    """
    if is_server(location):
        return _server_engine(location, writable)
    return _file_engine(Path(location).absolute(), writable, way, unchanged)


class FileConnection(sqlite3.Connection):
    """A connection to a plain file that a COMMIT which fails leaves outside any transaction.

    SQLite keeps a transaction open whose deferred keys don't hold, and with it the writer's lock.
    """

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        heads.closed(self)

    def commit(self) -> None:
        """Commit, or take everything back."""
        try:
            super().commit()
        except sqlite3.Error:
            if self.in_transaction:
                super().rollback()
            raise


def log_of(path: Path) -> Path:
    """Where the log of a project file lies."""
    return path.with_name(f"{path.name}-wal")


def index_of(path: Path) -> Path:
    """Where the index of that log lies."""
    return path.with_name(f"{path.name}-shm")


def open_file(path: Path, *, way: str = "rw", exporting: bool = False) -> sqlite3.Connection:
    """A connection to an existing file, outside any transaction; `way` is rw, LOOK or ALONE.

    Locked where it is locked and its passphrase was not given yet. With `exporting`, one of export_into.
    """
    address = _address(path)
    with heads.looking():
        start, size = heads.start_of(path)
        connection = _connected(
            address if way == "rw" else f"{address.rpartition('?')[0]}?mode={way}",
            keys.key_for(path, start, size),
            exporting=exporting,
        )
        heads.opened(path, start, connection)
    if way == ALONE and log_of(path).exists():
        # writing the log back was interrupted: the first page may tell of pages that are in the log only
        connection.execute("PRAGMA writable_schema=ON")
    for pragma in (
        "trusted_schema=OFF",
        "foreign_keys=ON",
        f"synchronous={SYNCHRONOUS}",
        "temp_store=MEMORY",
        "secure_delete=ON",  # what was deleted isn't left on free pages
        "cache_size=-65536",
        "wal_autocheckpoint=0",  # app.store.folding writes the log back, while nobody writes
        f"journal_size_limit={MOST_IN_LOG}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _connected(address: str, key: keys.Key | None, *, exporting: bool = False) -> sqlite3.Connection:
    given: dict[str, Any] = {
        "uri": True,
        "timeout": WAIT_FOR_OTHERS,
        "check_same_thread": False,
        "isolation_level": None,
    }
    if key is None and not exporting:
        return sqlite3.connect(address, factory=FileConnection, **given)
    from app.store import cipher

    return cipher.connect(address, key, **given)


def _file_engine(path: Path, writable: bool, way: str, unchanged: Callable[[], None]) -> Engine:
    def open_connection() -> sqlite3.Connection:
        unchanged()  # a file that took the place of ours must not be opened with our log
        connection = open_file(path, way=way)
        connection.execute(f"PRAGMA query_only={'OFF' if writable else 'ON'}")
        return connection

    engine = create_engine(
        "sqlite+project_file://",
        creator=open_connection,
        poolclass=QueuePool,
        max_overflow=30,
        hide_parameters=True,
        execution_options={"compiled_cache": compiled_statements},
    )
    start = "BEGIN IMMEDIATE" if writable else "BEGIN"

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(start)

    return engine


def _address(path: PurePath) -> str:
    """A file as SQLite's URI; a Windows share must not stand where a host would."""
    name = path.as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name), safe='/:')}?mode=rw"


def _server_engine(location: str, writable: bool) -> Engine:
    engine = create_engine(server.url_of(location), pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "do_connect")
    def connect_patiently(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> Any:
        return server.connect(parameters)

    if not writable:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @event.listens_for(engine, "begin")
    def wait_for_other_writers(connection: Connection) -> None:
        wait = f"{int(WAIT_FOR_OTHERS * 1000)}ms"
        connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": wait})
        # ids of actions must rise in the order of commits, or poll() would skip a colleague's
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})

    return engine


def create_file(path: Path, mark: int = 1, key: keys.Key | None = None) -> None:
    """Make an empty project file that carries our application id; nobody but its owner may read it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = _connected(_address(path.absolute()), key)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={mark}")
    finally:
        connection.close()


def vacuum_into(connection: sqlite3.Connection, path: Path) -> None:
    """Write all that a connection of open_file sees into an empty file."""
    connection.execute("VACUUM INTO ?", (_address(path.absolute()),))


def export_into(connection: sqlite3.Connection, path: Path, key: keys.Key | None) -> None:
    """Write all that a connection sees into an empty file with another key, or with none."""
    connection.execute(f'ATTACH DATABASE ? AS exported KEY "{key or ""}"', (_address(path.absolute()),))
    connection.execute("SELECT sqlcipher_export('exported')").fetchone()
    connection.execute("DETACH DATABASE exported")


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """While a file is open, readers and one writer must not wait for each other."""
    _unless_locked(connection, "PRAGMA journal_mode=WAL")


def purge(connection: sqlite3.Connection) -> None:
    """Write a file anew without its free pages, and empty its log."""
    _unless_locked(connection, "VACUUM")
    _unless_locked(connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def fold_into_one_file(engine: Engine) -> None:
    """Leave one tidy file behind, unless another window still has it open."""
    with engine.connect() as connection:
        _unless_locked(driver_of(connection), "PRAGMA journal_mode=DELETE")


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection to a file that an engine's stands on."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _unless_locked(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute(f"PRAGMA busy_timeout={round(1000 * WAIT_FOR_TIDINESS)}")
    try:
        connection.execute(statement).fetchall()
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(1000 * WAIT_FOR_OTHERS)}")


def among(connection: Connection, column: Any, ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a column is one of some ids, which go into a statement as one value: fast for thousands."""
    if connection.dialect.name == "postgresql":
        return cast("ColumnElement[bool]", column == any_(literal(list(ids), ARRAY(BigInteger))))
    listed = text("SELECT value FROM json_each(:ids)").bindparams(
        bindparam("ids", f"{list(ids)}", unique=True)
    )
    return cast("ColumnElement[bool]", column.in_(listed.columns(sql_column("value"))))


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert many rows whose values go to the driver as they are, which takes a third of the time."""
    if not rows:
        return
    statement = insert(table).inline().compile(dialect=connection.dialect, column_keys=list(columns))
    values: list[Any] = list(rows)
    if not statement.positional:
        values = [dict(zip(columns, row, strict=True)) for row in rows]
    elif statement.positiontup != list(columns):
        raise RuntimeError("The columns must stand as in the table.")
    connection.exec_driver_sql(statement.string, values)


def next_ids(connection: Connection, table: str, count: int) -> list[int]:
    """Fresh ids for rows that are about to be inserted in bulk; the writer's lock keeps them ours."""
    if connection.dialect.name == "postgresql":
        sequence = connection.execute(
            text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"),
            {"table": f'"{table}"', "count": count},
        )
        return [int(row_id) for row_id in sequence.scalars()]
    latest = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": table}
    ).scalar()
    return list(range((latest or 0) + 1, (latest or 0) + 1 + count))


def skip_ids(connection: Connection, table: str, count: int) -> list[int]:
    """Fresh ids that no row will ever have, for what is referred to and isn't there."""
    ids = next_ids(connection, table, count)
    if ids and connection.dialect.name != "postgresql":  # whose sequence has moved on
        values = {"seq": ids[-1], "t": table}
        known = connection.execute(text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :t"), values)
        if not known.rowcount:
            connection.execute(text("INSERT INTO sqlite_sequence (seq, name) VALUES (:seq, :t)"), values)
    return ids


@contextmanager
def explained(location: str) -> Iterator[None]:
    """Turn what a database driver raises into a sentence for the person at the screen."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(
            "Somebody changed the same thing at the same moment, so nothing of this was saved. "
            "Look at the current state and try again."
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        problem = error.orig if isinstance(error, DBAPIError) else error
        raise StoreError(_sentence(location, str(problem))) from error
    except UnicodeDecodeError as error:  # SQLite's own words quote what is damaged
        raise StoreError(_sentence(location, "malformed")) from error


def _sentence(location: str, problem: str) -> str:
    sentence = next((sentence for sign, sentence in SENTENCES.items() if sign in problem), None)
    if sentence is None:
        sentence = server.sentence(problem) if is_server(location) else FILE_TROUBLE
    return f"“{shown(location)}” {sentence}"
