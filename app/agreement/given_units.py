"""The coefficients of a units x coders table by name: a value or a reason, with Gwet's standard errors."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.agreement import coefficients, pairwise, standard_errors, two_by_two
from app.agreement.alpha import LEVELS, krippendorff_alpha
from app.agreement.estimates import Estimates, reason_without_pairs
from app.agreement.ratings import Floats, Ratings
from app.agreement.student_t import t_quantile
from app.agreement.tallies import CategoryTallies, rating_tallies
from app.agreement.values import (
    NEEDS_NUMBERS,
    NEEDS_TWO_CATEGORIES,
    NEEDS_TWO_CODERS,
    NEGATIVE_NUMBERS,
    NO_VARIATION,
    SOME_PAIRS_UNDEFINED,
    Value,
    undefined,
)
from app.agreement.weights import identity

Coefficient = Callable[[CategoryTallies, Floats], Estimates]

ANY_CODERS: dict[str, Coefficient] = {
    "percent_agreement": coefficients.percent_agreement,
    "brennan_prediger": coefficients.brennan_prediger,
    "fleiss_kappa": coefficients.fleiss_kappa,
    "conger_kappa": coefficients.conger_kappa,
    "gwet_ac1": coefficients.gwet_ac1,
}
TWO_CODERS: dict[str, Coefficient] = {
    "scott_pi": lambda tallies, weights: pairwise.scott_pi(tallies.tables, weights),
    "cohen_kappa": lambda tallies, weights: pairwise.cohen_kappa(tallies.tables, weights),
}
TWO_CATEGORIES: dict[str, Callable[[CategoryTallies], Estimates]] = {
    "positive_agreement": two_by_two.positive_agreement,
    "negative_agreement": two_by_two.negative_agreement,
}

KEYS = (*ANY_CODERS, *TWO_CODERS, "light_kappa", "holsti", "krippendorff_alpha", *TWO_CATEGORIES)


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
    tallies = rating_tallies(ratings).total()
    w = identity(tallies.q) if weights is None else weights
    return {
        key: _with_interval(_value(ratings, tallies, key, w, level), _units(ratings, key)) for key in keys
    }


def no_pairs_reason(ratings: Ratings) -> str:
    """Why no two coders can be compared, should that be so."""
    coded = ratings.values >= 0
    return reason_without_pairs(float(coded.any(axis=1).sum()), int(coded.any(axis=0).sum()))


def _units(ratings: Ratings, key: str) -> int:
    """How many units a coefficient's standard error rests on."""
    return int((ratings.counts.sum(axis=1) >= (2 if key in TWO_CODERS else 1)).sum())


def _with_interval(value: Value, units: int) -> Value:
    """The interval that the standard error gives; no agreement is higher than 1."""
    if value.value is None or value.se is None:
        return value
    reach = t_quantile(0.975, units - 1) * value.se
    return replace(value, low=value.value - reach, high=min(1.0, value.value + reach))


def _value(ratings: Ratings, tallies: CategoryTallies, key: str, weights: Floats, level: str) -> Value:
    reason = no_pairs_reason(ratings)
    if key in ANY_CODERS:
        se = standard_errors.standard_error(ratings, key, weights)
        return ANY_CODERS[key](tallies, weights).value_at(no_units=reason, se=se)
    if key in TWO_CODERS:
        return _of_two_coders(ratings, tallies, key, weights)
    if key == "light_kappa":
        return _pair_mean(tallies, pairwise.light_kappa(tallies, weights), reason)
    if key == "holsti":
        return _pair_mean(tallies, pairwise.mean_over_pairs(pairwise.holsti(tallies)), reason)
    if key == "krippendorff_alpha":
        return _alpha(ratings, tallies, level)
    if tallies.q != 2:
        return undefined(NEEDS_TWO_CATEGORIES)
    return TWO_CATEGORIES[key](tallies).value_at(no_units=reason)


def _of_two_coders(ratings: Ratings, tallies: CategoryTallies, key: str, weights: Floats) -> Value:
    """Scott's pi and Cohen's kappa; with two coders they are Fleiss' and Conger's on the units both coded."""
    if ratings.coders != 2:
        return undefined(NEEDS_TWO_CODERS if ratings.coders > 2 else no_pairs_reason(ratings))
    same = "fleiss_kappa" if key == "scott_pi" else "conger_kappa"
    se = standard_errors.standard_error(ratings.of_pair(0, 1), same, weights)
    return TWO_CODERS[key](tallies, weights).value_at(0, no_units=no_pairs_reason(ratings), se=se)


def _pair_mean(tallies: CategoryTallies, mean: Estimates, reason: str) -> Value:
    if float(tallies.pairable) == 0:
        return undefined(reason)
    value = mean.value_at(no_units=NO_VARIATION)
    if value.value is not None and float(mean.n) < tallies.tables.shape[-3]:
        value = replace(value, flags=(*value.flags, SOME_PAIRS_UNDEFINED))
    return value


def _alpha(ratings: Ratings, tallies: CategoryTallies, level: str) -> Value:
    numbers = ratings.numbers
    if level in LEVELS[2:] and numbers is None:
        return undefined(NEEDS_NUMBERS)
    if level == "ratio" and numbers is not None and (numbers < 0).any():
        return undefined(NEGATIVE_NUMBERS)
    se = None
    if level == "nominal":
        se = standard_errors.standard_error(ratings, "krippendorff_alpha", identity(tallies.q))
    estimate = krippendorff_alpha(tallies, level, numbers)
    return estimate.value_at(no_units=no_pairs_reason(ratings), se=se)
