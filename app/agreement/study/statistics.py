"""Every statistic of a comparison by its key: how it is computed, and at which levels it has a meaning."""

from collections.abc import Callable, Sequence

from app.agreement.coefficients import many_coders as coefficients
from app.agreement.coefficients import two_by_two
from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.coefficients.estimates import Estimates
from app.errors import UserError

LEVELS = ("code", "pair", "document", "domain", "overall")

# On given units, from the tallies of all coders; most take weights, or a level of measurement, too.
OF_ALL_CODERS: dict[str, Callable[..., Estimates]] = {
    "percent_agreement": coefficients.percent_agreement,
    "brennan_prediger": coefficients.brennan_prediger,
    "fleiss_kappa": coefficients.fleiss_kappa,
    "conger_kappa": coefficients.conger_kappa,
    "gwet_ac1": coefficients.gwet_ac1,
    "krippendorff_alpha": krippendorff_alpha,
    "positive_agreement": two_by_two.positive_agreement,
    "negative_agreement": two_by_two.negative_agreement,
}
OF_PAIRS = ("holsti", "scott_pi", "cohen_kappa", "light_kappa")  # on given units, from two coders at a time
OF_TWO_CODERS = ("scott_pi", "cohen_kappa")  # and without a mean over pairs
# of a domain they ask about it as one variable with several values, not about each code
OF_VARIABLES = (
    *(key for key in OF_ALL_CODERS if key not in ("positive_agreement", "negative_agreement")),
    *OF_PAIRS,
)
UNITIZING = ("u_alpha", "relevance_u_alpha", "cu_alpha")  # a domain's codes on the continuum of characters
OF_SPANS = ("span_f1_exact", "span_f1_overlap")
OF_SETS = ("cu_alpha_sets", "mv_alpha", "masi_alpha")  # what a coder says is a set of codes
# shares from 0 to 1 that are not corrected for chance
SHARES = (
    "percent_agreement",
    "holsti",
    "positive_agreement",
    "negative_agreement",
    *OF_SPANS,
    "boundary_similarity",
)
KU, BOUNDARIES, LEGACY = "ku_alpha", "boundary_similarity", "legacy_alpha_u"

STATISTICS = (
    "percent_agreement",
    "holsti",
    "scott_pi",
    "cohen_kappa",
    "brennan_prediger",
    "fleiss_kappa",
    "conger_kappa",
    "light_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "positive_agreement",
    "negative_agreement",
    *UNITIZING,
    KU,
    *OF_SETS,
    *OF_SPANS,
    BOUNDARIES,
    LEGACY,
)
ON_GIVEN_UNITS = STATISTICS[:12]
ON_CHARACTERS = (*UNITIZING, KU, "cu_alpha_sets", *OF_SPANS, BOUNDARIES, LEGACY)  # whatever the unit

_EVERYWHERE = frozenset(LEVELS)
_LEVELS = {
    KU: frozenset({"code", "pair", "document"}),
    LEGACY: frozenset({"code", "pair", "overall"}),
    **dict.fromkeys(OF_SETS, frozenset({"pair", "document", "overall"})),
}


def applies(statistic: str, level: str) -> bool:
    """Whether a statistic has a meaning at a level.

    (k)u-alpha asks about one code of a domain; set-valued coefficients ask about all codes together; the sums
    of the legacy alpha_U are not those of its documents.
    """
    return level in _LEVELS.get(statistic, _EVERYWHERE)


def chosen(statistics: Sequence[str] | str) -> tuple[tuple[str, ...], bool]:
    """The keys asked for, each once, and whether by name: “all” asks for none by name.

    Raises UserError for a key that doesn't exist.
    """
    asked = (statistics,) if isinstance(statistics, str) else tuple(dict.fromkeys(statistics))
    if "all" in asked:
        return STATISTICS, False
    refuse_unknown(asked, STATISTICS, "statistic")
    return asked, True


def refuse_unknown(asked: Sequence[str], offered: Sequence[str], what: str) -> None:
    """Raise UserError where something asked for is not among what is known."""
    for name in asked:
        if name not in offered:
            raise UserError(f"“{name}” is not a {what}. Choose from: {', '.join(offered)}.")
