"""What agreement would be if codes were one: the same codings under merges, side by side with what is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.agreement.coefficients.values import NOT_USED, Value, undefined
from app.agreement.spans.continuum import Bools, Codings, Continuum, Ints
from app.agreement.study.levels import Levels, Row
from app.agreement.study.material import Domain, Material
from app.jobs import Job

STATISTICS = ("percent_agreement", "cohen_kappa", "krippendorff_alpha")


@dataclass(frozen=True)
class Beside:
    """One statistic of a code as it is, or would be, after merges; `code` None is all codes together.

    `before` has its value for each code that goes into it, by name, or one for all codes.
    """

    code: str | None
    statistic: str
    before: Mapping[str | None, Value]
    after: Value


@dataclass(frozen=True, eq=False)
class Recoding:
    """A comparison as it is, and under merges, with rows for the codes that take others in and for all."""

    before: Material
    after: Material
    rows: Sequence[Beside]

    def beside(self, statistic: str, code: str | None = None) -> Beside:
        """The row of a statistic and a code; KeyError where there is none."""
        for row in self.rows:
            if (row.statistic, row.code) == (statistic, code):
                return row
        raise KeyError((statistic, code))


def recoded(material: Material, mapping: Mapping[int, int]) -> Material:
    """The material as if codes had been merged: {old code id: new code id}.

    A coder's codings that become the same are one. Codes under a merged code come to lie under the new one.
    Codes that aren't in the material are ignored; several that go into one that isn't become one under the
    name of the first. Boundaries stay as the scope's tolerance left them.
    """
    mapping = _inside(material, mapping)
    numbers = {code.id: index for index, code in enumerate(material.codes)}
    stays = [index for index, code in enumerate(material.codes) if code.id not in mapping]
    new = np.full(len(material.codes), -1)
    new[stays] = np.arange(len(stays))
    for old_id, new_id in mapping.items():
        new[numbers[old_id]] = new[numbers[new_id]]
    single = _single(replace(material.spans.codings, code=new[material.spans.codings.code]))
    spans, characters = (
        _renumbered(of_spans, new, len(stays), single) for of_spans in (material.spans, material.characters)
    )
    in_units = material.continuum
    same = in_units is material.characters
    continuum = characters if same else _renumbered(in_units, new, len(stays), None)
    return replace(
        _with_codes(material, stays, mapping),
        spans=spans,
        characters=characters,
        continuum=continuum,
        uses=spans.uses,
    )


def compared_recoded(
    material: Material,
    mapping: Mapping[int, int],
    *,
    statistics: Sequence[str] = STATISTICS,
    intervals: bool = False,
    job: Job | None = None,
) -> Recoding:
    """Statistics as they are and as they would be under merges, of the merged codes and of all together."""
    job = job or Job()
    mapping = _inside(material, mapping)
    after = recoded(material, mapping)
    names = {code.id: code.name for code in material.codes}
    groups: dict[str | None, list[str | None]] = {}
    for old_id, new_id in mapping.items():
        groups.setdefault(names[new_id], [names[new_id]]).append(names[old_id])
    tables = [
        _table(Levels(compared, statistics, True, intervals, job).rows(("code", "overall")))
        for compared in (material, after)
    ]
    rows = []
    groups[None] = [None]
    for code, parts in groups.items():
        for statistic in statistics:
            before = {part: tables[0].get((part, statistic), undefined(NOT_USED)) for part in parts}
            rows.append(Beside(code, statistic, before, tables[1][code, statistic]))
    job.step(1, 1)
    return Recoding(material, after, rows)


def _table(rows: Iterable[Row]) -> dict[tuple[str | None, str], Value]:
    return {(row.code, row.statistic): row.value for row in rows}


def _inside(material: Material, mapping: Mapping[int, int]) -> dict[int, int]:
    """Merges among the codes that are there, with chains followed to their end."""
    present = {code.id for code in material.codes}
    ends: dict[int, int] = {}
    merges = {}
    for old_id in mapping:
        new_id, passed = mapping[old_id], {old_id}
        while new_id in mapping and new_id not in passed:
            passed.add(new_id)
            new_id = mapping[new_id]
        if old_id not in present or new_id == old_id:
            continue
        target = new_id if new_id in present else ends.setdefault(new_id, old_id)
        if target != old_id:
            merges[old_id] = target
    return merges


def _with_codes(material: Material, stays: Sequence[int], mapping: Mapping[int, int]) -> Material:
    """The material with these codes alone, in the places that merges give them."""
    by_id = {code.id: code for code in material.codes}
    members: dict[int, list[int]] = {}
    codes = [material.codes[code_index] for code_index in stays]
    for index, code in enumerate(codes):
        parent_id = mapping.get(code.parent_id or 0, code.parent_id)
        if parent_id != code.parent_id:
            exclusive = by_id[parent_id or 0].exclusive
            code = replace(code, parent_id=parent_id, domain_id=parent_id if exclusive else None)
            codes[index] = code
        if code.domain_id is not None:
            members.setdefault(code.domain_id, []).append(index)
    names = {domain.id: domain.name for domain in material.domains}
    names |= {code.id: code.name for code in codes}
    domains = [
        Domain(domain_id, names[domain_id], tuple(code_indices))
        for domain_id, code_indices in members.items()
    ]
    return replace(material, codes=codes, domains=domains)


def _single(codings: Codings) -> Bools:
    """Which codings are not the same as an earlier one."""
    columns = (codings.document, codings.coder, codings.code, codings.start, codings.end)
    order = np.lexsort(columns[::-1])
    rows = np.stack([column[order] for column in columns])
    first = np.ones(len(codings), dtype=np.bool_)
    first[1:] = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
    chosen = np.zeros(len(codings), dtype=np.bool_)
    chosen[order[first]] = True
    return chosen


def _renumbered(continuum: Continuum, new: Ints, codes: int, chosen: Bools | None) -> Continuum:
    codings = replace(continuum.codings, code=new[continuum.codings.code])
    return replace(continuum, codes=codes, codings=codings if chosen is None else codings.take(chosen))
