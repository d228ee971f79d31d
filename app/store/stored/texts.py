"""What is the same in two versions of a text, as it is stored with the newer one.

Three numbers for each stretch: characters before it in the older text alone, in the newer one alone, its own.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from app.store import chain
from app.store.stored.forms import format_of

FORMAT = 1


class StoredStretch(NamedTuple):
    """Characters that are the same, as code point offsets of where they begin in the older and newer text."""

    old: int
    new: int
    length: int


def stretches_written(stretches: Iterable[StoredStretch]) -> str:
    """Stretches as JSON; they are in order and disjoint in both texts."""
    numbers: list[int] = []
    old = new = 0
    for stretch in stretches:
        numbers += (stretch.old - old, stretch.new - new, stretch.length)
        old, new = stretch.old + stretch.length, stretch.new + stretch.length
    return chain.to_json({"format": FORMAT, "same": numbers})


def stretches_read(stored: str) -> tuple[StoredStretch, ...]:
    """The stretches; StoreError where they are newer than this program, ValueError where they are damaged."""
    content = json.loads(stored)
    format_of(content, FORMAT, "A version of a text")
    numbers = content["same"]
    if not all(type(number) is int and number >= 0 for number in numbers) or len(numbers) % 3:
        raise ValueError("a stretch is no three numbers")
    stretches: list[StoredStretch] = []
    old = new = 0
    for first in range(0, len(numbers), 3):
        left_out, put_in, length = numbers[first : first + 3]
        stretches.append(StoredStretch(old + left_out, new + put_in, length))
        old, new = old + left_out + length, new + put_in + length
    return tuple(stretches)


def fits(stretches: Iterable[StoredStretch], old_text: str, new_text: str) -> bool:
    """Whether the stretches are indeed the same in both texts."""
    return all(
        old_text[old : old + length] == new_text[new : new + length] and old + length <= len(old_text)
        for old, new, length in stretches
    )
