"""Older projects are brought up to date on a checked copy; newer and foreign files are refused."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import StoreError, UserError
from app.models import now
from app.store import engine as engines
from app.store import places
from app.store.foreign_log import refuse_foreign_log
from app.store.looking import why_protected
from app.store.mark import lacks_its_log, read_mark, write_mark
from app.store.migrations import HEAD
from app.store.presence import refuse_other_computers

BESIDE = "+"  # joins the names of revisions that were developed side by side


def version_of(connection: Connection) -> str | None:
    """The schema revision of a project, several that stand side by side joined by “+”; None without one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    # several are of one number: what follows them follows all of them
    if (
        not all(isinstance(version, str) for version in versions)
        or len({version[:4] for version in versions}) != 1
    ):
        raise StoreError(
            "This project is damaged: it doesn't say which version of Intercoder it is of. Nothing was "
            "changed. Go back to a backup; “intercoder rescue” saves what can be read."
        )
    return BESIDE.join(sorted(versions))


def stamp(connection: Connection) -> None:
    """Mark a freshly made schema as current."""
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
    heads = [{"head": head} for head in HEAD.split(BESIDE)]
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), heads)


def prepare(location: str, *, upgrade_server: bool = False) -> None:
    """Make sure that a location holds a project of the current version, upgrading an older one."""
    server = engines.is_server(location)
    if not server:
        path = engines.file_at(location)
        _refuse_foreign_file(path)
        refuse_foreign_log(path)
    version = _found_version(location)
    if version == HEAD:
        return
    if not set(version.split(BESIDE)) <= set(revisions()):
        raise UserError(
            f"“{engines.shown(location)}” was made by a newer version of Intercoder and was left as it is. "
            "Install the newest version and open it with that."
        )
    if not server:
        _upgrade_file(engines.file_at(location))
    elif upgrade_server:
        _migrate(location)
    else:
        raise UserError(
            f"The project at “{engines.shown(location)}” is of an older version. Upgrading it changes it for "
            "the whole team: make a backup of the database, let everybody close it, then confirm the upgrade."
        )


def _refuse_foreign_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"“{path.name}” is a folder, not a project. Choose the project file inside it.")
    if not path.exists():
        raise UserError(
            f"There is no project “{path.name}” in “{path.absolute().parent}”. "
            "Check the name, or make a new project."
        )
    # through SQLite: closing a file that this program has open elsewhere would let go of its locks
    with engines.explained(str(path)):
        try:
            with closing(engines.open_file(path, way=engines.ALONE)) as connection:
                is_ours = connection.execute("PRAGMA application_id").fetchone()[0] == engines.APPLICATION_ID
        except sqlite3.DatabaseError as error:
            if "not a database" not in str(error):
                raise
            is_ours = False
    if not is_ours:
        raise UserError(
            f"“{path.name}” is not an Intercoder project, or its beginning is damaged; it was left as it is. "
            "Choose a project file, go back to a backup, or import the file as a document."
        )


def _found_version(location: str) -> str:
    # the file alone: a log beside it must not be written back before it was looked at
    engine = engines.connect(location, writable=False, way=engines.ALONE)
    try:
        with engines.explained(location), engine.connect() as connection:
            version = version_of(connection)
    finally:
        engine.dispose()
    if version is None:
        raise UserError(
            f"“{engines.shown(location)}” holds no Intercoder project. Check the name, or make a new project."
        )
    return version


def revisions() -> list[str]:
    """The names of all schema revisions, oldest first; numbered, those side by side with a letter."""
    folder = Path(__file__).with_name("migrations") / "versions"
    return sorted(path.stem.partition("_")[0] for path in folder.glob("[0-9]*.py"))


def _upgrade_file(path: Path) -> None:
    """Migrate and check a copy, keep the original as a dated backup, put the copy in its place."""
    protected = why_protected(path)
    if protected:
        raise UserError(
            f"“{path.name}” is of an older version and can't be upgraded, because {protected}. It was left "
            "as it is. Copy it to a folder where you may write, and open the copy."
        )
    copy = path.with_name(f"{path.name}.upgrading")
    backup = places.free_name(path.with_name(f"{path.stem} backup {now()[:10]}{path.suffix}"))
    refuse_other_computers(path)
    lacks_log = lacks_its_log(path)
    try:
        copy.unlink(missing_ok=True)
        with engines.explained(str(path)), closing(engines.open_file(path)) as original:
            # refused while another window has the file open; what a killed program left is folded in
            original.execute("PRAGMA journal_mode=DELETE")
            places.make_private(copy)
            engines.vacuum_into(original, copy)
        _migrate(str(copy))
        _verify(copy, lacks_log)
        places.make_private(backup)
        shutil.copyfile(path, backup)
        shutil.copystat(path, backup)
        backup.chmod(places.PRIVATE)
        keep_owner(path, copy)
        copy.replace(path)
    except OSError as error:
        raise StoreError(
            f"“{path.name}” is of an older version and couldn't be upgraded: {error.strerror}. "
            "It was left as it is. Make room on the disk, or copy it to a folder where you may write."
        ) from error
    finally:
        copy.unlink(missing_ok=True)


def keep_owner(path: Path, copy: Path) -> None:
    """Whoever could read a project, and nobody else, can read it after its upgrade."""
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    if os.name != "nt":
        try:
            os.chown(copy, -1, status.st_gid)
        except PermissionError:
            mode &= ~0o070  # meant for a group that isn't ours
        with suppress(PermissionError):  # only an administrator may give files away
            os.chown(copy, status.st_uid, -1)
    copy.chmod(mode)


def _migrate(location: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    engine = engines.connect(location, writable=True)
    try:
        with engines.explained(location), engine.connect() as connection:
            if not engines.is_server(location):
                # batch rebuilds fail at commit while foreign keys are enforced; _verify checks them after
                connection.connection.execute("PRAGMA foreign_keys=OFF")
            config.attributes["connection"] = connection
            command.upgrade(config, "heads")
            connection.commit()
    finally:
        engine.dispose()


def _verify(path: Path, lacks_log: bool) -> None:
    with closing(engines.open_file(path)) as copy:
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        lost = copy.execute("PRAGMA foreign_key_check").fetchall()
        copy.execute("BEGIN IMMEDIATE")
        write_mark(copy, read_mark(copy).next(more=lacks_log))
        copy.commit()
    if lost or not sound:
        raise StoreError(
            f"“{path.name.removesuffix('.upgrading')}” couldn't be upgraded without loss. "
            "It was left as it is. Go on with the version of Intercoder that made it, and report this."
        )
