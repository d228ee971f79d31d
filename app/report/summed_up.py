"""What is told of each code where a study is summed up: agreement, how coders differ, who uses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.agreement.coefficients.values import TOO_FEW_USES, WITHOUT_INTERVAL, Value
from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS
from app.codebook.queries import CodeRow
from app.coders.queries import CoderRow
from app.counting import counted
from app.report.code_list import CODE
from app.report.tables import TableColumn
from app.report.words import KINDS as KIND_WORDS

ALL_CODES = "all codes together"
USES = "uses: "


@dataclass(frozen=True)
class SummaryLine:
    """One code: the chosen statistic, what it should reach, and how many codings each coder gave it.

    How coders differ is None until all disagreement is sorted.
    """

    code: CodeRow
    value: Value
    threshold: float
    uses: Sequence[int]
    disagreement: Disagreement | None = None


def spread(value: Value) -> list[str]:
    """What a summary over codes is made of, in words; nothing for a value of one code."""
    codes = value.codes
    if not codes:
        return []
    return [f"median {codes.median:.3f}, lowest {codes.lowest:.3f} of {counted(codes.count, 'code')}"]


def verdict(value: Value, threshold: float) -> str:
    """Whether a value reaches the threshold, and its interval with it; or why that can't be said."""
    if value.value is None:
        return value.reason or ""
    if value.low is None:  # a value alone shows neither
        why = [flag for flag in value.flags if flag in WITHOUT_INTERVAL]
        return f"not judged: {why[0] if why else 'no interval'}"
    reaches = value.value >= threshold
    sentence = f"{'reaches' if reaches else 'below'} {threshold:.2f}"
    end = value.low if reaches else value.high
    if end is not None and (end >= threshold) != reaches:
        sentence += ", but may lie below" if reaches else ", but may reach it"
    return f"{sentence}; {TOO_FEW_USES}" if TOO_FEW_USES in value.flags else sentence


def _apart(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def _most_frequent(line: SummaryLine) -> str | None:
    """The kind that occurs most, with its number."""
    if line.disagreement is None:
        return None
    counts = line.disagreement.counts
    total = sum(counts.values())
    if not total:
        return "none"
    kind = max(KINDS, key=lambda name: counts[name])
    return f"mostly {kind}: {counts[kind]:,} of {total:,}"


def _times(line: SummaryLine, kind: str) -> int | None:
    return None if line.disagreement is None else line.disagreement.counts[kind]


def _users(line: SummaryLine) -> str:
    using = sum(uses > 0 for uses in line.uses)
    return f"used by {using} of {counted(len(line.uses), 'coder')}" if using else "not used"


_ALL: tuple[TableColumn[SummaryLine], ...] = (
    TableColumn("Code id", lambda line: line.code.guid, meaning="Identifies the code.", holds="id"),
    CODE["code"].of(lambda line: line.code),
    TableColumn(
        "Agreement",
        lambda line: verdict(line.value, line.threshold),
        "text",
        "Whether it reaches the threshold, or why that can't be said.",
        holds="word",
    ),
    TableColumn(
        "Value",
        lambda line: line.value.value,
        "decimal",
        "The statistic that was chosen; empty where it is undefined.",
    ),
    TableColumn("Low", lambda line: line.value.low, "decimal", "Lower end of the 95 % interval."),
    TableColumn("High", lambda line: line.value.high, "decimal", "Upper end of the 95 % interval."),
    TableColumn(
        "Below",
        lambda line: _apart(line.value.low, line.value.value),
        "decimal",
        "How far the interval reaches below the value.",
    ),
    TableColumn(
        "Above",
        lambda line: _apart(line.value.value, line.value.high),
        "decimal",
        "How far the interval reaches above the value.",
    ),
    TableColumn(
        "Threshold",
        lambda line: line.threshold,
        "decimal",
        "What the value should reach, as the line in the chart.",
    ),
    TableColumn(
        "Disagreement", _most_frequent, "text", "The most frequent kind of disagreement.", holds="word"
    ),
    *(
        TableColumn[SummaryLine](
            KIND_WORDS[kind].name,
            partial(_times, kind=kind),
            "count",
            f"Over all pairs of coders, how often they differ since {KIND_WORDS[kind].meaning}.",
        )
        for kind in KINDS
    ),
    TableColumn("Use", _users, "text", "How many of the coders use the code.", holds="word"),
)
SUMMARY: Mapping[str, TableColumn[SummaryLine]] = {column.name_in_files: column for column in _ALL}


def used_by(coder: CoderRow, index: int) -> TableColumn[SummaryLine]:
    """The column of one coder, of the uses at an index."""
    name = f"{USES}{coder.name}"
    meaning = f"Codings of {coder.name} in the documents compared."
    return TableColumn(name, lambda line: line.uses[index], "count", meaning)
