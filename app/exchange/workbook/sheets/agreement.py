"""What the sheets on agreement share: statistics beside their formulas, counts, a check, and notes.

Their columns stand here and not in app/report: nearly all are formulas that cite other cells of the row or
the sheet Units, which only a workbook has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.agreement.coefficients.values import NOT_USED, Value
from app.agreement.study.levels import Row
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import SHARES
from app.exchange.workbook.writing.formulas import (
    SUMS,
    UNITS,
    Count,
    Tally,
    by_formula,
    check,
    checked,
    formula,
    sums,
)
from app.exchange.workbook.writing.report_columns import sheet_columns
from app.exchange.workbook.writing.sheet import Cell, Column, Formula
from app.report.code_list import CODE
from app.report.summed_up import spread
from app.report.words import SUMMED_UP

MEANINGS = {
    "percent_agreement": "The share of units on which coders agree, from 0 to 1.",
    "cohen_kappa": "Cohen's kappa, for two coders.",
    "fleiss_kappa": "Fleiss' kappa, for any number of coders.",
    "krippendorff_alpha": "Krippendorff's alpha, nominal.",
    "gwet_ac1": "Gwet's AC1.",
    "positive_agreement": "Agreement on where the code applies.",
    "negative_agreement": "Agreement on where it doesn't.",
}
NAMES = {key: NAMED[key].header for key in SUMMED_UP}


def code_columns() -> list[Column]:
    """Which code a row is about."""
    return sheet_columns(CODE, {"code": 28, "code path": 40})


def code_id() -> Column:
    """Which code a row is about, for programs."""
    return Column("code id", "Identifies the code; empty in the rows of all codes together.", 12, holds="id")


def by_code(rows: Iterable[Row]) -> dict[str | None, dict[str, Value]]:
    """Values by the name of their code (None: all together) and their statistic."""
    by_statistic: dict[str | None, dict[str, Value]] = {}
    for row in rows:
        by_statistic.setdefault(row.code, {})[row.statistic] = row.value
    return by_statistic


@dataclass(frozen=True, eq=False)
class Frame:
    """The columns from the counts to the notes; `intervals` says whether statistics have any."""

    counts: Sequence[Count]
    intervals: bool

    def columns(self) -> list[Column]:
        """Check, n, counts, their sums, each statistic beside its formula, notes."""
        return [
            Column(
                "check",
                "“ok” where the formulas come to what the program computed; else what differs.",
                12,
                holds="word",
            ),
            Column("n", "The units that at least two coders have judged, as the program counts.", 9, "count"),
            *(Column(count.name, _counted(count), 9, "count") for count in self.counts),
            *(
                Column(name, f"{meaning} A formula.", 10, "count" if whole else "decimal")
                for name, (meaning, whole) in SUMS.items()
            ),
            *(column for key, name in NAMES.items() for column in self._of(name, MEANINGS[key])),
            Column("notes", "Why a value is missing, and what to know about the others.", 90, holds="word"),
        ]

    def _of(self, name: str, meaning: str) -> Iterator[Column]:
        yield Column(name, meaning, 12, "decimal")
        yield Column(by_formula(name), f"{name}, as a formula over the counts in this row.", 12, "decimal")
        if self.intervals:
            yield Column(f"{name} low", f"Lower end of the 95 % interval of {name}.", 10, "decimal")
            yield Column(f"{name} high", f"Upper end of the 95 % interval of {name}.", 10, "decimal")

    def cells(
        self,
        values: Mapping[str, Value],
        counted: Sequence[float],
        live: Sequence[str] | None,
        warnings: Sequence[str] = (),
    ) -> list[Cell]:
        """The cells of a row; `live` are the formulas that count over the sheet Units, if they do.

        What sums up codes and takes chance off has no formula: it doesn't follow from counts of all codes.
        """
        n = next((value.n for value in values.values() if value.n is not None), None)
        computed = self._tally.values(counted)
        numbers: Iterable[Cell] = [int(count) if count == int(count) else count for count in counted]
        if live:
            numbers = [Formula(text, count) for text, count in zip(live, counted, strict=True)]
        statistics: list[Cell] = []
        for key, name in NAMES.items():
            value, text = values[key], self._formula(key, values[key])
            has_formula = text and value.reason != NOT_USED
            statistics += [
                value.value,
                Formula(text, computed[by_formula(name)]) if has_formula and text else None,
            ]
            statistics += [value.low, value.high] if self.intervals else []
        return [
            self._check(values, computed, n),
            n,
            *numbers,
            *(Formula(text, computed[name]) for name, text in self._sums.items()),
            *statistics,
            " ".join([*warnings, _notes(values)]).strip(),
        ]

    def _check(
        self, values: Mapping[str, Value], computed: Mapping[str, float | None], n: float | None
    ) -> Cell:
        keys = [key for key in NAMES if self._formula(key, values[key]) and values[key].reason != NOT_USED]
        pairs = [(NAMES[key], values[key].value, by_formula(NAMES[key])) for key in keys]
        if n is not None:
            pairs.insert(0, ("n", n, UNITS))
        if not pairs:
            return None
        names = tuple(name for name, _, _ in pairs)
        if names not in self._checks:
            self._checks[names] = check([(name, other) for name, _, other in pairs])
        value = checked([(name, value, computed[other]) for name, value, other in pairs])
        return Formula(self._checks[names], value)

    def _formula(self, key: str, value: Value) -> str | None:
        return None if value.codes is not None and key not in SHARES else self._formulas[key]

    @cached_property
    def _tally(self) -> Tally:
        return Tally(NAMES, self.counts)

    @cached_property
    def _formulas(self) -> dict[str, str | None]:
        return {key: formula(key, self.counts) for key in NAMES}

    @cached_property
    def _sums(self) -> dict[str, str]:
        return sums(self.counts)

    @cached_property
    def _checks(self) -> dict[tuple[str, ...], str]:
        return {}


def _counted(count: Count) -> str:
    if count.given_by == (True, True):
        return "Units to which both coders gave the code."
    if count.given_by == (False, False):
        return "Units to which neither coder gave the code."
    if count.given_by:
        return f"Units to which {count.name} coder gave the code."
    return f"Units that {count.judged} coders have judged and {count.gave} of them gave the code."


def _notes(values: Mapping[str, Value]) -> str:
    notes: dict[str, list[str]] = {}
    for key, name in NAMES.items():
        value = values[key]
        for note in [value.reason] if value.reason else [*spread(value), *value.flags]:
            notes.setdefault(note, []).append(name)
    sentences = [
        note if len(names) == len(NAMES) else f"{', '.join(names)}: {note}" for note, names in notes.items()
    ]
    return "; ".join(sentences)
