"""What each statistic is called, once for everybody who tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.translation import QT_TR_NOOP


@dataclass(frozen=True)
class StatisticName:
    """A statistic's one name, as it stands in a sentence; what it is written as in a table; its references.

    `head` stands above a narrow column instead of the sign, where that is too long; `kind` is what a paper
    adds in brackets, `meaning` what a tip says where the name alone does not.
    """

    name: str
    sign: str
    references: tuple[str, ...] = ()
    kind: str = ""
    head: str = ""
    meaning: str = ""

    @property
    def header(self) -> str:
        """Its column in files: “Cohen kappa”, without what some programs take for a quotation mark."""
        return self.name.replace("'s ", " ").replace("' ", " ")


_UNITIZING = ("Krippendorff et al. 2016",)
PAIRS = "mean over pairs of coders"

NAMED: Mapping[str, StatisticName] = {
    "percent_agreement": StatisticName(
        QT_TR_NOOP("percent agreement"),
        QT_TR_NOOP("Agreement %"),
        head=QT_TR_NOOP("agree %"),
        meaning=QT_TR_NOOP("Percent agreement, of all units. It is high by itself where a code is rare."),
    ),
    "holsti": StatisticName(
        QT_TR_NOOP("Holsti's coefficient"),
        QT_TR_NOOP("Holsti"),
        ("Holsti 1969",),
        head=QT_TR_NOOP("Holsti %"),
    ),
    "scott_pi": StatisticName(QT_TR_NOOP("Scott's pi"), QT_TR_NOOP("Scott's π"), ("Scott 1955",)),
    "cohen_kappa": StatisticName(QT_TR_NOOP("Cohen's kappa"), QT_TR_NOOP("Cohen's κ"), ("Cohen 1960",)),
    "brennan_prediger": StatisticName(
        QT_TR_NOOP("Brennan and Prediger's coefficient"),
        QT_TR_NOOP("Brennan-Prediger"),
        ("Brennan & Prediger 1981",),
        head=QT_TR_NOOP("Brennan-P."),
    ),
    "fleiss_kappa": StatisticName(QT_TR_NOOP("Fleiss' kappa"), QT_TR_NOOP("Fleiss' κ"), ("Fleiss 1971",)),
    "conger_kappa": StatisticName(QT_TR_NOOP("Conger's kappa"), QT_TR_NOOP("Conger's κ"), ("Conger 1980",)),
    "light_kappa": StatisticName(QT_TR_NOOP("Light's kappa"), QT_TR_NOOP("Light's κ"), ("Light 1971",)),
    "gwet_ac1": StatisticName(QT_TR_NOOP("Gwet's AC1"), QT_TR_NOOP("AC1"), ("Gwet 2008",)),
    "krippendorff_alpha": StatisticName(
        QT_TR_NOOP("Krippendorff's alpha"),
        QT_TR_NOOP("Krippendorff's α"),
        ("Krippendorff 1970", "Krippendorff 2011"),
        "nominal",
        QT_TR_NOOP("α"),
        QT_TR_NOOP("Krippendorff's alpha, nominal: the code is present or absent"),
    ),
    "positive_agreement": StatisticName(
        QT_TR_NOOP("positive agreement"),
        QT_TR_NOOP("Positive"),
        ("Cicchetti & Feinstein 1990",),
        head=QT_TR_NOOP("pos. %"),
        meaning=QT_TR_NOOP("Of what either found, the share that both found"),
    ),
    "negative_agreement": StatisticName(
        QT_TR_NOOP("negative agreement"),
        QT_TR_NOOP("Negative"),
        ("Cicchetti & Feinstein 1990",),
        head=QT_TR_NOOP("neg. %"),
        meaning=QT_TR_NOOP("Of what either left out, the share that both left out"),
    ),
    "u_alpha": StatisticName(
        QT_TR_NOOP("u-alpha"),
        QT_TR_NOOP("uα"),
        _UNITIZING,
        meaning=QT_TR_NOOP("u-alpha: boundaries and codes, uncoded text included"),
    ),
    "relevance_u_alpha": StatisticName(
        QT_TR_NOOP("|u-alpha"),
        QT_TR_NOOP("|uα"),
        _UNITIZING,
        meaning=QT_TR_NOOP("|u-alpha: coded or not, whatever the code"),
    ),
    "cu_alpha": StatisticName(
        QT_TR_NOOP("cu-alpha"),
        QT_TR_NOOP("cuα"),
        _UNITIZING,
        meaning=QT_TR_NOOP(
            "cu-alpha: which code, where two coders or more coded. For a single code there is only one: "
            "see “by group”."
        ),
    ),
    "ku_alpha": StatisticName(
        QT_TR_NOOP("(k)u-alpha"),
        QT_TR_NOOP("(k)uα"),
        _UNITIZING,
        meaning=QT_TR_NOOP("(k)u-alpha: how reliably a code is told from the others of its group"),
    ),
    "cu_alpha_sets": StatisticName(
        QT_TR_NOOP("set-valued cu-alpha"),
        QT_TR_NOOP("Set-valued cuα"),
        ("Krippendorff 2019", "Krippendorff & Craggs 2016"),
        "Dice distance",
        QT_TR_NOOP("cuα sets"),
        QT_TR_NOOP("Alpha of the sets of codes, where two coders or more coded"),
    ),
    "mv_alpha": StatisticName(QT_TR_NOOP("mv-alpha"), QT_TR_NOOP("mvα"), ("Krippendorff & Craggs 2016",)),
    "masi_alpha": StatisticName(
        QT_TR_NOOP("alpha with the MASI distance"), QT_TR_NOOP("α (MASI)"), ("Passonneau 2006",)
    ),
    "span_f1_exact": StatisticName(
        QT_TR_NOOP("exact span F1"),
        QT_TR_NOOP("Exact span F1"),
        ("van Rijsbergen 1979",),
        PAIRS,
        QT_TR_NOOP("F1 exact"),
        QT_TR_NOOP("Exact span F1: codings with the same ends, of all codings"),
    ),
    "span_f1_overlap": StatisticName(
        QT_TR_NOOP("overlap span F1"),
        QT_TR_NOOP("Overlap span F1"),
        ("Jaccard 1912",),
        PAIRS,
        QT_TR_NOOP("F1 overlap"),
        QT_TR_NOOP("Overlap span F1: codings that overlap by half, of all codings"),
    ),
    "boundary_similarity": StatisticName(
        QT_TR_NOOP("boundary similarity"), QT_TR_NOOP("Boundary B"), ("Fournier 2013",), PAIRS
    ),
    "legacy_alpha_u": StatisticName(
        QT_TR_NOOP("older alpha_U"), QT_TR_NOOP("Older αU"), ("Krippendorff 1995", "Krippendorff 2004")
    ),
}
