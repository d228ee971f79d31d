"""The names of the workspaces over one project, in their order."""

from PySide6.QtCore import QCoreApplication


def workspace_names() -> list[str]:
    """The names as they stand in the bar and in the View menu."""
    return [_tr("Code")]


def _tr(text: str) -> str:
    return QCoreApplication.translate("workspaces", text)
