"""Draws a sample of documents or turns, at random or in proportion to strata, the same for the same seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar

from app.errors import UserError

T = TypeVar("T")


@dataclass(frozen=True)
class Stratum:
    """How many of a stratum there are, and how many were drawn."""

    name: str
    size: int
    drawn: int


@dataclass(frozen=True)
class Sample(Generic[T]):
    """What was drawn, in the order of what it was drawn from; not stratified: one stratum without a name."""

    items: tuple[T, ...]
    seed: int
    strata: tuple[Stratum, ...]


@dataclass(frozen=True)
class Drawn:
    """A sample as the project keeps it: `number` of `of` documents or turns, and how it can be drawn again.

    `at` is when (UTC, ISO), `documents` holds the guids of the documents that it is or lies in.
    """

    at: str
    what: str
    of: int
    number: int
    seed: int
    in_proportion_to: str = ""
    only_new: bool = False
    documents: tuple[str, ...] = ()

    def same_as(self, other: "Drawn") -> bool:
        """Whether it is the same sample, drawn at whatever time."""
        return replace(self, at="") == replace(other, at="")


def draw(
    items: Sequence[T],
    number: int,
    *,
    seed: int,
    identity: Callable[[T], str],
    stratum: Callable[[T], str] | None = None,
) -> Sample[T]:
    """Draw `number` items without replacement; with `stratum`, from each in proportion to its size.

    `identity` names an item for good (a guid, not a position): who is drawn depends on seed and identities
    alone, not on the order of items, the system or the version of a library. Without strata, a larger sample
    holds the smaller one of the same seed. Raises UserError for a number below 1 or above what there is.
    """
    if not 0 < number <= len(items):
        raise UserError(
            f"{number:,} can't be drawn from {len(items):,}. Choose a number from 1 to {len(items):,}."
        )
    groups: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        groups.setdefault(stratum(item) if stratum else "", []).append(index)
    names = sorted(groups)
    shares = proportional([len(groups[name]) for name in names], number)
    drawn: list[int] = []
    for name, share in zip(names, shares, strict=True):
        drawn += sorted(groups[name], key=lambda index: _lot(seed, identity(items[index])))[:share]
    strata = tuple(Stratum(name, len(groups[name]), share) for name, share in zip(names, shares, strict=True))
    return Sample(tuple(items[index] for index in sorted(drawn)), seed, strata)


def proportional(sizes: Sequence[int], number: int) -> list[int]:
    """`number` shared out in proportion to sizes by largest remainder; of equal remainders the first gains.

    Needs 0 <= number <= sum(sizes); no share is larger than its size. Source: Hamilton's method.
    """
    total = sum(sizes)
    shares = [number * size // total for size in sizes]
    remainders = [number * size % total for size in sizes]
    behind = sorted(range(len(sizes)), key=lambda index: (-remainders[index], index))
    for index in behind[: number - sum(shares)]:
        shares[index] += 1
    return shares


def _lot(seed: int, identity: str) -> bytes:
    """A lot to sort by: as good as random, and the same everywhere and for ever."""
    return sha256(f"{seed}\n{identity}".encode()).digest()
