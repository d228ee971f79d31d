"""Opens the project that a command names."""

from app import settings
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


__all__ = ["make", "open_to_change", "open_to_look", "shown"]
