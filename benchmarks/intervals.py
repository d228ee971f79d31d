"""How often intervals hold the truth: simulated studies, compared by the code of the product's numbers.

python -m benchmarks.intervals [--studies 2000] [--statistic KEY]

Two coders code documents of 20 to 60 turns. A document's prevalence of the code is drawn around the
prevalence of all (beta, intraclass correlation), and so is the share of turns on which the coders see the
same; elsewhere each codes at random by the document's prevalence. The truth is the value of 200,000 such
documents.
"""

import argparse
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.values import Value
from app.agreement.study.intervals import left_out, minority, with_interval
from app.agreement.study.statistics import OF_ALL_CODERS

Floats = NDArray[np.float64]
MANY = 200_000
DOCUMENTS, PREVALENCES = (6, 8, 10, 20, 40), (0.03, 0.10, 0.30)


@dataclass(frozen=True)
class World:
    """What studies are drawn from: turns in a document, and how alike documents and coders are."""

    name: str
    turns: tuple[int, int]
    prevalence_correlation: float
    same: float
    same_correlation: float


WORLDS = (
    World("documents much alike, good agreement", (20, 60), 0.05, 0.8, 0.0),
    World("documents differ, agreement differs", (20, 60), 0.15, 0.7, 0.1),
    World("documents differ much, high agreement", (20, 60), 0.30, 0.85, 0.15),
    World("documents much alike, poor agreement", (20, 60), 0.05, 0.5, 0.05),
)


def cells(random: np.random.Generator, world: World, prevalence: float, shape: tuple[int, ...]) -> Floats:
    """Turns by what both coders said, (..., 4): both, only the first, only the second, neither."""
    n = random.integers(world.turns[0], world.turns[1] + 1, size=shape)
    p = _around(random, prevalence, world.prevalence_correlation, shape)
    same = _around(random, world.same, world.same_correlation, shape)
    both = same * p + (1 - same) * p * p
    one = (1 - same) * p * (1 - p)
    shares = np.clip(np.stack([both, one, one, 1 - both - 2 * one], axis=-1), 0, 1)
    return random.multinomial(n, shares / shares.sum(axis=-1, keepdims=True)).astype(np.float64)


def tallies_of(found: Floats) -> CategoryTallies:
    """Tallies of documents, from what both coders said there, (D, 4)."""
    both, first, second, neither = found.T
    n = found.sum(axis=1)
    table = np.stack([neither, second, first, both], axis=-1).reshape(-1, 1, 2, 2)
    crossed = (table + np.swapaxes(table, -1, -2))[:, 0]
    coders = np.stack([np.stack([n - said, said], axis=-1) for said in (both + first, both + second)], axis=1)
    return CategoryTallies(n, coders.sum(axis=1) / 2, crossed / 2, crossed, crossed, coders, table)


def truth(world: World, prevalence: float, key: str) -> float:
    """The value of very many documents."""
    found = cells(np.random.default_rng(11), world, prevalence, (MANY,))
    return float(OF_ALL_CODERS[key](tallies_of(found).total()).value)


def coverage(world: World, prevalence: float, documents: int, studies: int, key: str) -> tuple[float, float]:
    """Share of studies that get an interval, and share of these intervals that hold the truth."""
    random = np.random.default_rng([7, documents, round(100 * prevalence)])
    true = truth(world, prevalence, key)
    given = held = 0
    for found in cells(random, world, prevalence, (studies, documents)):
        value = interval_of(tallies_of(found), key)
        if value.low is not None and value.high is not None:
            given += 1
            held += value.low <= true <= value.high
    return given / studies, held / given if given else float("nan")


def interval_of(tallies: CategoryTallies, key: str) -> Value:
    """A statistic with its interval, from tallies of documents."""

    def drawn(counts: Floats) -> Floats:
        return OF_ALL_CODERS[key](tallies.resample(counts)).value

    value = OF_ALL_CODERS[key](tallies.total()).value_at()
    varies = minority(tallies.coders.sum(axis=1))
    return with_interval(value, key, left_out(drawn, len(tallies.units)), varies)


def _around(random: np.random.Generator, mean: float, correlation: float, shape: tuple[int, ...]) -> Floats:
    if not correlation:
        return np.full(shape, mean)
    size = (1 - correlation) / correlation
    return np.asarray(random.beta(mean * size, (1 - mean) * size, size=shape), dtype=np.float64)


def main() -> None:
    """Print a table for the manual."""
    parser = argparse.ArgumentParser(prog="benchmarks.intervals")
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--statistic", default="krippendorff_alpha", choices=tuple(OF_ALL_CODERS))
    chosen = parser.parse_args()
    print("| studies of | prevalence | " + " | ".join(f"{n} documents" for n in DOCUMENTS) + " |")
    print("|---|---" + "|---" * len(DOCUMENTS) + "|")
    for world, prevalence in product(WORLDS, PREVALENCES):
        told = []
        for documents in DOCUMENTS:
            given, held = coverage(world, prevalence, documents, chosen.studies, chosen.statistic)
            told.append(f"{100 * held:.0f} %" if given * chosen.studies >= 100 else "–")
        print(f"| {world.name} | {prevalence:.2f} | " + " | ".join(told) + " |", flush=True)


if __name__ == "__main__":
    main()
