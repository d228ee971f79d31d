"""A log beside a project file that belongs to another file: the two are never opened together."""

import contextlib
import time
from pathlib import Path

from app.errors import UserError
from app.store import engine as engines
from app.store.engine import index_of, log_of
from app.store.mark import has_log, mark_of_file, states_in_log
from app.store.places import free_name
from app.store.presence import is_open_here

LOOKS, BETWEEN = 5, 0.02  # seconds: another program may be writing the log back at this moment
FOREIGN = (
    "The log “{}” beside “{}” belongs to another file, which had that name before. Opened together they "
    "would damage each other, so nothing was opened or changed. "
)
STILL_OPEN = (
    "A window on this computer still has that file open. Go there, choose “Save a copy…” in the File menu, "
    "close the project there, and open this one again."
)
SET_ASIDE = (
    "The log was set aside as “{}”; “{}” as it is now can be opened. If work is missing in it, look for the "
    "file of before (in the waste bin, or among the versions that a synchronising program keeps) and put it "
    "in a folder of its own, with the log beside it, named as the file with “-wal” at its end."
)
LEFT = "Move the log to another folder, where nothing is lost, and open the project again."


def refuse_foreign_log(path: Path) -> None:
    """UserError where the log beside a file is another file's; nobody needs it open, it is set aside."""
    for look in range(LOOKS):
        time.sleep(BETWEEN if look else 0)
        if not has_log(path):
            return
        with engines.explained(str(path)):
            states = states_in_log(path)
            if not states or mark_of_file(path).state in states:
                return
    sentence = FOREIGN.format(log_of(path).name, path.name)
    if is_open_here(path):
        raise UserError(sentence + STILL_OPEN)
    raise UserError(sentence + _set_aside(path))


def _set_aside(path: Path) -> str:
    aside = free_name(path.with_name(f"{path.name} log of another file"))
    try:
        log_of(path).rename(aside)
    except OSError:
        return LEFT
    with contextlib.suppress(OSError):
        index_of(path).unlink()
    return SET_ASIDE.format(aside.name, path.name)
