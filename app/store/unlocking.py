"""Opens locked project files to this program, by passphrase or recovery key, until it ends or forgets."""

from pathlib import Path

from app.errors import UserError
from app.store import engine as engines
from app.store import heads, keys
from app.store.keys import PAGE, Key

MOST_PAGES = 8  # that may be damaged at a file's beginning before a passphrase counts as wrong
NOT_ON_A_SERVER = (
    "A project on a server isn't locked with a passphrase, so nothing was done: whoever keeps the server "
    "decides who gets in, and encrypts its disk. Only project files can be locked."
)
WRONG = "This is not the passphrase of “{}”. Nothing was opened or changed. Type it again: capitals count."
NOT_LOCKED = "“{}” is not locked, so there is no passphrase to give. Open it as it is."


class WrongPassphrase(UserError):
    """What was typed opens nothing."""


def new_key(passphrase: str) -> Key:
    """A key for a new file, known from now on."""
    key = Key.new(passphrase)
    keys.remember(key)
    return key


def is_locked(location: str) -> bool:
    """Whether a location is a file that looks locked with a passphrase."""
    if engines.is_server(location):
        return False
    path = engines.file_at(location)
    return path.is_file() and keys.looks_locked(*heads.start_of(path))


def is_open_to_us(location: str) -> bool:
    """Whether a location can be opened without asking for a passphrase."""
    return not is_locked(location) or keys.knows(heads.start_of(engines.file_at(location))[0])


def key_of(location: str) -> Key:
    """The key of a locked file that is open to us; Locked where it isn't, UserError where it isn't locked."""
    path = engines.file_at(location)
    key = keys.key_for(path, *heads.start_of(path))
    if key is None:
        raise UserError(NOT_LOCKED.format(path.name))
    return key


def unlock(location: str, secret: str) -> None:
    """Know the key of a locked file from now on; WrongPassphrase where `secret` isn't what opens it.

    `secret` is its passphrase or the recovery key of its sheet.
    """
    path = engines.file_at(location)
    if not is_locked(location):
        raise UserError(NOT_LOCKED.format(path.name))
    with engines.explained(location):
        key = keys.fitting_key(_pages(path), secret)
    if key is None:
        raise WrongPassphrase(WRONG.format(path.name))
    keys.remember(key)


def _pages(path: Path) -> list[bytes]:
    with heads.looking():
        start, _ = heads.start_of(path)
        if heads.is_open(path):
            return [start]
        with path.open("rb") as file:
            content = file.read(MOST_PAGES * PAGE)
    return [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
