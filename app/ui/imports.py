"""Keeps PySide from reading the source of every module that is imported after it.

It looks there for `from __feature__ import`, which nothing here has; for the several hundred modules that a
project needs, that took a tenth of the time until it was painted.
"""

import builtins

import PySide6.QtCore  # noqa: F401  # puts an import of its own in the place of Python's


def use_pythons_import() -> None:
    """Import as Python does."""
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        vars(builtins)["__import__"] = original
