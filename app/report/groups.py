"""How far coders agree in each exclusive group, as a variable and on spans, and what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.agreement.coefficients.unitizing import OVERLAPS
from app.agreement.coefficients.values import Value
from app.agreement.study.diagnosis import shares_others_coded
from app.agreement.study.levels import Levels
from app.agreement.study.places import CodedPlace, overlaps_in
from app.agreement.study.results import Result
from app.jobs import Job
from app.translation import tr

OF_GROUPS = ("krippendorff_alpha", "u_alpha", "relevance_u_alpha", "cu_alpha")
OF_CODES = "ku_alpha"


@dataclass(frozen=True)
class GroupLine:
    """A group, or one of its codes; `values` by statistic, `covered` the share that others coded too.

    `closed` where they are of a closed round, whose codings nobody changes.
    """

    title: str
    colour: str
    domain: int
    code: int | None
    values: dict[str, Value]
    covered: float | None
    notes: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, eq=False)
class ExclusiveGroups:
    """Each group followed by its codes; `overlaps` lists, for each group, what makes it undefined.

    `absent` where “none of them” is a value of each group as a variable.
    """

    lines: Sequence[GroupLine]
    overlaps: Sequence[Sequence[CodedPlace]]
    absent: bool = True


def groups_of(result: Result, job: Job) -> ExclusiveGroups:
    """The groups of a comparison, with intervals as it has them."""
    material = result.material
    values = _values(result, OF_GROUPS, "domain", job) | _values(result, (OF_CODES,), "code", job)
    overlaps = [overlaps_in(material, domain_index) for domain_index in range(len(material.domains))]
    covered = shares_others_coded(material)
    lines, closed = [], material.scope.round_id is not None
    for index, domain in enumerate(material.domains):
        own_values = {key: values[key, domain.name] for key in OF_GROUPS}
        notes = _notes(own_values.values())
        if overlaps[index]:
            many = len(overlaps[index])
            words = tr("{count} passage: codes overlap", "{count} passages: codes overlap", many)
            notes = (words, *(note for note in notes if note != OVERLAPS))
        lines.append(GroupLine(domain.name, "", index, None, own_values, None, notes, closed))
        for code in domain.codes:
            row = material.codes[code]
            own_values = {OF_CODES: values[OF_CODES, row.name]}
            notes = _notes(own_values.values())
            lines.append(
                GroupLine(row.name, row.colour, index, code, own_values, covered[code], notes, closed)
            )
    return ExclusiveGroups(lines, overlaps, material.scope.absent)


def _values(
    result: Result, statistics: tuple[str, ...], level: str, job: Job
) -> dict[tuple[str, str | None], Value]:
    rows = Levels(result.material, statistics, True, result.intervals, job).rows((level,))
    return {(row.statistic, row.code): row.value for row in rows}


def _notes(values: Iterable[Value]) -> tuple[str, ...]:
    notes = [note for value in values for note in ((value.reason,) if value.reason else value.flags)]
    return tuple(dict.fromkeys(notes))
