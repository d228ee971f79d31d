"""The same scope at every unit, trimmed and not, so that nobody picks the unit blindly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from app.agreement.coefficients.values import Value
from app.agreement.study.levels import Levels
from app.agreement.study.material import UNITS, Material, Scope
from app.jobs import Job

ALPHA = "krippendorff_alpha"


@dataclass(frozen=True)
class UnitAlpha:
    """Krippendorff's alpha at one unit, trimmed or not: of all codes together, and by code name."""

    unit: str
    trim: bool
    units: float
    overall: Value
    by_code: dict[str, Value]


def what_if(load: Callable[[Scope], Material], scope: Scope, job: Job | None = None) -> Iterator[UnitAlpha]:
    """Alpha of a scope at every unit, trimmed and then not; one after the other, so that each can be shown.

    `load` reads a scope's material, as `units.material` does for a session: `partial(material, session)`.
    `units` counts those that at least two coders judged. The job may be cancelled between any two of them.
    """
    job = job or Job()
    settings = [(unit, trim) for trim in (True, False) for unit in UNITS]
    for index, (unit, trim) in enumerate(settings):
        job.step(index, len(settings), f"If the unit were the {unit}")
        yield _setting(load(replace(scope, unit=unit, trim=trim)))
    job.step(len(settings), len(settings))


def _setting(material: Material) -> UnitAlpha:
    levels = Levels(material, [ALPHA], by_name=False, intervals=False, job=Job())
    rows = {row.code: row.value for row in levels.rows(("code", "overall"))}
    compared = material.continuum.coders_per_document > 1
    return UnitAlpha(
        unit=material.scope.unit,
        trim=material.scope.trim,
        units=float(material.continuum.lengths[compared].sum()),
        overall=rows.pop(None),
        by_code={name: value for name, value in rows.items() if name is not None},
    )
