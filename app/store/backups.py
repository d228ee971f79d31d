"""Dated backups of a project file: made whole and checked, listed, few kept, and put back."""

import contextlib
import glob
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.drafts import draft_folder
from app.errors import IntercoderError, Locked, StoreError, UserError
from app.models import Action
from app.store import engine as engines
from app.store import heads, keys, places, presence, relocking, upgrade
from app.store.check import problems
from app.store.journal import WriteSession
from app.store.project import Project
from app.store.setting import setting, store_setting

FOLDER = "{} backups"  # beside the project
NAMED = "{} {:%Y-%m-%d %H.%M}{}"
DATED = r" (\d{4}-\d\d-\d\d) (\d\d)\.(\d\d)( \(\d+\))?"
BEFORE = "{} before restoring"
RESTORED = "restored from backups"  # setting: JSON list of when
HOUR = 3600  # seconds
LEFT = "Nothing was changed. "
UNSOUND = "“{}” is no sound backup: {} " + LEFT + "Choose another one."
FOREIGN = "“{}” is a backup of another project. " + LEFT + "Choose one of this project, or open it by itself."
IN_USE = "“{}” is open in a window or a command on this computer. " + LEFT + "Close it there, then restore."
NO_SERVER = (
    "Backups of a project on a server are made by whoever keeps the server, so nothing was done here. "
    "Export a study folder to have its contents in files."
)


@dataclass(frozen=True)
class BackupRule:
    """How often the window makes a backup (hours, 0 for never), how many are kept, and in which folder.

    The folder "" stands for one beside the project.
    """

    hours: int = 24
    kept: int = 10
    folder: str = ""

    def folder_of(self, path: Path) -> Path:
        """Where the backups of a project lie."""
        return Path(self.folder) if self.folder else path.with_name(FOLDER.format(path.stem))


@dataclass(frozen=True)
class Backup:
    """A file that holds an earlier state; `latest` is when its newest change was made (UTC), "" if unread.

    `why_not` says why it can't be read now; `latest_id` is the id of that change.
    """

    path: Path
    at: str
    size: int
    is_locked: bool
    latest: str
    why_not: str
    latest_id: int = 0


def make_backup(project: Project, rule: BackupRule) -> tuple[Path, list[str]]:
    """A new backup, which was opened and checked, and the names of those that were removed for it."""
    path = _path_of(project.location)
    folder = rule.folder_of(path)
    with _sentence_of_disk(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = places.free_name(folder / NAMED.format(path.stem, datetime.now().astimezone(), path.suffix))
    project.save_copy(target)
    problem = _problem_of(target)
    if problem:
        raise StoreError(
            f"The backup “{target.name}” was made, but is not sound: {problem} Make another one."
        )
    return target, _forget_oldest(path, folder, rule.kept)


def is_due(project: Project, rule: BackupRule) -> bool:
    """Whether the rule wants a backup now: something was changed since the latest one, or since a day."""
    if engines.is_server(project.location) or project.only_to_look or not rule.hours:
        return False
    path = _path_of(project.location)
    newest = max(_dated(path, rule.folder_of(path)), key=lambda file: file.stem, default=None)
    with project.read() as session:
        first, latest_id = session.execute(select(func.min(Action.at), func.max(Action.id))).one()
    since = None if newest is None else _named_at(newest)
    now = datetime.now().astimezone()
    is_old = (now - (since or datetime.fromisoformat(first))).total_seconds() >= HOUR * rule.hours
    return is_old and (newest is None or _look_into(newest).latest_id != latest_id)


def backups(location: str, rule: BackupRule) -> list[Backup]:
    """What there is of a project in its folder of backups and beside it, newest first."""
    path = _path_of(location)
    folder = rule.folder_of(path)
    upgrades = path.parent.glob(f"*{path.suffix}")
    pattern = re.compile(re.escape(path.stem) + r" (backup|saved|before restoring) .*")
    files = {*_dated(path, folder), *(file for file in upgrades if pattern.fullmatch(file.stem))}
    files |= {file for file in folder.glob(f"*{path.suffix}") if pattern.fullmatch(file.stem)}
    listed = [_look_into(file) for file in files]
    return sorted(listed, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def plain_copies(location: str, rule: BackupRule) -> list[str]:
    """The names of backups, and of files called like a project, that are not locked."""
    path = _path_of(location)
    beside = path.parent.glob(f"{glob.escape(path.stem)}*{glob.escape(path.suffix)}")
    files = {*beside, *(backup.path for backup in backups(location, rule))} - {path}
    return sorted(file.name for file in files if not keys.looks_locked(*heads.start_of(file)))


def backup_named(location: str, name: str, rule: BackupRule) -> Path:
    """The backup that is called so, or lies there; UserError where there is none."""
    listed = backups(location, rule)
    for backup in listed:
        if name in (backup.path.name, backup.path.stem, str(backup.path)):
            return backup.path
    if Path(name).is_file():
        return Path(name)
    choice = "; ".join(backup.path.name for backup in listed[:10]) or "there is none yet"
    raise UserError(f"There is no backup “{name}”. {LEFT}Choose one of: {choice}.")


@contextlib.contextmanager
def opened(location: str, backup: Path) -> Iterator[Project]:
    """A copy of a backup, which itself is left as it is; Locked where its passphrase is needed first."""
    path = _path_of(location)
    with draft_folder(path.parent) as folder:
        copy = folder / f"tmp{path.suffix}"
        with _sentence_of_disk(backup):
            keys.key_for(backup, *heads.start_of(backup))
            places.make_private(copy)
            shutil.copyfile(backup, copy)
        with Project.open(str(copy)) as project:
            yield project


def restore(
    location: str, backup: Path, rule: BackupRule, *, station: str, otherwise: int | None = None
) -> Path:
    """Put a backup in the place of a project that is open nowhere; returns where its state of now is kept."""
    path = _path_of(location)
    presence.refuse_other_computers(path)
    if presence.is_open_here(path):
        raise UserError(IN_USE.format(path.name))
    with Project.open(location) as project, opened(location, backup) as earlier:
        if _guid(project) != _guid(earlier):
            raise UserError(FOREIGN.format(backup.name))
        found = problems(earlier)
        if found:
            raise UserError(UNSOUND.format(backup.name, found[0]))
        now = datetime.now().astimezone()
        folder = rule.folder_of(path)
        with _sentence_of_disk(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = places.free_name(folder / NAMED.format(BEFORE.format(path.stem), now, path.suffix))
        project.save_copy(kept)
        draft = places.draft_of(path)
        earlier.save_copy(draft)
    try:
        _note(draft, backup.name, station, otherwise)
        relocking.put_under_key_of(path, draft)
        upgrade.keep_owner(path, draft)
        if presence.is_open_here(path):
            raise UserError(IN_USE.format(path.name))
        with _sentence_of_disk(path):
            draft.replace(path)
            places.make_lasting(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _note(draft: Path, name: str, station: str, otherwise: int | None) -> None:
    """That the project was put back stands in its history."""
    with Project.open(str(draft), station=station, otherwise=otherwise) as project:
        project.begin(f"Restored from “{name}”", _note_restoring, name=name)


def _note_restoring(session: WriteSession, *, name: str) -> None:
    before = json.loads(setting(session, RESTORED) or "[]")
    at = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    store_setting(session, key=RESTORED, value=json.dumps([*before, [at, name]], ensure_ascii=False))


def _path_of(location: str) -> Path:
    if engines.is_server(location):
        raise UserError(NO_SERVER)
    return engines.file_at(location)


def _problem_of(target: Path) -> str:
    with Project.open(str(target)) as copy:
        return next(iter(problems(copy)), "")


def _look_into(file: Path) -> Backup:
    status = file.stat()
    at = _named_at(file) or datetime.fromtimestamp(status.st_mtime).astimezone()
    is_locked = keys.looks_locked(*heads.start_of(file))
    latest, why_not, latest_id = "", "", 0
    newest = "SELECT at, id FROM action ORDER BY id DESC LIMIT 1"
    try:
        with engines.explained(str(file)), closing(engines.open_file(file, way=engines.ALONE)) as connection:
            latest, latest_id = connection.execute(newest).fetchone()
    except Locked:
        why_not = "it has a passphrase of its own"
    except (IntercoderError, sqlite3.Error, TypeError) as error:
        why_not = str(error) if isinstance(error, IntercoderError) else "it is damaged"
    return Backup(file, f"{at:%Y-%m-%d %H:%M}", status.st_size, is_locked, latest, why_not, latest_id)


def _dated(path: Path, folder: Path) -> list[Path]:
    pattern = re.compile(re.escape(path.stem) + DATED)
    return [file for file in folder.glob(f"*{path.suffix}") if pattern.fullmatch(file.stem)]


def _named_at(file: Path) -> datetime | None:
    match = re.search(DATED + r"$", file.stem)
    if match is None:
        return None
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}").astimezone()
    return None


def _forget_oldest(path: Path, folder: Path, kept: int) -> list[str]:
    """Remove the oldest backups of the dated ones where there are more than are kept."""
    dated = sorted(_dated(path, folder), key=lambda file: file.stem)
    gone = dated[: max(0, len(dated) - max(1, kept))]
    for file in gone:
        file.unlink(missing_ok=True)
    return [file.name for file in gone]


def _guid(project: Project) -> str | None:
    with project.read() as session:
        return setting(session, "guid")


@contextlib.contextmanager
def _sentence_of_disk(what: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"“{what.name}” can't be read or written: {error.strerror}. {LEFT}") from error
