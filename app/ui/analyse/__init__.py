"""The Analyse workspace: passages across documents."""

from app.ui.analyse.workspace import AnalyseWorkspace

__all__ = ["AnalyseWorkspace"]
