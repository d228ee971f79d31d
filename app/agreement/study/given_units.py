"""The coefficients of a units x coders table by name: a value or a reason, with Gwet's standard errors.

The table becomes a small project, each unit a document of its own, and is compared as every project is: what
published examples confirm is what the product computes with. What no project asks for (weights of agreement,
other levels of measurement, units of a broken size) is computed from the same tallies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import cached_property

import numpy as np

from app.agreement.coefficients import standard_errors
from app.agreement.coefficients.alpha import LEVELS
from app.agreement.coefficients.estimates import Bools, Estimates, reason_without_pairs
from app.agreement.coefficients.ratings import MISSING, Floats, Ratings
from app.agreement.coefficients.student_t import t_quantile
from app.agreement.coefficients.tallies import CategoryTallies, of_documents
from app.agreement.coefficients.values import (
    NEEDS_NUMBERS,
    NEEDS_TWO_CATEGORIES,
    NEEDS_TWO_CODERS,
    NEGATIVE_NUMBERS,
    SOME_PAIRS_UNDEFINED,
    Value,
    undefined,
)
from app.agreement.coefficients.weights import identity
from app.agreement.spans import sweep
from app.agreement.spans.continuum import Codings, Continuum
from app.agreement.study.pair_sums import presence_sums, table_sums
from app.agreement.study.parts import pair_estimates, pair_means, pair_value
from app.agreement.study.small_project import DOMAIN, SmallProject, Spans, value_in
from app.agreement.study.statistics import OF_ALL_CODERS, OF_PAIRS, OF_TWO_CODERS, OF_VARIABLES
from app.agreement.study.variables import Variable, variable

ANY_CODERS = ("percent_agreement", "brennan_prediger", "fleiss_kappa", "conger_kappa", "gwet_ac1")
TWO_CATEGORIES = ("positive_agreement", "negative_agreement")
PRESENT = "present"

KEYS = (*ANY_CODERS, *OF_PAIRS, "krippendorff_alpha", *TWO_CATEGORIES)


def agreement_values(
    ratings: Ratings,
    keys: Iterable[str] = KEYS,
    *,
    weights: Floats | None = None,
    level: str = "nominal",
) -> dict[str, Value]:
    """Each of `keys` (of KEYS) for these ratings; agreement weights have shape (q, q), identity unless given.

    `level` is Krippendorff's level of measurement, which takes the place of weights there; Holsti and the
    agreement on one category know no weights. Where there is a standard error, low and high bound the 95 %
    interval with t_{N-1}, N units with a value. Raises KeyError for an unknown key, ValueError for an unknown
    level.
    """
    return SmallStudy(ratings).values(keys, weights=weights, level=level)


class SmallStudy:
    """Ratings as a study: every unit is a document, and a category a code of one exclusive domain.

    Where there are two categories, the second is the code of a study of presence and absence.
    """

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings

    @cached_property
    def tallies(self) -> CategoryTallies:
        """Of all units, each as often as it weighs."""
        if len(self.ratings.categories) != 2:
            return self._weighed(self._variable.tallies)
        present = self._continuum([MISSING, 0], self.ratings.values >= 0)
        tallies = sweep.category_tallies(sweep.tally(present))
        return self._weighed(CategoryTallies(*(getattr(tallies, f.name)[:, 0] for f in fields(tallies))))

    def values(
        self, keys: Iterable[str], *, weights: Floats | None = None, level: str = "nominal"
    ) -> dict[str, Value]:
        """As `agreement_values`."""
        w = identity(len(self.ratings.categories)) if weights is None else weights
        return {
            key: _with_interval(_value(self, key, weights, w, level), _units(self.ratings, key))
            for key in keys
        }

    def value(self, key: str) -> Value | None:
        """One of `KEYS` as a project has it; None where a table holds what no project does."""
        sizes, complete = self.ratings.weights, bool((self.ratings.values >= 0).all())
        used = bool((self.ratings.values == 1).any())  # a code that nobody gave has no values of its own
        present = len(self.ratings.categories) == 2 and complete and (used or key not in OF_VARIABLES)
        if (sizes != sizes.round()).any() or not (present or key in OF_VARIABLES):
            return None
        if present:
            return value_in(self._presence.compared([key]), key, PRESENT, "code")
        return value_in(self._domain.compared([key], absent=False), key, DOMAIN, "domain")

    @cached_property
    def _presence(self) -> SmallProject:
        """The second category as a code, which a coder gives a unit or doesn't."""
        return SmallProject(self._documents(["", PRESENT]), [PRESENT])

    @cached_property
    def _domain(self) -> SmallProject:
        """The categories as the codes of a domain; to give a unit none of them says nothing."""
        names = [f"{index:,}" for index in range(len(self.ratings.categories))]
        return SmallProject(self._documents(names), names, exclusive=True)

    def _documents(self, names: Sequence[str]) -> list[tuple[int, Spans]]:
        """One for each unit, as long as it is large; `names` are the codes of categories, "" for none."""
        return [
            (
                size,
                {f"{g:,}": [(0, size, names[k])] if k >= 0 and names[k] else [] for g, k in enumerate(row)},
            )
            for size, row in zip(
                self.ratings.weights.astype(np.int64).tolist(), self.ratings.values.tolist(), strict=True
            )
        ]

    def pairs(self, key: str, weights: Floats | None) -> tuple[Estimates, float]:
        """A statistic of two coders, or its mean over pairs, and how many pairs were compared."""
        if len(self.ratings.categories) == 2 and weights is None and key != "holsti":
            present = self._continuum([MISSING, 0], self.ratings.values >= 0)
            sums = presence_sums(present, sweep.tally(present, pairs=False))
        else:
            w = identity(len(self.ratings.categories)) if weights is None else weights
            sums = table_sums(self._named, self._variable.tallies, w)
        estimates, pairs = pair_estimates([sums], [key], self.ratings.weights[None])
        return estimates[key], float(pairs[key])

    def in_samples(
        self, keys: Sequence[str], samples: Floats, *, weights: Floats | None = None, level: str = "nominal"
    ) -> Floats:
        """Values (B, K) of `keys` where units count as often as `samples` (B, G) says of their groups.

        NaN where there is no value; unit i is in group i modulo G.
        """
        w = identity(len(self.ratings.categories)) if weights is None else weights
        counts = of_documents(samples, len(self.ratings.values)) * self.ratings.weights
        tallies = self._variable.tallies.resample(counts)
        sums = [table_sums(self._named, self._variable.tallies, w)]
        columns = []
        for key in keys:
            if key in OF_PAIRS:
                columns.append(pair_means(sums, [key], counts)[0][:, 0])
            elif key == "krippendorff_alpha":
                columns.append(OF_ALL_CODERS[key](tallies, level, self.ratings.numbers).value)
            elif key in ANY_CODERS:
                columns.append(OF_ALL_CODERS[key](tallies, w).value)
            else:
                columns.append(OF_ALL_CODERS[key](tallies).value)
        return np.stack(columns, axis=-1)

    @cached_property
    def _named(self) -> Continuum:
        """All have completed every unit; who has no value there gave it none of the codes."""
        q = len(self.ratings.categories)
        return self._continuum(list(range(q)), np.ones(self.ratings.values.shape, dtype=np.bool_))

    @cached_property
    def _variable(self) -> Variable:
        return variable(self._named, range(len(self.ratings.categories)), absent=False)

    def _continuum(self, codes: Sequence[int], completed: Bools) -> Continuum:
        """Units of length 1; `codes` is the code of each category, MISSING for none."""
        values = self.ratings.values
        unit, coder = np.nonzero(values >= 0)
        code = np.array([*codes, MISSING], dtype=np.int64)[values[unit, coder]]
        zero = np.zeros_like(unit)
        codings = Codings(unit, coder, code, zero, zero + 1).take(code >= 0)
        return Continuum(np.ones(len(values), dtype=np.int64), completed, max([*codes, 0]) + 1, codings)

    def _weighed(self, tallies: CategoryTallies) -> CategoryTallies:
        return tallies.resample(self.ratings.weights[None]).of(0)


def no_pairs_reason(ratings: Ratings) -> str:
    """Why no two coders can be compared, should that be so."""
    coded = ratings.values >= 0
    return reason_without_pairs(float(coded.any(axis=1).sum()), int(coded.any(axis=0).sum()))


def _units(ratings: Ratings, key: str) -> int:
    """How many units a coefficient's standard error rests on."""
    return int((ratings.counts.sum(axis=1) >= (2 if key in OF_TWO_CODERS else 1)).sum())


def _with_interval(value: Value, units: int) -> Value:
    """The interval that the standard error gives; no agreement is higher than 1."""
    if value.value is None or value.se is None:
        return value
    reach = t_quantile(0.975, units - 1) * value.se
    return replace(value, low=value.value - reach, high=min(1.0, value.value + reach))


def _value(small: SmallStudy, key: str, given: Floats | None, weights: Floats, level: str) -> Value:
    ratings = small.ratings
    reason = no_pairs_reason(ratings)
    if key not in KEYS:
        raise KeyError(key)
    if given is None and level == "nominal":
        value = _as_project(small, key, weights)
        if value is not None:
            return value
    if key in ANY_CODERS:
        se = standard_errors.standard_error(ratings, key, weights)
        return OF_ALL_CODERS[key](small.tallies, weights).value_at(no_units=reason, se=se)
    if key in OF_PAIRS:
        return _of_pairs(small, key, given, weights)
    if key == "krippendorff_alpha":
        return _alpha(small, level)
    if len(ratings.categories) != 2:
        return undefined(NEEDS_TWO_CATEGORIES)
    return OF_ALL_CODERS[key](small.tallies).value_at(no_units=reason)


def _as_project(small: SmallStudy, key: str, weights: Floats) -> Value | None:
    """The value that a project of these ratings has, with the standard error; None where there is none."""
    alone = key in OF_TWO_CODERS and small.ratings.coders != 2
    if alone or float(small.tallies.pairable) == 0:
        return None
    value = small.value(key)
    if value is None or value.value is None:
        return value
    same = {"scott_pi": "fleiss_kappa", "cohen_kappa": "conger_kappa"}.get(key, key)
    has_error = same in (*ANY_CODERS, "krippendorff_alpha")
    of = small.ratings.of_pair(0, 1) if same != key else small.ratings
    se = standard_errors.standard_error(of, same, weights) if has_error else None
    flags = tuple(flag for flag in value.flags if flag == SOME_PAIRS_UNDEFINED)
    return replace(value, se=se, low=None, high=None, flags=flags)  # the interval is that of the error


def _of_pairs(small: SmallStudy, key: str, given: Floats | None, weights: Floats) -> Value:
    """With two coders Scott's pi and Cohen's kappa are Fleiss' and Conger's on the units both coded."""
    ratings, reason = small.ratings, no_pairs_reason(small.ratings)
    if key in OF_TWO_CODERS and ratings.coders != 2:
        return undefined(NEEDS_TWO_CODERS if ratings.coders > 2 else reason)
    if float(small.tallies.pairable) == 0:
        return undefined(reason)
    means, _ = small.pairs(key, given)
    value = pair_value(key, means, ratings.coders * (ratings.coders - 1) / 2, (0,))
    if key in OF_TWO_CODERS and value.value is not None:
        same = "fleiss_kappa" if key == "scott_pi" else "conger_kappa"
        return replace(value, se=standard_errors.standard_error(ratings.of_pair(0, 1), same, weights))
    return value


def _alpha(small: SmallStudy, level: str) -> Value:
    ratings, numbers = small.ratings, small.ratings.numbers
    if level in LEVELS[2:] and numbers is None:
        return undefined(NEEDS_NUMBERS)
    if level == "ratio" and numbers is not None and (numbers < 0).any():
        return undefined(NEGATIVE_NUMBERS)
    se = None
    if level == "nominal":
        se = standard_errors.standard_error(ratings, "krippendorff_alpha", identity(len(ratings.categories)))
    estimate = OF_ALL_CODERS["krippendorff_alpha"](small.tallies, level, numbers)
    return estimate.value_at(no_units=no_pairs_reason(ratings), se=se)
