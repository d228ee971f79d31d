"""All codes pooled for each of very many pairs of coders, from their tables at once and without intervals."""

from dataclasses import replace
from itertools import combinations

from app.agreement.alpha import krippendorff_alpha
from app.agreement.coefficients import percent_agreement
from app.agreement.pairwise import cohen_kappa
from app.agreement.study import Result, Row, of_pair
from app.ui.agreement.lines import ALPHA, PERCENT


def with_pairs(result: Result) -> Result:
    """The result with rows of the level `pair`; 29 coders make 406 pairs, too many for a study of each."""
    total = result.tallies.total().total()
    pairs = of_pair(replace(total, tables=total.tables[:, None]), 0)
    estimates = {
        PERCENT: percent_agreement(pairs),
        "cohen_kappa": cohen_kappa(pairs.tables[:, 0]),
        ALPHA: krippendorff_alpha(pairs),
    }
    unit = result.material.scope.unit
    names = [coder.name for coder in result.material.coders]
    rows = [
        Row("pair", None, None, pair, unit, statistic, values.value_at(number))
        for statistic, values in estimates.items()
        for number, pair in enumerate(combinations(names, 2))
    ]
    return replace(result, rows=[*result.rows, *rows])
