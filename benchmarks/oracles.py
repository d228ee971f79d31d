"""The same work by Intercoder and by the libraries that its tests are held against, side by side.

Binary agreement of 50 codes by turn, 10 coders, from the same codings in memory. The libraries need a
units x coders table for each code; making it counts as their work, as sweeping counts as ours.
"""

import numpy as np
from numpy.typing import NDArray

from app.agreement.coefficients import many_coders as coefficients
from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.spans.continuum import merged
from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study.material import Material, Scope, material
from app.agreement.study.pair_sums import cohen_kappa, presence_sums
from app.store import Project
from benchmarks.measures import Measured, repeated
from benchmarks.projects import project_with


def _turns(times: int) -> Material:
    path = project_with(codings=20_000 * times, documents=40, characters=60_000 * times)
    with Project.open(str(path)) as project, project.read() as session:
        return material(session, Scope(unit="turn"))


def _tables(found: Material) -> list[NDArray[np.int8]]:
    """For each code 0 and 1, int8 (units, coders): everybody has completed everything here."""
    starts = np.concatenate(([0], np.cumsum(found.continuum.lengths)))
    tables = [np.zeros((starts[-1], found.continuum.coders), dtype=np.int8) for _ in found.codes]
    codings = merged(found.continuum.codings)
    rows = zip(codings.document, codings.coder, codings.code, codings.start, codings.end, strict=True)
    for document, coder, code, start, end in rows:
        tables[code][starts[document] + start : starts[document] + end, coder] = 1
    return tables


def our_alpha(times: int) -> Measured:
    """Krippendorff's alpha of every code, ours."""
    found = _turns(times)
    return repeated(lambda: krippendorff_alpha(category_tallies(tally(found.continuum)).total()), 5)


def alpha_of_krippendorff(times: int) -> Measured:
    """Krippendorff's alpha of every code, by the package krippendorff."""
    import krippendorff

    found = _turns(times)

    def compute() -> None:
        for table in _tables(found):
            krippendorff.alpha(reliability_data=table.T, level_of_measurement="nominal")

    return repeated(compute, 3)


def our_kappas(times: int) -> Measured:
    """Cohen's kappa of every pair and Fleiss' kappa, for every code, ours."""
    found = _turns(times)

    def compute() -> None:
        tallied = tally(found.continuum, pairs=False)
        once = np.ones((1, found.continuum.documents))
        presence_sums(found.continuum, tallied).means([cohen_kappa], once)
        total = category_tallies(tallied).total()
        coefficients.fleiss_kappa(total)

    return repeated(compute, 5)


def kappas_of_libraries(times: int) -> Measured:
    """Cohen's kappa of every pair by scikit-learn, Fleiss' by statsmodels, for every code."""
    from itertools import combinations

    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    found = _turns(times)

    def compute() -> None:
        for table in _tables(found):
            for one, other in combinations(range(table.shape[1]), 2):
                cohen_kappa_score(table[:, one], table[:, other])
            fleiss_kappa(aggregate_raters(table)[0])

    return repeated(compute, 1)
