"""The one door to a project: read, do, undo, redo, poll."""

from app.models.journal import COMMAND_LINE
from app.store.changes import Changes
from app.store.project import Project
from app.store.sight import ReadSession

__all__ = ["COMMAND_LINE", "Changes", "Project", "ReadSession"]
