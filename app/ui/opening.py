"""Opens and makes projects for the window: whose work it is, and the sample study."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app import settings
from app.coders.actions import add_coder
from app.coders.here import remember_here, who_is_here
from app.jobs import Job
from app.recent_projects import FOLDER_KEY, NAME_KEY, without_password
from app.store import Project
from app.store.project import SUFFIX
from app.store.unlocking import new_key
from app.translation import tr
from app.ui.session import ProjectSession


def open_project(location: str) -> ProjectSession:
    """Open a project; who was at work last, here, is at work again, and nobody on a new computer."""
    return session_of(Project.open(location, station=settings.station()))


def session_of(project: Project) -> ProjectSession:
    """A project that was just opened, with its coder at work."""
    session = ProjectSession(project)
    person = who_is_here(project, without_password(project.location))
    session.coder_id = person.id if person else None
    return session


def remember_who(session: ProjectSession) -> None:
    """Remember who is at work in this project, for the next time."""
    remember_here(session.project, session.coder_id)


def new_project(
    path: Path, coder_name: str, title: str = "", passphrase: str | None = None
) -> ProjectSession:
    """Make a project with its first coder, locked where there is a passphrase."""
    make(str(path), coder_name, title, passphrase)
    settings.write(FOLDER_KEY, str(path.parent))
    settings.write(NAME_KEY, coder_name)
    return open_project(str(path))


def make(location: str, coder_name: str, title: str = "", passphrase: str | None = None) -> None:
    """Make a project with its first coder, its lead, whom no Undo of this window takes away again."""
    key = None if passphrase is None else new_key(passphrase)
    with Project.create(location, title=title, key=key) as project:
        label = tr("Add coder “{name}”", name=coder_name)
        coder_id = project.do(label, add_coder, name=coder_name, role="lead")
        remember_here(project, coder_id)


def sample_project(job: Job, folder: Path | None = None) -> str:
    """Where the sample study lies as a project; it is made on first use."""
    from app.exchange.sample_study import make_sample

    path = (folder or _documents_folder()) / f"Intercoder sample study{SUFFIX}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(path, job)  # no undo of ours takes it away
    return str(path)


def _documents_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
