"""How common each code is, how evenly coders use it, and in plain words where kappa misleads therefore."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.agreement.coefficients.estimates import share
from app.agreement.spans.continuum import Floats
from app.agreement.spans.sweep import tally
from app.agreement.study.material import Material
from app.agreement.study.pair_sums import presence_sums

RARE = 0.02  # share of units below which a code is rare, and above one minus which it is everywhere
ONE_SIDED = 2.0  # how many times as often as another a coder must use a code for its use to be one-sided
FEWEST_USES = 5  # by the coder who uses it most: fewer say nothing about sides


@dataclass(frozen=True)
class Use:
    """How a code is used, in the scope's unit.

    prevalence        share of the units that coders gave it, over all coders
    prevalence_index  (a - d) / N, over all pairs of coders; near -1 for a rare code
    bias_index        |b - c| / N, over all pairs
    rates             each coder's share of units, by name; who completed nothing is left out
    warnings          what a reader of kappa should know, as sentences

    Numbers are None where nothing can be compared. Source: Byrt, Bishop & Carlin (1993).
    """

    code_id: int
    name: str
    prevalence: float | None
    prevalence_index: float | None
    bias_index: float | None
    rates: dict[str, float]
    warnings: Sequence[str]


def uses_of(material: Material) -> list[Use]:
    """The use of every code of a comparison."""
    continuum = material.continuum
    tallies = tally(continuum, pairs=False)
    judged = tallies.total @ tallies.completed
    present = tallies.present.sum(axis=0)
    prevalence = share(present.sum(axis=1), np.broadcast_to(judged.sum(), len(present)))
    rates = share(present, judged[None, :])
    whole, both_sides, apart = (np.zeros(continuum.codes) for _ in range(3))
    once = np.ones((1, continuum.documents))
    for _, (n, *_, first, second) in presence_sums(continuum, tallies).drawn(once):
        whole += n[0]
        both_sides += (first + second)[0]
        apart += np.abs(first - second)[0]
    indices = share(both_sides, whole) - 1, share(apart, whole)
    return [
        Use(
            code_id=code.id,
            name=code.name,
            prevalence=_finite(prevalence[index]),
            prevalence_index=_finite(indices[0][index]),
            bias_index=_finite(indices[1][index]),
            rates=_named(material, rates[index]),
            warnings=_warnings(material, index, prevalence[index], rates[index]),
        )
        for index, code in enumerate(material.codes)
    ]


def _named(material: Material, rates: Floats) -> dict[str, float]:
    return {
        coder.name: float(rate)
        for coder, rate in zip(material.coders, rates, strict=True)
        if np.isfinite(rate)
    }


def _warnings(material: Material, code: int, prevalence: float, rates: Floats) -> list[str]:
    sentences: list[str] = []
    uses, unit = material.uses[code], material.scope.unit
    if not uses.any() or not np.isfinite(prevalence):
        return sentences
    if prevalence < RARE:
        sentences.append(
            f"Rare: on {_percent(prevalence)} of the {unit}s. Kappa and alpha are low for rare codes even "
            "where coders agree on most; read them beside the agreement on where the code applies."
        )
    elif prevalence > 1 - RARE:
        sentences.append(
            f"Nearly everywhere: on {_percent(prevalence)} of the {unit}s. Kappa and alpha are low for such "
            "codes even where coders agree on most; read them beside the agreement on where it doesn't apply."
        )
    active = np.flatnonzero(np.isfinite(rates))
    most, least = active[rates[active].argmax()], active[rates[active].argmin()]
    if uses[most] >= FEWEST_USES and rates[most] >= ONE_SIDED * rates[least]:
        names = [material.coders[coder].name for coder in (most, least)]
        sentences.append(
            f"One-sided: {names[0]} gives it to {_percent(rates[most])} of the {unit}s, {names[1]} to "
            f"{_percent(rates[least])}. Coders who differ so much can't reach a high kappa: "
            "first settle when the code applies."
        )
    return sentences


def _percent(rate: float) -> str:
    return f"{100 * rate:.0f} %" if rate >= 0.1 else f"{100 * rate:.2g} %"


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
