"""Which page of the manual explains the number of a published example."""

from pathlib import Path

from app.agreement.examples.cases import Outcome

FOLDER = Path(__file__).parents[2] / "docs" / "statistics"

_PAGES = {
    "pa": "percent_agreement",
    "gwet_pa": "percent_agreement",
    "bp": "brennan_prediger",
    "s": "brennan_prediger",
    "pabak": "brennan_prediger",
    "conger": "conger_kappa",
    "light": "light_kappa",
    "ac1": "gwet_ac1",
    "pe_kappa": "cohen_kappa",
    "kappa_max": "cohen_kappa",
    "weighted_kappa": "cohen_kappa",
    "weighted_alpha": "krippendorff_alpha",
    "alpha_nominal": "krippendorff_alpha",
    "alpha_ordinal": "krippendorff_alpha",
    "alpha_interval": "krippendorff_alpha",
    "alpha_ratio": "krippendorff_alpha",
    "fleiss_category": "fleiss_kappa",
    "fleiss_kappa_gwet": "fleiss_kappa",
    "fleiss_se0_1971": "fleiss_kappa",
    "u": "u_alpha",
    "|u": "relevance_u_alpha",
    "cu": "cu_alpha",
    "k": "ku_alpha",
    "coverage": "ku_alpha",
    "alpha_U": "legacy_alpha_u",
    "Do": "legacy_alpha_u",
    "De": "legacy_alpha_u",
    "mvalpha": "mv_alpha",
    "mvDo": "mv_alpha",
    "mvDe": "mv_alpha",
    "masi": "masi_alpha",
    "alpha_masi": "masi_alpha",
    "jaccard": "masi_alpha",
    "alpha_jaccard": "masi_alpha",
    "dice": "cu_alpha_sets",
    "B": "boundary_similarity",
    "pk": "boundary_similarity",
    "wd": "boundary_similarity",
}


def page_of(outcome: Outcome) -> str | None:
    """The key of the statistic whose page explains an example's number; None where none does."""
    name = outcome.key.partition(":")[0]
    for part in (name, name.removeprefix("se_").removesuffix("_table"), name.removeprefix("pe_")):
        for key in (_PAGES.get(part, part), f"{part}_kappa"):
            if (FOLDER / f"{key}.md").is_file():
                return key
    return None
