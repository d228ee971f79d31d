"""What a form showed when it was opened: what is stored over since must have been seen."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.errors import Overwritten

R = TypeVar("R")


class Opened:
    """Values of a form by field; each refusal because of others' changes adds what it told of them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)

    def store(self, do: Callable[[Mapping[str, Any]], R]) -> R:
        """Do what takes the values that were seen; after a refusal the same may be stored on purpose."""
        try:
            return do(self.values)
        except Overwritten as refusal:
            self.values |= refusal.now
            raise
