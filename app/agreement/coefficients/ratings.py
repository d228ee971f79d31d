"""Units x coders tables: what every coder said of every unit, with gaps where a coder said nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Category = str | float
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MISSING = -1


@dataclass(frozen=True, eq=False)
class Ratings:
    """N units x r coders of category numbers, MISSING where a coder has no value there.

    `categories` are the q categories offered, in order; `weights` holds one positive size per unit (1 for
    turns, the length in characters for stretches of text).
    """

    values: Integers
    categories: tuple[Category, ...]
    weights: Floats

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.weights.shape != self.values.shape[:1]:
            raise ValueError("ratings are units x coders, with one weight for each unit")
        if self.values.size and not -1 <= self.values.min() <= self.values.max() < len(self.categories):
            raise ValueError("a rating is the number of a category, or -1 where it is missing")

    @property
    def coders(self) -> int:
        """The number of coders r, including any without values."""
        return int(self.values.shape[1])

    @cached_property
    def counts(self) -> Floats:
        """r_ik, shape (N, q): how many coders put unit i into category k."""
        q = len(self.categories)
        units, coders = np.nonzero(self.values >= 0)
        cells = units * q + self.values[units, coders]
        counts = np.bincount(cells, minlength=len(self.values) * q)
        return counts.reshape(len(self.values), q).astype(np.float64)

    @cached_property
    def numbers(self) -> Floats | None:
        """The categories as numbers, shape (q,), or None when one of them is not a number."""
        try:
            numbers = np.array([float(category) for category in self.categories])
        except ValueError:
            return None
        return numbers if np.isfinite(numbers).all() else None

    def number_of(self, label: str) -> int | None:
        """The number of the category that is written `label`, or None."""
        labels = [label_of(category) for category in self.categories]
        return labels.index(label) if label in labels else None

    def of_units(self, chosen: NDArray[np.bool_] | Integers) -> "Ratings":
        """The same coders on fewer units; the categories offered stay."""
        return Ratings(self.values[chosen], self.categories, self.weights[chosen])

    def of_pair(self, first: int, second: int) -> "Ratings":
        """Two coders, on the units that both have a value for."""
        values = self.values[:, [first, second]]
        both = (values >= 0).all(axis=1)
        return Ratings(values[both], self.categories, self.weights[both])


def label_of(category: Category) -> str:
    """A category as people write it: 1.0 is "1"."""
    if isinstance(category, float) and category.is_integer():
        return str(int(category))
    return str(category)


def ratings_from_table(
    rows: Sequence[Sequence[str | float | None]],
    *,
    categories: Sequence[str | float] | None = None,
    weights: Sequence[float] | None = None,
) -> Ratings:
    """Ratings from rows of labels or numbers, None where missing.

    Without `categories`, those that occur are taken, numbers in order of size and labels in order of the
    alphabet (labels that are all numbers count as numbers). Raises ValueError when a row is longer than
    another or holds a value that is not among `categories`.
    """
    width = max((len(row) for row in rows), default=0)
    if any(len(row) != width for row in rows):
        raise ValueError("every unit needs one cell for each coder")
    offered = _in_order({_plain(v) for row in rows for v in row if v is not None})
    if categories is not None:
        offered = tuple(_plain(category) for category in categories)
    number_of = {category: index for index, category in enumerate(offered)}
    values = np.full((len(rows), width), MISSING, dtype=np.int64)
    for i, row in enumerate(rows):
        for g, value in enumerate(row):
            if value is not None:
                if _plain(value) not in number_of:
                    raise ValueError(f"the value {value!r} is not among the categories offered")
                values[i, g] = number_of[_plain(value)]
    sizes = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=np.float64)
    return Ratings(values, offered, sizes)


def _plain(value: str | float) -> Category:
    return value if isinstance(value, str) else float(value)


def _in_order(categories: set[Category]) -> tuple[Category, ...]:
    def rank(category: Category) -> tuple[int, float, str]:
        try:
            return (0, float(category), str(category))
        except ValueError:
            return (1, 0.0, str(category))

    return tuple(sorted(categories, key=rank))
