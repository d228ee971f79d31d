"""What a command has to say: in words, or as one JSON value."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CommandOutput:
    """The same answer twice: `text` for people, `value` for programs.

    `code` is the exit code; `complaint` goes to standard error beside the answer; `then` is what is done
    after the answer was given, and gives back the exit code instead.
    """

    text: str
    value: Any
    code: int = 0
    complaint: str = ""
    then: Callable[[], int] | None = None

    def print(self, *, as_json: bool) -> None:
        """Write the answer to standard output, and make sure that it arrived."""
        if as_json:
            print(json.dumps(self.value, ensure_ascii=False, indent=2, allow_nan=False))
        elif self.text:
            print(self.text)
        sys.stdout.flush()
        if self.complaint:
            print(self.complaint, file=sys.stderr)
