"""Agreement on a table that somebody brings: units in rows, a value from each coder; no project, no text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from app.agreement.coefficients.ratings import Floats, Ratings, label_of, ratings_from_table
from app.agreement.coefficients.values import NEEDS_NUMBERS, NEGATIVE_NUMBERS, Value, undefined
from app.agreement.coefficients.weights import agreement_weights, identity
from app.agreement.study.given_units import KEYS, SmallStudy, agreement_values
from app.agreement.study.intervals import left_out, minority, with_interval
from app.agreement.study.small_project import SmallProject
from app.agreement.study.statistics import OF_SETS
from app.errors import UserError
from app.jobs import Job

Level = Literal["nominal", "ordinal", "interval", "ratio", "sets"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio", "sets")
WEIGHTS = {"ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}  # of kappas, at a level
UNWEIGHTED = ("holsti", "positive_agreement", "negative_agreement")
_PAIR_KEYS = ("percent_agreement", "cohen_kappa", "krippendorff_alpha")

Cells = tuple[str | None, ...]


@dataclass(frozen=True)
class RatedVariable:
    """What each coder said of each unit: `cells` are units x coders, None where a coder said nothing.

    At the level `sets` a cell holds several values, divided by semicolons. `order` are the categories from
    the lowest to the highest, where they are words.
    """

    name: str
    units: tuple[str, ...]
    coders: tuple[str, ...]
    cells: tuple[Cells, ...]
    level: Level = "nominal"
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatedPair:
    """Two coders, the units that both judged, and how far they agree."""

    first: str
    second: str
    units: int
    values: dict[str, Value]


@dataclass(frozen=True)
class RatedAgreement:
    """How far the coders of one variable agree.

    `judged` is how many units two coders or more judged. `confusion` counts what one coder said where another
    said something else or the same, over all pairs, in the order of the coders; `differing` are the indices
    of units whose coders differ.
    """

    variable: RatedVariable
    categories: tuple[str, ...]
    judged: int
    values: dict[str, Value]
    pairs: tuple[RatedPair, ...]
    confusion: dict[tuple[str, str], int]
    differing: tuple[int, ...]


def rated_agreement(variable: RatedVariable, job: Job | None = None) -> RatedAgreement:
    """Every coefficient of the variable's level, with intervals from units left out; UserError where there is
    nothing to compare."""
    job = job or Job()
    if variable.level == "sets":
        return _of_sets(variable, job)
    ratings = _ratings(variable)
    coder_pairs = tuple(combinations(range(ratings.coders), 2))
    pairs = []
    for index, (first, second) in enumerate(coder_pairs):
        job.step(index, len(coder_pairs), f"Comparing two coders of “{variable.name}”")
        pairs.append(_pair(variable, ratings, first, second))
    categories = _labels(variable, ratings)
    said = [[None if value < 0 else categories[value] for value in row] for row in ratings.values.tolist()]
    return RatedAgreement(
        variable,
        categories,
        int(((ratings.values >= 0).sum(axis=1) >= 2).sum()),
        _values(ratings, variable.level, KEYS, job),
        tuple(pairs),
        _confusion(said),
        tuple(index for index, row in enumerate(said) if len(set(row) - {None}) > 1),
    )


def _ratings(variable: RatedVariable) -> Ratings:
    cells: list[list[str | float | None]] = [list(row) for row in variable.cells]
    given = {cell for row in cells for cell in row if cell is not None}
    if variable.level in ("nominal", "ordinal") and given <= set(variable.order):
        return _offered(variable)
    numeric = all(number_in(str(cell)) is not None for cell in given)
    if numeric:
        cells = [[None if cell is None else number_in(str(cell)) for cell in row] for row in cells]
        return ratings_from_table(cells)
    if variable.level in ("interval", "ratio"):
        words = sorted(str(cell) for cell in given if number_in(str(cell)) is None)
        raise UserError(
            f"“{variable.name}” has values that are no numbers ({', '.join(words[:3])}), so nothing was "
            f"computed: the level {variable.level} needs numbers. Choose another level, or mend the table."
        )
    if variable.level == "ordinal":
        return _in_order(variable, cells, {str(cell) for cell in given})
    return ratings_from_table(cells)


def _offered(variable: RatedVariable) -> Ratings:
    """The categories offered are those of the order, used or not: as numbers where the level has an order."""
    rank: dict[str, str | float] = {word: word for word in variable.order}
    if variable.level == "ordinal":
        rank = {word: float(place) for place, word in enumerate(variable.order, start=1)}
    cells = [[None if cell is None else rank[cell] for cell in row] for row in variable.cells]
    if variable.level == "nominal" and all(number_in(word) is not None for word in variable.order):
        rank = {word: number_in(word) or 0.0 for word in variable.order}
        cells = [[None if cell is None else rank[cell] for cell in row] for row in variable.cells]
    return ratings_from_table(cells, categories=list(rank.values()))


def _labels(variable: RatedVariable, ratings: Ratings) -> tuple[str, ...]:
    """The categories as the coders wrote them."""
    if len(ratings.categories) == len(variable.order):
        return variable.order
    labels = tuple(label_of(category) for category in ratings.categories)
    written = {cell for row in variable.cells for cell in row if cell is not None}
    return variable.order if variable.order and not written <= set(labels) else labels


def _in_order(variable: RatedVariable, cells: list[list[str | float | None]], given: set[str]) -> Ratings:
    if missing := sorted(given - set(variable.order)):
        raise UserError(
            f"The order of the values of “{variable.name}” isn't known ({', '.join(missing[:3])}), so "
            "nothing was computed: the level ordinal needs it. Say it from the lowest to the highest, or "
            "use numbers."
        )
    rank = {category: float(place) for place, category in enumerate(variable.order, start=1)}
    ranked: list[list[str | float | None]] = [
        [None if cell is None else rank[str(cell)] for cell in row] for row in cells
    ]
    return ratings_from_table(ranked, categories=list(rank.values()))


def number_in(text: str) -> float | None:
    """The number that a cell holds, with a point or a comma; None where it holds none."""
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _values(ratings: Ratings, level: str, keys: Sequence[str], job: Job) -> dict[str, Value]:
    values = _at_level(ratings, level, keys)
    open_ended = [key for key, value in values.items() if value.value is not None and value.low is None]
    if not open_ended or len(ratings.values) == 0:
        return values

    small = SmallStudy(ratings)
    plain = set(open_ended) <= set(UNWEIGHTED)
    weights = _weights(ratings) if plain else _weights(ratings, level)

    def of_samples(samples: Floats) -> Floats:
        columns = [
            small.in_samples([key], samples)
            if key in UNWEIGHTED
            else small.in_samples([key], samples, weights=weights, level=level)
            for key in open_ended
        ]
        return np.concatenate(columns, axis=1)

    errors = left_out(
        of_samples, len(ratings.values), lambda done, of: job.step(done, of, "Leaving out units")
    )
    return values | {
        key: with_interval(values[key], key, errors, minority(ratings.counts), index)
        for index, key in enumerate(open_ended)
    }


def _at_level(ratings: Ratings, level: str, keys: Sequence[str]) -> dict[str, Value]:
    if level != "nominal" and ratings.numbers is None:
        return {key: undefined(NEEDS_NUMBERS) for key in keys}
    weighted = [key for key in keys if key not in UNWEIGHTED]
    plain = agreement_values(ratings, [key for key in keys if key in UNWEIGHTED], weights=_weights(ratings))
    if level == "ratio" and ratings.numbers is not None and (ratings.numbers < 0).any():
        return {key: undefined(NEGATIVE_NUMBERS) for key in weighted} | plain
    return agreement_values(ratings, weighted, weights=_weights(ratings, level), level=level) | plain


def _weights(ratings: Ratings, level: str = "nominal") -> Floats:
    """Weights of agreement; without any, the table would take the detour of a project."""
    if level == "nominal" or ratings.numbers is None:
        return identity(len(ratings.categories))
    return agreement_weights(WEIGHTS[level], ratings.numbers)


def _pair(variable: RatedVariable, ratings: Ratings, first: int, second: int) -> RatedPair:
    both = ratings.of_pair(first, second)
    values = _at_level(both, variable.level, _PAIR_KEYS)
    return RatedPair(variable.coders[first], variable.coders[second], len(both.values), values)


def _confusion(said: Sequence[Sequence[str | None]]) -> dict[tuple[str, str], int]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in said:
        counts.update(
            (first, second)
            for first, second in combinations(row, 2)
            if first is not None and second is not None
        )
    return dict(counts)


def _of_sets(variable: RatedVariable, job: Job) -> RatedAgreement:
    """Each unit is a document in which a coder gives the codes of a set, or which that coder left out."""
    said = [[None if cell is None else sets_of(cell) for cell in row] for row in variable.cells]
    job.step(0, 0, f"Comparing the coders of “{variable.name}”")
    pairs = []
    for first, second in combinations(range(len(variable.coders)), 2):
        both = [
            [row[first], row[second]] for row in said if row[first] is not None and row[second] is not None
        ]
        values = _set_values(both)
        pairs.append(RatedPair(variable.coders[first], variable.coders[second], len(both), values))
    labels = [[None if cell is None else "; ".join(sorted(cell)) for cell in row] for row in said]
    return RatedAgreement(
        variable,
        tuple(sorted({code for row in said for cell in row for code in cell or ()})),
        sum(sum(cell is not None for cell in row) >= 2 for row in said),
        _set_values(said),
        tuple(pairs),
        _confusion(labels),
        tuple(index for index, row in enumerate(labels) if len(set(row) - {None}) > 1),
    )


def sets_of(cell: str) -> frozenset[str]:
    """The values of a cell that holds several."""
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def _set_values(said: Sequence[Sequence[frozenset[str] | None]]) -> dict[str, Value]:
    documents = [
        (
            1,
            {
                f"{g:,}": [(0, 1, code) for code in sorted(cell)]
                for g, cell in enumerate(row)
                if cell is not None
            },
        )
        for row in said
    ]
    result = SmallProject(documents).compared(OF_SETS)
    return {key: result.value(key, "overall") for key in OF_SETS}
