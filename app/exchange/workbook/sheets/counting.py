"""Counts of units as the agreement sheets show them: as numbers, and as formulas over the sheet “Units”."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from app.agreement.coefficients.tallies import coder_pairs
from app.agreement.spans.continuum import Floats
from app.agreement.spans.sweep import PresenceTallies, pair_presence
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets.units import is_written, number_of_rows, ranges
from app.exchange.workbook.writing.formulas import OF_TWO, Count

MOST_LOOKS = (
    100_000_000  # cells of Units that a sheet's formulas may go through; beyond, programs stand still
)


class Counting:
    """The counts of one unit: for two coders by what each said, for more by how many gave the code."""

    def __init__(self, export: Export, unit: str) -> None:
        self._export, self._unit = export, unit
        self._material = export.material(unit)

    @property
    def of_two(self) -> bool:
        """Whether two coders are compared, so that it can be told who said what."""
        return len(self._material.coders) == 2

    @cached_property
    def counts(self) -> Sequence[Count]:
        """The columns of counts, for all coders together."""
        if self.of_two:
            return OF_TWO
        many = sorted(set(self._tallied.coders_per_document.tolist()) - {0, 1})
        return [Count(f"{k} of {m} coders", m, k) for m in many for k in range(m, -1, -1)]

    def by_document(self) -> Floats:
        """The counts of each document and code, float64 (documents, codes, counts)."""
        if self.of_two:
            return next(self.pairs())
        tallied = self._tallied
        n_coders = tallied.coders_per_document[:, None]
        if not self.counts:
            return np.zeros((*tallied.counts.shape[:2], 0))
        columns = [tallied.counts[:, :, count.gave] * (n_coders == count.judged) for count in self.counts]
        return np.stack(columns, axis=-1)

    def pairs(self) -> Iterator[Floats]:
        """For one pair of coders after the other the counts OF_TWO, float64 (documents, codes, 4)."""
        tallied = self._tallied
        first, second = coder_pairs(len(self._material.coders))
        for g, h, both in zip(
            first.tolist(), second.tolist(), pair_presence(self._material.continuum), strict=True
        ):
            shared = (tallied.completed[:, g] & tallied.completed[:, h])[:, None]
            a = both * shared
            b, c = (tallied.present[:, :, coder] * shared - a for coder in (g, h))
            yield np.stack([a, b, c, tallied.total[:, None] * shared - a - b - c], axis=-1)

    def together(
        self, counted: Floats, *, document: int | None = None, pair: tuple[int, int] | None = None
    ) -> Floats:
        """Codes together that were used by those compared, here: (codes, counts) to (counts,)."""
        continuum = self._material.characters
        codings = continuum.codings
        chosen = np.ones(len(codings), dtype=np.bool_)
        if document is not None:
            chosen &= codings.document == document
        if pair is not None:
            both = continuum.completed[:, pair[0]] & continuum.completed[:, pair[1]]
            chosen &= np.isin(codings.coder, pair) & both[codings.document]
        return np.asarray(counted[np.unique(codings.code[chosen])].sum(axis=0))

    @property
    def _tallied(self) -> PresenceTallies:
        return self._export.tallied(self._unit)


def is_live(export: Export, unit: str, rows: int, counts: int) -> bool:
    """Whether so many rows of counts are formulas over Units, and not plain numbers."""
    if unit != export.grid_unit or not is_written(export):
        return False
    return rows * counts * number_of_rows(export) <= MOST_LOOKS


def live(
    export: Export,
    counts: Sequence[Count],
    criteria: Sequence[tuple[str, str]],
    coders: tuple[int, int] = (0, 1),
) -> list[str]:
    """The formulas of the counts over Units, of rows that fulfil criteria: (column of Units, criterion).

    `coders` are the numbers of those compared, where two are.
    """
    return [_countifs(export, [*criteria, *_conditions(count, coders)]) for count in counts]


def _conditions(count: Count, coders: tuple[int, int]) -> list[tuple[str | int, str]]:
    if count.given_by:
        return [(coder, str(int(gave))) for coder, gave in zip(coders, count.given_by, strict=True)]
    return [("coders", str(count.judged)), ("with the code", str(count.gave))]


def _countifs(export: Export, criteria: Sequence[tuple[str | int, str]]) -> str:
    parts = ranges(export, [column for column, _ in criteria])
    wanted = [criterion for _, criterion in criteria]
    calls = (",".join(f"{where},{what}" for where, what in zip(part, wanted, strict=True)) for part in parts)
    return "+".join(f"COUNTIFS({call})" for call in calls) or "0"
