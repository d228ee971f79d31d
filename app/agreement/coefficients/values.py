"""What a statistic gives back: a number, or the reason why there is none; never one in place of the other."""

from dataclasses import dataclass
from math import isfinite

# Why a value is undefined (the policy for degenerate data; shown to people as written).
ONE_CODER = "undefined: one coder"
NO_UNITS = "undefined: no units"
NOT_USED = "not used"
NO_VARIATION = "undefined: no variation"
NO_INTERSECTION = "undefined: no intersection"
NO_PAIRS = "undefined: one coder per unit"
NEEDS_TWO_CODERS = "undefined: this statistic compares two coders"
NEEDS_TWO_CATEGORIES = "undefined: this statistic looks at two categories"
NEEDS_NUMBERS = "undefined: this level of measurement needs numbers as categories"
NEGATIVE_NUMBERS = "undefined: the ratio level needs numbers that are not negative"

# What a reader should know about a value that is defined.
TOO_FEW_USES = "too few uses to judge"
FEW_DOCUMENTS = "fewer than ten documents: the interval is rough"
NO_INTERVAL = "no interval: fewer than five documents hold it"
AT_THE_END = "no interval: the value is at the end of its scale, so that nothing shows how far it would move"
NOTHING_VARIES = "no interval: all documents are alike"
RESTS_ON_ONE = "no interval: without one of the documents there would be no value"
OF_CASES = {  # the same where cases are left out
    FEW_DOCUMENTS: "fewer than ten cases: the interval is rough",
    NO_INTERVAL: "no interval: fewer than five cases hold it",
    NOTHING_VARIES: "no interval: all cases are alike",
    RESTS_ON_ONE: "no interval: without one of the cases there would be no value",
}
ROUGH = (FEW_DOCUMENTS, OF_CASES[FEW_DOCUMENTS])
WITHOUT_INTERVAL = (
    *(NO_INTERVAL, AT_THE_END, NOTHING_VARIES, RESTS_ON_ONE),
    *(words for flag, words in OF_CASES.items() if flag != FEW_DOCUMENTS),
)
SOME_PAIRS_UNDEFINED = "some pairs of coders are undefined and left out"


@dataclass(frozen=True)
class OfCodes:
    """What a summary over codes is made of: the median and the lowest value, and how many codes have one."""

    median: float
    lowest: float
    count: int


@dataclass(frozen=True)
class Value:
    """One statistic. `value` is None exactly when `reason` is set; numbers are finite.

    `low` and `high` bound the interval, `observed` and `expected` are the agreement (for the alpha family:
    the disagreement) that the coefficient was made of, `n` the units or length it rests on, `se` its standard
    error; `codes` is there where it sums up the values of several codes.
    Raises ValueError when a number stands beside a reason, or neither is there, or one is NaN.
    """

    value: float | None
    reason: str | None
    low: float | None = None
    high: float | None = None
    observed: float | None = None
    expected: float | None = None
    n: float | None = None
    se: float | None = None
    flags: tuple[str, ...] = ()
    codes: OfCodes | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.reason):
            raise ValueError("a statistic has either a value or a reason")
        for value in (self.value, self.low, self.high, self.observed, self.expected, self.n, self.se):
            if value is not None and not isfinite(value):
                raise ValueError("a statistic is never NaN or infinite: give a reason instead")


def defined(
    value: float,
    *,
    low: float | None = None,
    high: float | None = None,
    observed: float | None = None,
    expected: float | None = None,
    n: float | None = None,
    se: float | None = None,
    flags: tuple[str, ...] = (),
) -> Value:
    """A statistic that has a value; numpy scalars become plain floats."""
    return Value(
        float(value),
        None,
        _float(low),
        _float(high),
        _float(observed),
        _float(expected),
        _float(n),
        _float(se),
        flags,
    )


def undefined(
    reason: str,
    *,
    observed: float | None = None,
    expected: float | None = None,
    n: float | None = None,
    flags: tuple[str, ...] = (),
) -> Value:
    """A statistic that has no value, and why; what could be counted is still given."""
    return Value(None, reason, None, None, _float(observed), _float(expected), _float(n), None, flags)


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)
