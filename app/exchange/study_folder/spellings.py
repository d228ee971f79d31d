"""Says of names that are written in several ways that they were taken for one."""

import unicodedata
from collections.abc import Iterable


def as_one(what: str, name: str, spellings: Iterable[str]) -> str:
    """One sentence about a coder, code or document; `what` it is in words."""
    shown = dict.fromkeys(unicodedata.normalize("NFC", spelling) for spelling in spellings)
    if len(shown) == 1:
        return (
            f"The {what} “{name}” is written in two ways that look the same, with composed and decomposed "
            f"letters: it is one {what}."
        )
    return f"{' and '.join(f'“{spelling}”' for spelling in shown)} are one {what}, called “{name}”."
