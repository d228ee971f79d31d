"""Which statistics are shown, and what each is called where it is: one table has their names."""

from collections.abc import Sequence

from app.agreement.coefficients.values import Value
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import ON_CHARACTERS, STATISTICS
from app.report.numbers import coefficient, percent
from app.translation import tr, translated

PERCENT, ALPHA = "percent_agreement", "krippendorff_alpha"
SHARES = (PERCENT, "positive_agreement", "negative_agreement", "holsti")  # of hundred


def kappa_of(coders: int, level: str) -> str:
    """Cohen's for two coders, Fleiss' for more."""
    return "cohen_kappa" if coders == 2 or level == "pair" else "fleiss_kappa"


def common(kappa: str) -> tuple[str, ...]:
    """The statistics that most papers report."""
    return PERCENT, kappa, ALPHA


def shown_of(chosen: tuple[str, ...] | None, kappa: str) -> tuple[str, ...]:
    """The keys of what the table shows, in the order of the manual."""
    wanted = common(kappa) if chosen is None else chosen
    return tuple(key for key in STATISTICS if key in wanted)


def with_interval(shown: Sequence[str]) -> str:
    """The statistic whose interval is drawn: alpha, or else the first coefficient that is shown."""
    if ALPHA in shown or not shown:
        return ALPHA
    return next((key for key in shown if key not in SHARES), shown[0])


def statistic_name(key: str, *, in_files: bool = False) -> str:
    """A statistic's name as it begins a line; `in_files` in English, with the apostrophes that one types."""
    words = NAMED[key].name if in_files else _in_language(NAMED[key].name)
    return words if len(words.partition("-")[0]) < 3 else words[:1].upper() + words[1:]  # cu-alpha


def head(key: str, shown: Sequence[str]) -> str:
    """A statistic at the head of a column: “κ” alone where no other kappa stands beside it."""
    kappas = [key_shown for key_shown in shown if key_shown.endswith("_kappa")]
    return tr("κ") if kappas == [key] else _in_language(NAMED[key].head or NAMED[key].sign)


def tip(key: str) -> str:
    """What a statistic is, at length."""
    meaning = _in_language(NAMED[key].meaning) if NAMED[key].meaning else statistic_name(key)
    return (
        f"{meaning} — " + tr("counted on characters, whatever the unit") if key in ON_CHARACTERS else meaning
    )


def _in_language(words: str) -> str:
    """As the window has it, whose apostrophes are round."""
    return translated(words).replace("'", "’")


def words_of(key: str, value: Value | None) -> str:
    """A value as it stands in the table: percent, or a coefficient; a dash where there is none."""
    shown_value = None if value is None else value.value
    return percent(shown_value) if key in SHARES else coefficient(shown_value)


def interval_words(key: str, value: Value) -> str:
    """“.45 … .80”, empty without an interval."""
    if value.low is None or value.high is None:
        return ""
    if key in SHARES:
        return f"{percent(value.low)} … {percent(value.high)}"
    return f"{coefficient(value.low, 2)} … {coefficient(value.high, 2)}"
