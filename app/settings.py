"""This user's preferences, kept as JSON in the user's own settings folder.

Nothing about a study is kept here but the paths of recent projects. Every call reads the small file anew,
so that two windows see one another's changes.
"""

import json
import logging
import os
import secrets
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import platformdirs

from app.errors import UserError

WRITTEN_WITHIN = 60  # seconds
FOLDER_VARIABLE = "INTERCODER_SETTINGS_FOLDER"

Value = bool | int | float | str | list[str]
T = TypeVar("T", bound=Value)

log = logging.getLogger(__name__)


def folder() -> Path:
    """Where preferences live on this system, unless INTERCODER_SETTINGS_FOLDER names another place."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("intercoder", appauthor=False)


def read(key: str, default: T) -> T:
    """The stored value, or `default` where none of its type is stored: `read("font size", 16)`."""
    value = _stored().get(key)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        return default
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return default
    return value


def write(key: str, value: Value) -> None:
    """Keep a value under its key; all of it or nothing. Raises UserError if the folder can't be written."""
    try:
        _replace(_stored() | {key: value})
    except OSError as error:
        raise UserError(
            f"Your preferences could not be saved in {folder()}: {error.strerror}. "
            f"Make that folder writable, or name another one in the environment variable {FOLDER_VARIABLE}."
        ) from error


def station() -> str:
    """This installation's random hexadecimal name, made on first use; it says nothing about the person."""
    if not read("station", ""):
        write("station", secrets.token_hex(8))
    return read("station", "")


def _file() -> Path:
    return folder() / "settings.json"


def _stored() -> dict[str, object]:
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except ValueError:
        stored = None
    except OSError as error:
        raise _unreadable(error) from error
    if isinstance(stored, dict):
        return stored
    try:
        _set_aside()
    except OSError as error:
        raise _unreadable(error) from error
    return {}


def _unreadable(error: OSError) -> UserError:
    return UserError(
        f"Your preferences in {_file()} could not be read: {error.strerror}. "
        f"Make that file readable, or name another folder in the environment variable {FOLDER_VARIABLE}."
    )


def _set_aside() -> None:
    """Keep a file that can't be read beside the new one that will replace it."""
    backup = _file().with_name(f"settings.unreadable-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.json")
    _file().replace(backup)
    log.warning("The preferences could not be read. They are kept as %s; the defaults apply.", backup)


def _replace(stored: dict[str, object]) -> None:
    """Write beside the file and swap, so that a power cut leaves the old one or the new one."""
    folder().mkdir(parents=True, exist_ok=True)
    _sweep()
    handle, name = tempfile.mkstemp(dir=folder(), prefix="settings-", suffix=".new")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(stored, file, indent=2)  # escaped: a path may hold what UTF-8 can't
            file.flush()
            os.fsync(file.fileno())
        draft.replace(_file())
    finally:
        draft.unlink(missing_ok=True)


def _sweep() -> None:
    """Remove what a program that was killed while it wrote has left."""
    with suppress(OSError):
        for draft in list(folder().glob("settings-*.new")):
            if draft.stat().st_mtime < time.time() - WRITTEN_WITHIN:
                draft.unlink()
