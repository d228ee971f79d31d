"""Units in whose codes coders differ: who gave a unit a code, who judged it and did not, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.agreement.spans.continuum import Ints, distinct
from app.agreement.study.in_cases import CaseTexts, overlapping
from app.agreement.study.material import Material
from app.jobs import Job

STEP_EVERY = 1000


@dataclass(frozen=True)
class UnitDifference:
    """A code that some coders gave a unit and others did not; all are numbers in the material.

    `whole` is the document, or the case where cases are the units; `unit` counts from 0 in it.
    """

    whole: int
    unit: int
    code: int
    having: tuple[int, ...]
    lacking: tuple[int, ...]


def unit_differences(material: Material, job: Job | None = None) -> list[UnitDifference]:
    """All of them, by document or case, unit and code. Raises Cancelled through the job."""
    job = job or Job()
    continuum, codings = material.continuum, material.continuum.codings
    width = codings.end - codings.start
    coding = np.repeat(np.arange(len(width)), width)
    unit = codings.start[coding] + np.arange(len(coding)) - np.repeat(np.cumsum(width) - width, width)
    many = int(continuum.lengths.max(initial=0))
    place = (codings.document[coding] * many + unit) * continuum.codes + codings.code[coding]
    cells = distinct(place * continuum.coders + codings.coder[coding])
    places, coders = cells // max(continuum.coders, 1), (cells % max(continuum.coders, 1)).tolist()
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    ends = np.append(starts[1:], len(places))
    wholes = places[starts] // (continuum.codes * many) if len(starts) else starts
    differs = (ends - starts) < continuum.coders_per_document[wholes]
    judging = [np.flatnonzero(row).tolist() for row in continuum.completed]
    differences = []
    for index, group in enumerate(np.flatnonzero(differs).tolist()):
        if index % STEP_EVERY == 0:
            job.step(index, int(differs.sum()), "Collecting differences")
        at, code = divmod(int(places[starts[group]]), continuum.codes)
        whole, unit_number = divmod(at, many)
        having = tuple(coders[starts[group] : ends[group]])
        lacking = tuple(coder for coder in judging[whole] if coder not in having)
        differences.append(UnitDifference(whole, unit_number, code, having, lacking))
    return differences


def codings_in_units(material: Material) -> Mapping[tuple[int, int, int, int], list[int]]:
    """The codings of `material.spans` by (whole, unit, code, coder) wherever they overlap a given unit."""
    spans = material.spans
    texts, whole, unit = _units(material)
    coding, owner = overlapping(spans, texts)
    pairs = distinct(owner * max(len(spans.codings), 1) + coding)
    owner, coding = pairs // max(len(spans.codings), 1), pairs % max(len(spans.codings), 1)
    columns = (whole[owner], unit[owner], spans.codings.code[coding], spans.codings.coder[coding], coding)
    by_place: dict[tuple[int, int, int, int], list[int]] = {}
    for *place, index in zip(*(column.tolist() for column in columns), strict=True):
        by_place.setdefault((place[0], place[1], place[2], place[3]), []).append(index)
    return by_place


def _units(material: Material) -> tuple[CaseTexts, Ints, Ints]:
    """The text of each unit, and of which whole it is which one. ValueError for characters."""
    if material.cases is not None:
        numbers = np.arange(len(material.cases.rows))
        return material.cases, numbers, np.zeros_like(numbers)
    units = material.units
    if units is None:
        raise ValueError("characters are too many to be listed")
    numbers = np.arange(len(units))
    first = np.searchsorted(units.document, units.document)
    return CaseTexts((), numbers, units), units.document, numbers - first
