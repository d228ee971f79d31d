"""The names of the workspaces over one project, in their order."""

from enum import IntEnum

from app.translation import tr


class Workspace(IntEnum):
    """The workspaces as they stand in the bar and in the View menu."""

    CODE = 0
    AGREEMENT = 1
    RECONCILE = 2
    ANALYSE = 3


def name_of(workspace: Workspace) -> str:
    """A workspace's name for people."""
    names = {
        Workspace.CODE: tr("Code"),
        Workspace.AGREEMENT: tr("Agreement"),
        Workspace.RECONCILE: tr("Reconcile"),
        Workspace.ANALYSE: tr("Analyse"),
    }
    return names[workspace]
