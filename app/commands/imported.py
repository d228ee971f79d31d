"""Imports what a command needs without looking for garbage meanwhile, which took a quarter of the time."""

import gc
import importlib
from types import ModuleType


def imported(name: str) -> ModuleType:
    """A module and all that it imports, which stays to the end: nobody needs to look for garbage in it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
