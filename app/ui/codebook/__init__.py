"""The codebook in the window: tree, definitions, and what can be done to them."""

from app.ui.codebook.tree.panel import CodebookPanel

__all__ = ["CodebookPanel"]
