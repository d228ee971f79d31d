"""The names of the workspaces over one project, in their order."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication


class Workspace(IntEnum):
    """The workspaces as they stand in the bar and in the View menu."""

    CODE = 0
    AGREEMENT = 1
    RECONCILE = 2
    ANALYSE = 3


def name_of(workspace: Workspace) -> str:
    """A workspace's name for people."""
    names = {
        Workspace.CODE: _tr("Code"),
        Workspace.AGREEMENT: _tr("Agreement"),
        Workspace.RECONCILE: _tr("Reconcile"),
        Workspace.ANALYSE: _tr("Analyse"),
    }
    return names[workspace]


def _tr(text: str) -> str:
    return QCoreApplication.translate("workspaces", text)
