"""The coefficients as formulas over counts of units in the same row, and as numbers from the same counts.

Units are counted by how many coders have judged them and how many of those gave the code. Everything follows
from these counts, for any number of coders, also where not all have judged everything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from operator import mul

UNITS, JUDGEMENTS, GIVEN, PREVALENCE = "units counted", "judgements", "judgements with the code", "prevalence"
SUMS = {  # what each means, and whether it is a count
    UNITS: ("The units in the counts before, all together.", True),
    JUDGEMENTS: ("Each unit as often as coders have judged it.", True),
    GIVEN: ("How many of these judgements gave the code.", True),
    PREVALENCE: ("The mean share of coders who gave a unit the code.", False),
}
CLOSE = 1e-9  # as far as two ways to compute the same may be apart

Number = float | None
U, J, G, P = (f"{{{name}}}" for name in SUMS)


@dataclass(frozen=True)
class Count:
    """A column that counts the units which `judged` coders have judged, `gave` of them with the code.

    `given_by` tells, where two coders are compared, whether the first and the second gave it.
    """

    name: str
    judged: int
    gave: int
    given_by: tuple[bool, bool] | None = None


OF_TWO = (
    Count("both", 2, 2, (True, True)),
    Count("only the first", 2, 1, (True, False)),
    Count("only the second", 2, 1, (False, True)),
    Count("neither", 2, 0, (False, False)),
)
Weight = Callable[[Count], Fraction]


def by_formula(name: str) -> str:
    """What the column with the formula of a statistic is called."""
    return f"{name} by formula"


def sums(counts: Sequence[Count]) -> dict[str, str]:
    """The formulas of SUMS."""
    return {
        UNITS: _weighted(counts, _unit),
        JUDGEMENTS: _weighted(counts, _judged),
        GIVEN: _weighted(counts, _gave),
        PREVALENCE: f'IF({U}=0,"",({_weighted(counts, _share)})/{U})',
    }


def formula(statistic: str, counts: Sequence[Count]) -> str | None:
    """The formula of a statistic; None where the counts don't tell what it needs."""
    if not counts:
        return None
    if statistic == "percent_agreement":
        return f'IF({U}=0,"",({_weighted(counts, _agreeing)})/{U})'
    if statistic == "positive_agreement":
        return f'IF({G}=0,"",({_weighted(counts, _both)})/({_weighted(counts, _had)}))'
    if statistic == "negative_agreement":
        return f'IF({J}={G},"",({_weighted(counts, _neither)})/({_weighted(counts, _had_not)}))'
    varied = f"{G}*({J}-{G})"
    if statistic == "krippendorff_alpha":
        return f'IF({varied}=0,"",1-({_weighted(counts, _differing)})*({J}-1)/(2*{varied}))'
    expected = {
        "fleiss_kappa": f"({P}*{P}+(1-{P})*(1-{P}))",
        "gwet_ac1": f"(2*{P}*(1-{P}))",
        "cohen_kappa": _expected_of_two(counts),
    }[statistic]
    if not expected:
        return None
    return f'IF({varied}=0,"",(({_weighted(counts, _agreeing)})/{U}-{expected})/(1-{expected}))'


def _expected_of_two(counts: Sequence[Count]) -> str | None:
    """Agreement by chance from what each of two coders said."""
    if not all(count.given_by for count in counts):
        return None
    first, second = (
        "("
        + "+".join(f"{{{count.name}}}" for count in counts if count.given_by and count.given_by[side])
        + ")"
        for side in (0, 1)
    )
    return f"(({first}*{second}+({U}-{first})*({U}-{second}))/({U}*{U}))"


class Tally:
    """Gives what all formulas come to for one row of counts after the other; `statistics` by key."""

    def __init__(self, statistics: Mapping[str, str], counts: Sequence[Count]) -> None:
        self._statistics = statistics
        self._weights: dict[Weight, list[float]] = {
            weight: [float(weight(count)) for count in counts] for weight in _WEIGHTS
        }
        self._given_by = [count.given_by for count in counts]

    def values(self, counted: Sequence[float]) -> dict[str, Number]:
        """The values by column."""
        sums: dict[Weight, float] = {
            weight: fsum(map(mul, factors, counted)) for weight, factors in self._weights.items()
        }
        units = sums[_unit]
        by_name: dict[str, Number] = {
            UNITS: units,
            JUDGEMENTS: sums[_judged],
            GIVEN: sums[_gave],
            PREVALENCE: sums[_share] / units if units else None,
        }
        for statistic, name in self._statistics.items():
            by_name[by_formula(name)] = self._value(statistic, sums, counted) if units else None
        return by_name

    def _value(self, statistic: str, sums: Mapping[Weight, float], counted: Sequence[float]) -> Number:
        """A statistic of one unit or more."""
        units, judgements, given = sums[_unit], sums[_judged], sums[_gave]
        share, observed = sums[_share] / units, sums[_agreeing] / units
        if statistic == "percent_agreement":
            return observed
        if statistic == "positive_agreement":
            return sums[_both] / sums[_had] if given else None
        if statistic == "negative_agreement":
            return sums[_neither] / sums[_had_not] if judgements > given else None
        varied = given * (judgements - given)
        if not varied:
            return None
        if statistic == "krippendorff_alpha":
            return 1 - sums[_differing] * (judgements - 1) / (2 * varied)
        expected = {
            "fleiss_kappa": share**2 + (1 - share) ** 2,
            "gwet_ac1": 2 * share * (1 - share),
            "cohen_kappa": self._expected_of_two(counted, units),
        }[statistic]
        return None if expected is None else (observed - expected) / (1 - expected)

    def _expected_of_two(self, counted: Sequence[float], units: float) -> Number:
        pairs = [(given, count) for given, count in zip(self._given_by, counted, strict=True) if given]
        if len(pairs) < len(self._given_by):
            return None
        first, second = (sum(count for given, count in pairs if given[side]) / units for side in (0, 1))
        return first * second + (1 - first) * (1 - second)


def _weighted(counts: Sequence[Count], weight: Weight) -> str:
    terms = []
    for count in counts:
        many = weight(count)
        if many:
            factor = "" if many.numerator == 1 else f"*{many.numerator}"
            share = "" if many.denominator == 1 else f"/{many.denominator}"
            terms.append(f"{{{count.name}}}{factor}{share}")
    return "+".join(terms) or "0"


def _unit(_: Count) -> Fraction:
    return Fraction(1)


def _judged(count: Count) -> Fraction:
    return Fraction(count.judged)


def _gave(count: Count) -> Fraction:
    return Fraction(count.gave)


def _share(count: Count) -> Fraction:
    return Fraction(count.gave, count.judged)


def _agreeing(count: Count) -> Fraction:
    """The share of pairs of coders who agree on the unit."""
    return (_both(count) + _neither(count)) / (count.judged * (count.judged - 1))


def _both(count: Count) -> Fraction:
    """The ordered pairs of coders who both gave the unit the code."""
    return Fraction(count.gave * (count.gave - 1))


def _neither(count: Count) -> Fraction:
    rest = count.judged - count.gave
    return Fraction(rest * (rest - 1))


def _had(count: Count) -> Fraction:
    """The ordered pairs of coders of whom the first gave the unit the code."""
    return Fraction(count.gave * (count.judged - 1))


def _had_not(count: Count) -> Fraction:
    return Fraction((count.judged - count.gave) * (count.judged - 1))


def _differing(count: Count) -> Fraction:
    """What the unit adds to Krippendorff's coincidences of absent and present, both ways."""
    return Fraction(2 * count.gave * (count.judged - count.gave), count.judged - 1)


_WEIGHTS: tuple[Weight, ...] = (
    _unit,
    _judged,
    _gave,
    _share,
    _agreeing,
    _both,
    _neither,
    _had,
    _had_not,
    _differing,
)


def check(pairs: Sequence[tuple[str, str]]) -> str:
    """A formula that says “ok”, or which of these columns differ from those with their formulas."""
    parts = [
        f'IF({{{written}}}="",IF({{{other}}}="","","{written}; "),IF({{{other}}}="","{written}; ",'
        f'IF(({{{written}}}-{{{other}}})*({{{written}}}-{{{other}}})>1E-18,"{written}; ","")))'
        for written, other in pairs
    ]
    differing = "&".join(parts)
    return f'IF({differing}="","ok","differs: "&{differing})'


def checked(pairs: Sequence[tuple[str, Number, Number]]) -> str:
    """What check() comes to, from the name and both numbers of each pair."""
    differ = [
        name
        for name, value, other in pairs
        if (value is None) != (other is None)
        or (value is not None and other is not None and abs(value - other) > CLOSE)
    ]
    return f"differs: {''.join(f'{name}; ' for name in differ)}" if differ else "ok"
