"""What two copies of a project have in common: the history that both have, and the state behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from app.errors import UserError
from app.models import Action
from app.store import Project, journal
from app.store.journal import WriteSession
from app.store.packet import is_packet
from app.store.setting import guid

OTHER_PROJECT = (
    "“{}” is another project, not a copy of this one, so nothing was changed. Copies of one project have a "
    "history in common; the work of another one comes in as a study folder."
)
NO_COMMON_PAST = (
    "The history of “{}” has nothing in common with that of this project, so nothing was changed: it was "
    "cut, or changed by another program. Bring an earlier copy of it, or import it as a study folder."
)
A_PACKET = (
    "“{}” is work that was given out, so nothing was changed. Return it there (Return work), and take it in "
    "here."
)
SAME = "“{}” is this project itself. Choose a copy of it."


@contextmanager
def set_aside(path: Path, name: str) -> Iterator[Project]:
    """A copy of a project file that may be changed and is thrown away; the file itself stays as it is."""
    with TemporaryDirectory(prefix="intercoder-") as folder:
        aside = Path(folder) / f"{name}.intercoder"
        with Project.open(str(path)) as project:
            project.save_copy(aside)
        with Project.open(str(aside)) as project:
            yield project


def last_in_common(project: Project, copy: Project, name: str) -> int:
    """The id of the last action that both histories have; UserError where there is none.

    Each hash covers all before it, so that one comparison tells of the whole past.
    """
    with project.read() as ours, copy.read() as theirs:
        if is_packet(theirs):
            raise UserError(A_PACKET.format(name))
        if guid(ours) != guid(theirs):
            raise UserError(OTHER_PROJECT.format(name))
        newest = [session.scalar(select(func.max(Action.id))) or 0 for session in (ours, theirs)]
        first, last = 0, min(newest)
        while first < last:
            middle = (first + last + 1) // 2
            hashes = {
                session.scalar(select(Action.hash).where(Action.id == middle)) or ""
                for session in (ours, theirs)
            }
            first, last = (middle, last) if len(hashes) == 1 and "" not in hashes else (first, middle - 1)
    if first == 0:
        raise UserError(NO_COMMON_PAST.format(name))
    return first


def go_back(session: WriteSession, *, action_id: int) -> None:
    """Take back everything that was done since an action, whoever did it: in a copy that is set aside."""
    later = select(Action.id).where(Action.id > action_id).order_by(Action.id.desc())
    for done, later_id in enumerate(session.scalars(later).all()):
        session.job.step(done, 0, "Looking for the common past")
        journal.revert(session, journal.effects_of(session, later_id))
