"""How far coders agree in each exclusive group, as a variable and on spans, and what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.agreement.coefficients.unitizing import OVERLAPS
from app.agreement.coefficients.values import NO_INTERSECTION, NO_UNITS, Value
from app.agreement.study.diagnosis import shares_others_coded
from app.agreement.study.levels import Levels
from app.agreement.study.places import CodedPlace, overlaps_in
from app.agreement.study.results import Result
from app.agreement.study.variables import TWO_VALUES
from app.jobs import Job
from app.translation import tr
from app.ui.agreement.table.lines import explained, shortened

OF_GROUPS = ("krippendorff_alpha", "u_alpha", "relevance_u_alpha", "cu_alpha")
OF_CODES = "ku_alpha"


@dataclass(frozen=True)
class GroupLine:
    """A group, or one of its codes; `values` by statistic, `covered` the share that others coded too."""

    title: str
    colour: str
    domain: int
    code: int | None
    values: dict[str, Value]
    covered: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ExclusiveGroups:
    """Each group followed by its codes; `overlaps` lists, for each group, what makes it undefined."""

    lines: Sequence[GroupLine]
    overlaps: Sequence[Sequence[CodedPlace]]


def groups_of(result: Result, job: Job) -> ExclusiveGroups:
    """The groups of a comparison, with intervals as it has them."""
    found = result.material
    values = _values(result, OF_GROUPS, "domain", job) | _values(result, (OF_CODES,), "code", job)
    overlaps = [overlaps_in(found, number) for number in range(len(found.domains))]
    covered = shares_others_coded(found)
    lines = []
    for index, domain in enumerate(found.domains):
        own = {key: values[key, domain.name] for key in OF_GROUPS}
        notes = _notes(own.values())
        if overlaps[index]:
            many = len(overlaps[index])
            words = tr("{count} passage: codes overlap", "{count} passages: codes overlap", many)
            notes = (words, *(note for note in notes if note != OVERLAPS))
        lines.append(GroupLine(domain.name, "", index, None, own, None, notes))
        for code in domain.codes:
            row = found.codes[code]
            own = {OF_CODES: values[OF_CODES, row.name]}
            notes = _notes(own.values())
            lines.append(GroupLine(row.name, row.colour, index, code, own, covered[code], notes))
    return ExclusiveGroups(lines, overlaps)


def in_short(note: str) -> str:
    """A reason or a flag as it fits into the table."""
    short = {OVERLAPS: tr("codes overlap"), TWO_VALUES: tr("α: two codes in one unit")}
    return short.get(note) or shortened(note)


def why_undefined(reason: str) -> str:
    """A reason of the unitizing family in words."""
    long = {
        OVERLAPS: tr(
            "One coder gave the same text two codes of this group, though they exclude each other. Choose "
            "the group: the passages appear at the right; take one code off each."
        ),
        TWO_VALUES: tr(
            "One coder gave one unit two codes of this group, so that the group has no single value there. "
            "Compare by a finer unit to have alpha of the group as one variable; by character already, "
            "choose the group, open the passages at the right and take one code off each."
        ),
        NO_INTERSECTION: tr("No text was coded by two coders in this group, so there is nothing to compare."),
        NO_UNITS: tr("Nobody used a code of this group in these documents."),
    }
    return long.get(reason, explained(reason))


def _values(
    result: Result, statistics: tuple[str, ...], level: str, job: Job
) -> dict[tuple[str, str | None], Value]:
    rows = Levels(result.material, statistics, True, result.intervals, job).rows((level,))
    return {(row.statistic, row.code): row.value for row in rows}


def _notes(values: Iterable[Value]) -> tuple[str, ...]:
    told = [note for value in values for note in ((value.reason,) if value.reason else value.flags)]
    return tuple(dict.fromkeys(told))
