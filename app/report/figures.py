"""Figures as data: what a chart of intervals and a bar of disagreement say, whoever draws them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS
from app.report.agreement_lines import Lines
from app.report.names import kind_name
from app.report.numbers import characters_in_words
from app.report.statistics import statistic_name
from app.translation import tr

STEPS = 5  # of the scale between 0 and 1
HARDLY = 0.1  # of a step of the scale: an interval that ends so little below is cut there


@dataclass(frozen=True)
class IntervalRow:
    """What stands at the left of an interval, and the value with its ends."""

    title: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class IntervalChart:
    """A value with its interval for each row, on a scale from `lowest` (0 or below, on a step) to 1.

    `threshold` is where a line stands on the scale, `steps` are its marks.
    """

    title: str
    axis: str
    lowest: float
    threshold: float | None
    rows: Sequence[IntervalRow]

    @property
    def steps(self) -> list[float]:
        """The marks of the scale, from the lowest to 1."""
        return [step / STEPS for step in range(round(self.lowest * STEPS), STEPS + 1)]


@dataclass(frozen=True)
class KindShare:
    """One kind's share of what differs, from 0 to 1, and a line that tells it."""

    kind: str
    share: float
    words: str


def interval_chart(lines: Lines, threshold: float | None) -> IntervalChart:
    """The statistic of the intervals for every line; lines without a number are left out."""
    rows = [
        IntervalRow(line.title, line.drawn.value, line.drawn.low, line.drawn.high)
        for line in (*lines.lines, lines.pooled)
        if line.drawn.value is not None
    ]
    ends = [end for row in rows for end in (row.value, row.low) if end is not None]
    lowest = min(0.0, math.floor(min(ends, default=0.0) * STEPS + HARDLY) / STEPS)
    axis = statistic = statistic_name(lines.drawn)
    if any(row.low is not None for row in rows):
        axis = tr("{statistic}, 95 % interval", statistic=statistic)
    title = {
        "code": tr("{statistic} by code", statistic=statistic),
        "pair": tr("{statistic} by pair", statistic=statistic),
        "document": tr("{statistic} by document", statistic=statistic),
    }[lines.level]
    return IntervalChart(title, axis, lowest, threshold, rows)


def kind_shares(disagreement: Disagreement) -> list[KindShare]:
    """“boundaries: 45 % of what differs (1,234 characters, 12×)”, for each of KINDS."""
    shares = disagreement.shares
    return [
        KindShare(
            kind,
            shares[kind],
            tr(
                "{kind}: {share} % of what differs ({characters}, {times}×)",
                kind=kind_name(kind),
                share=f"{100 * shares[kind]:.0f}",
                characters=characters_in_words(disagreement.lengths[kind]),
                times=f"{disagreement.counts[kind]:,}",
            ),
        )
        for kind in KINDS
    ]
