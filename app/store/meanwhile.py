"""Refuses to store over what somebody else wrote since a form was opened."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.errors import Overwritten

R = TypeVar("R")
LONGEST_SHOWN = 1_000  # characters of each text


class Opened:
    """What a form showed when it was opened, by field; a refusal adds what others changed since."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)

    def store(self, do: Callable[[Mapping[str, Any]], R]) -> R:
        """Do what takes the values that were seen; after a refusal the same may be stored on purpose."""
        try:
            return do(self.values)
        except Overwritten as refusal:
            self.values |= refusal.now
            raise


def refuse_overwriting(row: Any, wanted: Mapping[str, Any], seen: Mapping[str, Any] | None, of: str) -> None:
    """Overwritten where a field has neither the value `seen` when a form was opened nor the wanted one.

    `wanted` are values by the columns of `row`, `of` names it in a sentence: “Faith”. Without `seen` nothing
    is refused: whoever has no form open, such as a command, says what is to be.
    """
    lost = {
        field: getattr(row, field)
        for field, value in wanted.items()
        if seen is not None and field in seen and getattr(row, field) not in (seen[field], value)
    }
    if not lost:
        return
    values = "\n".join(
        f"{field.replace('_', ' ').capitalize()}\n"
        f"  there now: {_shown(now)}\n"
        f"  yours: {_shown(wanted[field])}"
        for field, now in lost.items()
    )
    raise Overwritten(
        f"Somebody changed {of} since you opened it, so nothing was stored and nothing of yours is lost.\n"
        f"{values}\n"
        "Put the two together and save again: then yours takes its place.",
        lost,
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value).strip()
    return f"“{text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + '…'}”" if text else "empty"
