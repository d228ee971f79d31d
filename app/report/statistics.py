"""Which statistics the table shows, what it calls them, and what each answers."""

from collections.abc import Sequence

from app.agreement.coefficients.values import Value
from app.agreement.methods.sources import NAMED
from app.agreement.study.statistics import ON_CHARACTERS, STATISTICS
from app.report.numbers import coefficient, percent
from app.translation import tr

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


def name(key: str) -> str:
    """A statistic's name, beginning with a capital letter where it may."""
    words = NAMED[key].name.removeprefix("the ")
    if NAMED[key].kind == "MASI distance":
        words += tr(", MASI distance")
    return words[:1].upper() + words[1:] if words[1:2] != "-" else words


def head(key: str, shown: Sequence[str]) -> str:
    """A statistic at the head of a column: “κ” alone where no other kappa stands beside it."""
    kappas = [key_shown for key_shown in shown if key_shown.endswith("_kappa")]
    heads = {
        PERCENT: tr("agree %"),
        "brennan_prediger": tr("Brennan-P."),
        ALPHA: tr("α"),
        "positive_agreement": tr("pos. %"),
        "negative_agreement": tr("neg. %"),
        "holsti": tr("Holsti %"),
        "cu_alpha_sets": tr("cuα sets"),
        "span_f1_exact": tr("F1 exact"),
        "span_f1_overlap": tr("F1 half"),
    }
    return tr("κ") if kappas == [key] else heads.get(key, NAMED[key].sign)


def tip(key: str) -> str:
    """What a statistic is, at length."""
    meaning = {
        PERCENT: tr("Percent agreement, of all units. It is high by itself where a code is rare."),
        ALPHA: tr("Krippendorff’s alpha, nominal: the code is present or absent"),
        "cohen_kappa": tr("Cohen’s kappa"),
        "fleiss_kappa": tr("Fleiss’ kappa"),
        "positive_agreement": tr("Of what either found, the share that both found"),
        "negative_agreement": tr("Of what either left out, the share that both left out"),
        "u_alpha": tr("u-alpha: boundaries and codes, uncoded text included"),
        "relevance_u_alpha": tr("|u-alpha: coded or not, whatever the code"),
        "cu_alpha": tr(
            "cu-alpha: which code, where two coders or more coded. For a single code there is only one: "
            "see “by group”."
        ),
        "ku_alpha": tr("(k)u-alpha: how reliably a code is told from the others of its group"),
        "cu_alpha_sets": tr("Alpha of the sets of codes, where two coders or more coded"),
    }.get(key, name(key))
    return (
        f"{meaning} — " + tr("counted on characters, whatever the unit") if key in ON_CHARACTERS else meaning
    )


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
