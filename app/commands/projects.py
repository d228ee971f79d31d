"""Opens the project that a command names."""

from app import settings
from app.rounds import queries
from app.store import Project
from app.store.engine import shown


def open_to_look(location: str) -> Project:
    """An open project for a command that changes nothing."""
    return Project.open(location)


def open_to_change(location: str) -> Project:
    """An open project whose actions the window's undo can take back."""
    return Project.open(location, station=settings.station())


def make(location: str) -> Project:
    """A new project."""
    return Project.create(location, station=settings.station())


def left_out(project: Project) -> list[str]:
    """What open blind rounds keep out of an answer, as sentences."""
    with project.read() as session:
        return queries.left_out(session)


__all__ = ["left_out", "make", "open_to_change", "open_to_look", "shown"]
