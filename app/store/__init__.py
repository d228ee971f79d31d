"""The one door to a project: read, do, undo, redo, poll."""

from app.store.changes import Changes
from app.store.project import Project

__all__ = ["Changes", "Project"]
