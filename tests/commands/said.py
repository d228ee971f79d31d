"""What a command said, as tests ask for it."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


Command = Callable[..., Said]
