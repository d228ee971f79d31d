"""Patterns that are made ready when they are first used: all of them together take a third of a second."""

import re
from functools import cached_property
from typing import Any, cast


class _Late:
    """Stands for a pattern until somebody asks it for something."""

    def __init__(self, pattern: str) -> None:
        self._source = pattern

    @cached_property
    def _ready(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._ready, name)
        setattr(self, name, value)  # the next time it is found at once
        return value


def late(pattern: str) -> re.Pattern[str]:
    """A pattern that is compiled at its first use, and is used like any other."""
    return cast("re.Pattern[str]", _Late(pattern))
