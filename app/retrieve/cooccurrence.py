"""Which codes stand together: in passages that overlap or lie near, or in turns, documents or cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.errors import UserError
from app.jobs import Job
from app.retrieve import spans as sets
from app.retrieve.asked import AnyCode, CodeNamed, Conditions, Measure, Related, RetrieveQuery
from app.retrieve.bound import case_spans, of_passages
from app.retrieve.intake import ProjectReading
from app.retrieve.nearness import Nearness
from app.retrieve.queries import Evaluation
from app.retrieve.spans import Bools, Ints, Spans

Unit = Literal["passage", "turn", "document", "case"]
UNITS: tuple[Unit, ...] = ("passage", "turn", "document", "case")
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Together:
    """What counts as together: passages that overlap, those at most `within` apart, or units with both.

    `code_ids` are the codes, None for all that are used; `conditions` those of a retrieval.
    """

    code_ids: tuple[int, ...] | None = None
    unit: Unit = "passage"
    within: int | None = None
    measure: Measure = "word"
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True, eq=False)
class CoOccurrences:
    """Codes by codes, each without those under it.

    totals  int64 (K,): the passages of each code; or the units that have it
    counts  int64 (K, K): the passages of the row's code that stand together with one of the column's; or the
            units with both. The diagonal has the totals
    """

    together: Together
    codes: Sequence[CodeRow]
    totals: Ints
    counts: Ints

    def coefficients(self) -> Floats:
        """The c-coefficient n12 / (n1 + n2 - n12), float64 (K, K), from 0 to 1; NaN where neither is used.

        n12 is the smaller one of both directions where passages are counted.
        """
        both = np.minimum(self.counts, self.counts.T).astype(np.float64)
        either = self.totals[:, None] + self.totals[None, :] - both
        with np.errstate(invalid="ignore"):
            return np.where(either > 0, both / either, np.nan)

    def query(self, row: int, column: int) -> RetrieveQuery:
        """What retrieves the passages of a cell: those of the row's code, together with the column's."""
        left, right = (
            CodeNamed(self.codes[index].name, True, self.codes[index].guid) for index in (row, column)
        )
        if row == column:
            return RetrieveQuery(left, self.together.conditions)
        if self.together.unit != "passage":
            related = Related(left, "same", right, measure=self.together.unit)
        elif self.together.within is None:
            related = Related(left, "overlapping", right)
        else:
            related = Related(left, "near", right, False, self.together.within, self.together.measure)
        return RetrieveQuery(related, self.together.conditions)


def cooccurrences(session: Session, together: Together, job: Job | None = None) -> CoOccurrences:
    """How often codes stand together, of what whoever looks may see; UserError where a code is gone."""
    job = job or Job()
    reading = ProjectReading(session, job)
    evaluation = Evaluation(reading, RetrieveQuery(AnyCode(), together.conditions))
    codes = _codes(reading, evaluation, together)
    wanted = of_passages(reading, together.conditions)
    by_code = []
    for code in codes:
        spans = evaluation.of_code(frozenset([code.id]))
        for stretches in wanted:
            spans = spans.take(sets.overlapping(spans, stretches))
        by_code.append(spans)
    if together.unit != "passage":
        present = _presence(reading, by_code, together.unit)
        counts = present.astype(np.int64).T @ present.astype(np.int64)
    elif together.within is None:
        counts = _overlapping(by_code)
    else:
        counts = _near(Nearness(reading), by_code, together, job)
    return CoOccurrences(together, codes, np.diagonal(counts).copy(), counts)


def _codes(reading: ProjectReading, evaluation: Evaluation, together: Together) -> list[CodeRow]:
    if together.code_ids is None:
        used = evaluation.used()
        return [code for code in reading.codes if code.id in used]
    wanted = set(together.code_ids)
    codes = [code for code in reading.codes if code.id in wanted]
    if len(codes) < len(wanted):
        raise UserError("A code of this table is no longer in the codebook. Choose the codes anew.")
    return codes


def _overlapping(by_code: Sequence[Spans]) -> Ints:
    """All pairs of passages that share a character, looked for at once."""
    many = len(by_code)
    start = np.concatenate([spans.start for spans in by_code] or [np.empty(0, np.int64)])
    end = np.concatenate([spans.end for spans in by_code] or [np.empty(0, np.int64)])
    code = np.repeat(np.arange(many), [len(spans) for spans in by_code])
    order = np.lexsort((end, start))
    every = Spans(start[order], end[order])
    index, other = sets.pairs(every, every)
    met = np.unique(index * many + code[order][other])
    counts = np.zeros((many, many), dtype=np.int64)
    np.add.at(counts, (code[order][met // max(many, 1)], met % max(many, 1)), 1)
    return counts


def _near(nearness: Nearness, by_code: Sequence[Spans], together: Together, job: Job) -> Ints:
    many = len(by_code)
    counts = np.zeros((many, many), dtype=np.int64)
    for row, spans in enumerate(by_code):
        job.step(row, many)
        for column, others in enumerate(by_code):
            if row == column:
                counts[row, column] = len(spans)
            elif len(spans) and len(others):
                near = nearness.near(spans, others, together.within or 0, together.measure)
                counts[row, column] = near.sum()
    return counts


def _presence(reading: ProjectReading, by_code: Sequence[Spans], unit: Unit) -> Bools:
    """Which units have which code, bool (units, K)."""
    if unit == "case":
        belonging, case = case_spans(reading)
        ids, numbered = np.unique(case, return_inverse=True)
        present = np.zeros((len(ids), len(by_code)), dtype=np.bool_)
        for column, spans in enumerate(by_code):
            _, of = sets.pairs(spans, belonging)
            present[numbered[of], column] = True
        return present
    starts = reading.line.bases if unit == "document" else reading.turn_starts
    present = np.zeros((len(starts), len(by_code)), dtype=np.bool_)
    for column, spans in enumerate(by_code):
        first = np.searchsorted(starts, spans.start, side="right") - 1
        last = np.searchsorted(starts, spans.end - 1, side="right") - 1
        many = last - first + 1
        touched = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
        present[touched, column] = True
    return present
