"""How much must be coded twice, with 80 % assurance: from a pilot, and in closed form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, isfinite, sqrt
from statistics import NormalDist

import numpy as np

from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.coefficients.ratings import MISSING, Floats, Ratings
from app.agreement.coefficients.tallies import CategoryTallies, rating_tallies
from app.agreement.coefficients.values import NOT_USED, ONE_CODER, TOO_FEW_USES, Value
from app.agreement.planning.assurance import ASSURANCE, EVEN, Known, number_needed
from app.agreement.spans.sweep import PresenceTallies, category_tallies, tally
from app.agreement.study.intervals import ENOUGH_DOCUMENTS, FEWEST_DOCUMENTS, LEVEL, left_out, minority
from app.agreement.study.levels import FEWEST_USES
from app.agreement.study.material import Material
from app.jobs import Job

LEAST_ALPHA = 0.8
SIGNIFICANCE = 0.05
MOST_DOCUMENTS = 10_000
MOST_UNITS = 1_000_000

# Why a number is not given, and what to know about one that is.
FEW_PILOT_DOCUMENTS = "undefined: fewer than five documents coded twice hold it"
FEW_UNITS = "undefined: a single unit makes the value possible"
NO_DISAGREEMENT = "undefined: no disagreement so far, so that nothing shows how far it would vary"
ALL_ALIKE = "undefined: all documents so far are alike, so that nothing shows how they vary"
NO_UNITS_OF_CHARACTERS = "undefined: characters are not drawn one by one"
BELOW_CHANCE = "undefined: the formula has no answer for agreement this far below chance"
TOO_MANY = "more than {:,}"
ROUGH = "fewer than ten documents so far: a rough guess"
FOR_TWO_CODERS = "as if for two coders: more coders need no more than this"

_FEWEST_UNITS = 10
_NO_WIDTH = 1e-12


@dataclass(frozen=True)
class Need:
    """How many documents or units are needed; `n` is None exactly when `reason` is set.

    With `n` the interval comes out no wider than wanted in 80 % of studies; with `even`, where it is known,
    in half of them: a pilot is small, and so is what it tells.
    """

    n: int | None
    reason: str | None = None
    even: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodePlan:
    """What one code needs.

    alpha       Krippendorff's alpha so far, without an interval
    prevalence  the share of judgements that say "present", None where there are none
    documents   from how much alpha varies with whole documents: the number to go by
    units       from how much it would if units were drawn one by one from the whole material
    closed_form units for the width, `units_for_width`; approximate
    least       units to show an alpha of at least LEAST_ALPHA, `units_for_least_alpha`; approximate
    """

    code_id: int
    code: str
    alpha: Value
    prevalence: float | None
    documents: Need
    units: Need
    closed_form: Need
    least: Need


def units_for_width(alpha: float, prevalence: float, width: float, level: float = LEVEL) -> float:
    """Units that give an interval of this whole width around alpha: two coders, present or absent.

    N = (2z / width)^2 (1 - a) [(1 - a)(1 - 2a) + a(2 - a) / (2p(1 - p))], from the large-sample variance of
    the intraclass kappa, which alpha of two coders approaches. Approximate: it takes units for independent,
    and turns of one interview are not. Not positive where alpha is 1 or far below chance.
    Source: the variance is that of Bloch & Kraemer (1989), Biometrics 45:269-287.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    variance = (1 - alpha) * (
        (1 - alpha) * (1 - 2 * alpha) + alpha * (2 - alpha) / (2 * prevalence * (1 - prevalence))
    )
    return (2 * z / width) ** 2 * variance


def units_for_least_alpha(
    prevalence: float, least: float = LEAST_ALPHA, significance: float = SIGNIFICANCE
) -> float:
    """Units from which alpha can be shown to be at least `least`: two coders, present or absent.

    N = z^2 [(1 + a)(3 - a) / (4p(1 - p)(1 - a)) - a], z one-sided. Approximate, as `units_for_width`: it is
    the same variance where the true alpha lies halfway between `least` and 1, and an interval reaches down
    from there to `least`. Source: Bloch & Kraemer (1989), equation 3.7, as used by Krippendorff (2019),
    Content Analysis. Neither was at hand. Checked: a = .80 at 5 % gives 51.4, 146.6, 279.8 and 681.1 units
    at prevalence .5, .10, .05 and .02, known as 51, 147, 280, 681. A manual that cites Krippendorff (2019)
    gives 139 codings at prevalence .25 for .80, and 81 for .667: twice what this gives in units (69.3,
    40.3), one coding by each of the two coders.
    """
    z = NormalDist().inv_cdf(1 - significance)
    chance = 4 * prevalence * (1 - prevalence) * (1 - least)
    return z**2 * ((1 + least) * (3 - least) / chance - least)


def plans(
    material: Material,
    *,
    width: float,
    codes: Sequence[int] | None = None,
    level: float = LEVEL,
    least: float = LEAST_ALPHA,
    job: Job | None = None,
) -> list[CodePlan]:
    """What every code (or those of these ids) needs for an interval of alpha no wider than `width`.

    The codings that a comparison found are the pilot. Raises Cancelled through the job.
    """
    job = job or Job()
    presence = tally(material.continuum, pairs=False)
    pilot = _Pilot(material, presence, _Wanted(width, level, least))
    wanted = [n for n, code in enumerate(material.codes) if codes is None or code.id in codes]
    code_plans = []
    for done, code_index in enumerate(wanted):
        job.step(done, len(wanted), material.codes[code_index].name)
        code_plans.append(pilot.plan(code_index))
    job.step(len(wanted), max(1, len(wanted)))
    return code_plans


@dataclass(frozen=True)
class _Wanted:
    width: float
    level: float
    least: float


class _Pilot:
    """The tallies that every code's plan rests on."""

    def __init__(self, material: Material, presence: PresenceTallies, wanted: _Wanted) -> None:
        self._material, self._wanted = material, wanted
        self._compared = presence.coders_per_document > 1
        self._presence = presence
        self._documents = category_tallies(presence).of(self._compared)

    def plan(self, code_index: int) -> CodePlan:
        """What a code needs, by its number."""
        code = self._material.codes[code_index]
        tallies = CategoryTallies(*(part[:, code_index] for part in vars(self._documents).values()))
        whole = tallies.total()
        alpha = krippendorff_alpha(whole).value_at(no_units=ONE_CODER)
        absent, present = (float(amount) for amount in whole.coincidences.sum(axis=-1))
        prevalence = present / (absent + present) if absent + present else None
        reason, wanted = self._obstacle(code_index, alpha), self._wanted
        needs = [Need(None, reason)] * 4
        if reason is None and alpha.value is not None and prevalence is not None:
            needs = [
                self._for_documents(tallies, alpha.value),
                self._for_units(code_index, alpha.value),
                self._closed(units_for_width(alpha.value, prevalence, wanted.width, wanted.level)),
                self._closed(units_for_least_alpha(prevalence, wanted.least)),
            ]
            needs = [self._flagged(need, code_index) for need in needs]
        return CodePlan(code.id, code.name, alpha, prevalence, *needs)

    def _obstacle(self, code_index: int, alpha: Value) -> str | None:
        """Why nothing can be said about a code."""
        if not self._compared.any():
            return ONE_CODER
        if not self._material.uses[code_index].any():
            return NOT_USED
        if alpha.reason is not None:
            return alpha.reason
        return NO_DISAGREEMENT if alpha.observed == 0 else None

    def _flagged(self, need: Need, code_index: int) -> Need:
        uses = self._material.uses[code_index, self._presence.completed.any(axis=0)]
        if need.n is None or uses.min(initial=FEWEST_USES) >= FEWEST_USES:
            return need
        return replace(need, flags=(*need.flags, TOO_FEW_USES))

    def _for_documents(self, tallies: CategoryTallies, alpha: float) -> Need:
        documents, holding = len(tallies.units), int(minority(tallies.coders.sum(axis=1)).sum())
        errors = left_out(lambda counts: krippendorff_alpha(tallies.resample(counts)).value, documents)
        if errors is None or holding < FEWEST_DOCUMENTS or not isfinite(float(errors.errors)):
            return Need(None, FEW_PILOT_DOCUMENTS)
        pilot = Known(alpha, float(errors.errors), documents, holding)
        need = self._needed(pilot, FEWEST_DOCUMENTS, MOST_DOCUMENTS)
        if need.n is not None and documents < ENOUGH_DOCUMENTS:
            return replace(need, flags=(ROUGH,))
        return need

    def _for_units(self, code_index: int, alpha: float) -> Need:
        if self._material.scope.unit == "character":
            return Need(None, NO_UNITS_OF_CHARACTERS)
        kinds, amounts = self._kinds_of_units(code_index)
        n = amounts.sum()
        without = krippendorff_alpha(kinds.resample(amounts[None, :] - np.eye(len(amounts)))).value
        if n < 2 or not np.isfinite(without).all():
            return Need(None, FEW_UNITS)
        mean = float(amounts @ without / n)
        error = sqrt((n - 1) / n * float(amounts @ (without - mean) ** 2))
        holding = int(amounts[minority(kinds.coders.sum(axis=1) * amounts[:, None])].sum())
        return self._needed(Known(alpha, error, int(n), holding), _FEWEST_UNITS, MOST_UNITS)

    def _needed(self, pilot: Known, fewest: int, most: int) -> Need:
        if pilot.error < _NO_WIDTH:
            return Need(None, ALL_ALIKE)
        sure, even = (
            number_needed(pilot, self._wanted.width, how, fewest=fewest, most=most, level=self._wanted.level)
            for how in (ASSURANCE, EVEN)
        )
        return Need(None, TOO_MANY.format(most)) if sure is None else Need(sure, even=even)

    def _kinds_of_units(self, code_index: int) -> tuple[CategoryTallies, Floats]:
        """One unit of every kind (m coders, k of whom say "present") as tallies, and how many there are."""
        coders = self._presence.coders_per_document
        rows, amounts = [], []
        for m in range(2, self._presence.completed.shape[1] + 1):
            counts = self._presence.counts[coders == m, code_index].sum(axis=0)
            for k in np.flatnonzero(counts[: m + 1]).tolist():
                rows.append([1] * k + [0] * (m - k) + [MISSING] * (len(counts) - 1 - m))
                amounts.append(float(counts[k]))
        ratings = Ratings(np.array(rows, dtype=np.int64), ("absent", "present"), np.ones(len(rows)))
        kinds = np.arange(len(rows), dtype=np.int64)
        return rating_tallies(ratings, kinds, n_documents=len(rows), tables=False), np.array(amounts)

    def _closed(self, units: float) -> Need:
        if self._material.scope.unit == "character":
            return Need(None, NO_UNITS_OF_CHARACTERS)
        if units <= 0:
            return Need(None, BELOW_CHANCE)
        several = self._presence.coders_per_document.max(initial=0) > 2
        return Need(ceil(units), flags=(FOR_TWO_CODERS,) if several else ())
