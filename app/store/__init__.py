"""The one door to a project: read, do, undo, redo, poll."""

from app.store.project import Changes, Project

__all__ = ["Changes", "Project"]
