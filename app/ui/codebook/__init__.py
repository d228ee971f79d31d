"""The codebook in the window: tree, definitions, and what can be done to them."""

from app.ui.codebook.panel import CodebookPanel

__all__ = ["CodebookPanel"]
