"""What each kind of published case holds, and how the statistics it names are computed from it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from app.agreement.coefficients import mv_alpha, sets, standard_errors, two_by_two
from app.agreement.coefficients.alpha import alpha_with_distances
from app.agreement.coefficients.many_coders import fleiss_category
from app.agreement.coefficients.ratings import Floats, Ratings, ratings_from_table
from app.agreement.coefficients.values import (
    NEEDS_TWO_CATEGORIES,
    NO_VARIATION,
    NOT_USED,
    Value,
    defined,
    undefined,
)
from app.agreement.coefficients.weights import NAMES, agreement_weights, identity
from app.agreement.examples.cells import ratings_of, rows_of, set_of
from app.agreement.study.given_units import KEYS, SmallStudy, no_pairs_reason
from app.agreement.study.small_project import SmallProject, value_in
from app.agreement.study.statistics import OF_SETS

Lookup = Callable[[str], Value]  # raises KeyError for a key that this kind of case does not know

_OTHER_NAMES = {
    "pa": "percent_agreement",
    "gwet_pa": "percent_agreement",
    "kappa": "cohen_kappa",
    "weighted_kappa": "cohen_kappa",
    "pi": "scott_pi",
    "scott": "scott_pi",
    "fleiss": "fleiss_kappa",
    "fleiss_kappa_gwet": "fleiss_kappa",
    "conger": "conger_kappa",
    "light": "light_kappa",
    "hubert": "conger_kappa",
    "gwet": "gwet_ac1",
    "bennett_s": "brennan_prediger",
    "krippendorff": "krippendorff_alpha",
    "ac1": "gwet_ac1",
    "ac2": "gwet_ac1",
    "gwet_ac2": "gwet_ac1",
    "bp": "brennan_prediger",
    "s": "brennan_prediger",
    "randolph": "brennan_prediger",
    "cohen": "cohen_kappa",
    "alpha": "krippendorff_alpha",
    "weighted_alpha": "krippendorff_alpha",
    "positive": "positive_agreement",
    "negative": "negative_agreement",
}
_INDICES = ("pabak", "prevalence_index", "bias_index", "kappa_max")


class RatingCase:
    """A table of ratings as a case holds it, and the statistics that a key may name.

    Keys: those of `given_units` and the short names of the literature, pe_<name> for what is expected by
    chance, se_<name> (linearised) and se_<name>_table (from the table of two coders), alpha_<level>,
    fleiss_category:<label>, fleiss_se0_1971, the indices of a 2x2 table (kappa_max of any table of two
    coders), and <name>_<weights>.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        extra = data.get("extra") or {}
        if not isinstance(extra, Mapping):
            raise ValueError("`extra` is an object")
        rows, categories = ratings_of(rows_of(data), data.get("categories") or extra.get("categories"))
        sizes = data.get("unit_weights")
        if sizes is not None and (len(sizes) != len(rows) or not all(size > 0 for size in sizes)):
            raise ValueError("`unit_weights` holds one positive size for each unit")
        self.ratings = ratings_from_table(rows, categories=categories, weights=sizes)
        self.small = SmallStudy(self.ratings)
        self.weights = _weights(self.ratings, data.get("weights"), extra)

    def __call__(self, key: str) -> Value:
        """The statistic that `key` names; KeyError when there is no such statistic."""
        if key.startswith("fleiss_category:"):
            return self._fleiss_category(key.partition(":")[2])
        if key == "fleiss_se0_1971":
            null = standard_errors.fleiss_null_standard_error(self.ratings)
            return undefined(NO_VARIATION) if null is None else defined(null)
        if key in _INDICES:
            return self._index(key)
        if key.startswith("pe_"):
            value = self._named(key.removeprefix("pe_"))
            return _part(value, value.expected)
        if key.startswith("se_"):
            return self._standard_error(key.removeprefix("se_"))
        return self._named(key)

    def _named(self, key: str) -> Value:
        name, weights = key, self.weights
        level = key.removeprefix("alpha_")
        if key.startswith("alpha_") and level in ("nominal", "ordinal", "interval", "ratio"):
            return self.small.values(["krippendorff_alpha"], level=level)["krippendorff_alpha"]
        base, _, scheme = key.rpartition("_")
        if base and scheme in NAMES:
            name, weights = base, agreement_weights(scheme, _places(self.ratings))
        name = _OTHER_NAMES.get(name, name)
        if name not in KEYS:
            raise KeyError(key)
        if name == "krippendorff_alpha" and weights is not None:
            return self._weighted_alpha(weights)
        return self.small.values([name], weights=weights)[name]

    def _weighted_alpha(self, weights: Floats) -> Value:
        tallies = self.small.tallies
        se = standard_errors.standard_error(self.ratings, "krippendorff_alpha", weights)
        estimates = alpha_with_distances(tallies, 1 - weights)
        return estimates.value_at(no_units=no_pairs_reason(self.ratings), se=se)

    def _fleiss_category(self, label: str) -> Value:
        category = self.ratings.number_of(label)
        if category is None:
            return undefined(NOT_USED)
        tallies = self.small.tallies
        return fleiss_category(tallies, category).value_at(no_units=no_pairs_reason(self.ratings))

    def _index(self, key: str) -> Value:
        if self.ratings.coders != 2 or (len(self.ratings.categories) != 2 and key != "kappa_max"):
            return undefined(NEEDS_TWO_CATEGORIES)
        tables = self.small.tallies.tables
        indices = (
            two_by_two.kappa_max(tables)
            if key == "kappa_max"
            else getattr(two_by_two.two_by_two(tables), key)()
        )
        value = float(indices[0])
        return defined(value) if np.isfinite(value) else undefined(NO_VARIATION)

    def _standard_error(self, key: str) -> Value:
        value = self._named(key.removesuffix("_table"))
        n = value.n
        if value.se is None or n is None or not key.endswith("_table"):
            return _part(value, value.se)
        return defined(value.se * float(np.sqrt((n - 1) / n)))


def set_case(data: Mapping[str, Any]) -> Lookup:
    """Sets of codes: mvalpha, mvDo, mvDe, alpha_<distance>, Do_<distance>, De_<distance>, cu_alpha_sets."""
    units = [[set_of(cell) for cell in row] for row in rows_of(data)]
    values = sets.set_values(units, data.get("unit_weights"))
    result = None if data.get("unit_weights") else _project_of_sets(units).compared(OF_SETS)

    def direct(key: str) -> Value:
        """What no project asks for: other distances, units of a size."""
        if key == "mv_alpha":
            return mv_alpha.mv_alpha(values).value_at(0)
        if key == "cu_alpha_sets":
            return sets.set_tallies(sets.without_empty_sets(values), "dice").alpha().value_at(0)
        return sets.set_tallies(values, key.removeprefix("alpha_")).alpha().value_at(0)

    def look(key: str) -> Value:
        kind, _, name = key.partition("_")
        if key in ("mvalpha", "mv_alpha", "mvDo", "mvDe"):
            asked = "mv_alpha"
        elif key == "cu_alpha_sets":
            asked = key
        elif kind in ("alpha", "Do", "De") and name in sets.DISTANCES:
            asked = "masi_alpha" if name == "masi" else f"alpha_{name}"
        else:
            raise KeyError(key)
        if result is not None and asked in OF_SETS:
            value = value_in(result, asked)
        else:
            value = direct("alpha_masi" if asked == "masi_alpha" else asked)
        if kind.endswith("Do"):
            return _part(value, value.observed)
        return _part(value, value.expected) if kind.endswith("De") else value

    return look


def _project_of_sets(units: Sequence[Sequence[Sequence[str] | None]]) -> SmallProject:
    """Every unit a document; who has no set there has not completed it."""
    return SmallProject(
        [
            (
                1,
                {
                    f"{g:,}": [(0, 1, code) for code in dict.fromkeys(cell)]
                    for g, cell in enumerate(row)
                    if cell is not None
                },
            )
            for row in units
        ]
    )


def set_pair_case(data: Mapping[str, Any]) -> Lookup:
    """Two sets of codes: jaccard, dice, masi."""
    first, second = (set_of(data[name]) or [] for name in ("a", "b"))

    def look(key: str) -> Value:
        if key not in sets.DISTANCES:
            raise KeyError(key)
        return defined(sets.set_distance(key, first, second))

    return look


def _part(value: Value, part: float | None) -> Value:
    """A part of a value on its own, or why it isn't there."""
    return undefined(value.reason or NO_VARIATION) if part is None else defined(part)


def _places(ratings: Ratings) -> Floats:
    """The categories as numbers, or else their places 1 to q."""
    if ratings.numbers is not None:
        return ratings.numbers
    return np.arange(1.0, len(ratings.categories) + 1)


def _weights(ratings: Ratings, given: Any, extra: Mapping[str, Any]) -> Floats | None:
    """Agreement weights from a name, a matrix, named pairs "a|b" or named disagreements; None for none."""
    if "disagreement" in extra:
        return _from_disagreements(ratings, extra["disagreement"])
    if isinstance(given, str):
        given = given.strip().casefold()
    if given in (None, "", "none", "unweighted", "nominal"):
        return None
    if isinstance(given, str):
        return agreement_weights(given, _places(ratings))
    if isinstance(given, Mapping):
        return _named_pairs(ratings, given, identity(len(ratings.categories)))
    return _from_matrix(given, len(ratings.categories))


def _from_matrix(rows: Any, q: int) -> Floats:
    """Weights as they are given; a matrix with 0 on its diagonal holds disagreements."""
    if not isinstance(rows, Sequence) or [len(row) for row in rows] != [q] * q:
        raise ValueError(f"the weights must be {q} x {q}, as there are {q} categories")
    matrix: Floats = np.asarray(rows, dtype=np.float64)
    if q > 1 and not np.diag(matrix).any():
        matrix = 1 - matrix / max(float(matrix.max()), 1.0)
    return matrix


def _from_disagreements(ratings: Ratings, given: Any) -> Floats:
    """1 - disagreement; pairs that are not named disagree altogether."""
    q = len(ratings.categories)
    if not isinstance(given, Mapping):
        return _from_matrix(given, q)
    apart = _named_pairs(ratings, given, 1 - identity(q))
    return 1 - apart / max(float(apart.max(initial=0)), 1.0)


def _named_pairs(ratings: Ratings, given: Mapping[str, Any], matrix: Floats) -> Floats:
    """The matrix with the amounts that are named "a|b", both ways."""
    for pair, amount in given.items():
        first, _, second = str(pair).partition("|")
        k, m = ratings.number_of(first), ratings.number_of(second)
        if not isinstance(amount, int | float):
            raise ValueError(f"the weight of “{pair}” is not a number")
        if k is not None and m is not None:
            matrix[k, m] = matrix[m, k] = float(amount)
    return matrix
