"""Under which letters the coders of an item stand, with their names or, in blind order, without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window's menu names the letters at its start
    from app.coders.queries import CoderRow
    from app.reconcile.items import Item

LETTERS = "ABCDFGHJKMQYZ"  # of coders; the others are keys of what can be decided
DIGITS = "1234567890"


@dataclass(frozen=True)
class Face:
    """One coder of an item: the letter that accepts his or her codings, and the name to be shown."""

    letter: str
    coder_id: int
    name: str
    initials: str


def faces(item: Item, people: Mapping[int, CoderRow], *, blind: bool) -> list[Face]:
    """Everybody who completed the document; in blind order shuffled, each item its own way for ever."""
    order = [coder for coder in item.coders if coder in people]
    if blind:
        order.sort(key=lambda coder_id: sha256(f"{item.key} {people[coder_id].guid}".encode()).digest())
    letters = []
    for index, coder_id in enumerate(order):
        letter = LETTERS[index] if index < len(LETTERS) else str(index + 1)
        row = people[coder_id]
        letters.append(Face(letter, coder_id, "" if blind else row.name, "" if blind else row.initials))
    return letters


def face_of(pressed: str, shown: list[Face]) -> Face | None:
    """The coder that a key means: a letter, or a digit in the order they stand."""
    if pressed in DIGITS:
        index = DIGITS.index(pressed)
        return shown[index] if index < len(shown) else None
    return next((face for face in shown if face.letter == pressed.upper()), None)
