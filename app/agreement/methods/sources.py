"""The works that a paper cites for each statistic."""

from collections.abc import Iterable, Mapping

REFERENCES: Mapping[str, str] = {
    "Brennan & Prediger 1981": "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, "
    "misuses, and alternatives. Educational and Psychological Measurement, 41, 687-699.",
    "Cicchetti & Feinstein 1990": "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low "
    "kappa: II. Resolving the paradoxes. Journal of Clinical Epidemiology, 43, 551-558.",
    "Cohen 1960": "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
    "Psychological Measurement, 20, 37-46.",
    "Conger 1980": "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
    "Psychological Bulletin, 88, 322-328.",
    "De Vries et al. 2008": "De Vries, H., Elliott, M. N., Kanouse, D. E., & Teleki, S. S. (2008). Using "
    "pooled kappa to summarize interrater agreement across many items. Field Methods, 20, 272-282.",
    "Efron & Tibshirani 1993": "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. "
    "Chapman & Hall.",
    "Fleiss 1971": "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological "
    "Bulletin, 76, 378-382.",
    "Fournier 2013": "Fournier, C. (2013). Evaluating text segmentation using boundary edit distance. "
    "Proceedings of the 51st Annual Meeting of the Association for Computational Linguistics, 1702-1712.",
    "Gwet 2008": "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of "
    "high agreement. British Journal of Mathematical and Statistical Psychology, 61, 29-48.",
    "Holsti 1969": "Holsti, O. R. (1969). Content analysis for the social sciences and humanities. "
    "Addison-Wesley.",
    "Jaccard 1912": "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, "
    "11, 37-50.",
    "Krippendorff 1970": "Krippendorff, K. (1970). Estimating the reliability, systematic error and random "
    "error of interval data. Educational and Psychological Measurement, 30, 61-70.",
    "Krippendorff 1995": "Krippendorff, K. (1995). On the reliability of unitizing continuous data. "
    "Sociological Methodology, 25, 47-76.",
    "Krippendorff 2004": "Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis "
    "data. Quality & Quantity, 38, 787-800.",
    "Krippendorff 2011": "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of "
    "Pennsylvania.",
    "Krippendorff 2019": "Krippendorff, K. (2019). Content analysis: An introduction to its methodology "
    "(4th ed.). Sage.",
    "Krippendorff & Craggs 2016": "Krippendorff, K., & Craggs, R. (2016). The reliability of multi-valued "
    "coding of data. Communication Methods and Measures, 10, 181-198.",
    "Krippendorff et al. 2016": "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the "
    "reliability of unitizing textual continua: Further developments. Quality & Quantity, 50, 2347-2364.",
    "Light 1971": "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
    "generalizations and alternatives. Psychological Bulletin, 76, 365-377.",
    "Passonneau 2006": "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic "
    "and pragmatic annotation. Proceedings of LREC 2006.",
    "Scott 1955": "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. "
    "Public Opinion Quarterly, 19, 321-325.",
    "van Rijsbergen 1979": "van Rijsbergen, C. J. (1979). Information retrieval (2nd ed.). Butterworths.",
}
JACKKNIFE = ("Efron & Tibshirani 1993",)
SUMMARY = ("De Vries et al. 2008",)


def listed(words: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last
