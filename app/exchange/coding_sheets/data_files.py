"""Answers for SPSS and Stata: numbers with labels, “can't tell” and “not applicable” as kinds of missing."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.cases.values import BETWEEN
from app.codebook.variables import VariableRow
from app.errors import UserError
from app.exchange.coding_sheets.wide_table import WideColumn, WideTable
from app.exchange.drafts import new_file
from app.exchange.spss_names import VariableNames, label
from app.sheets.values import ANSWERED, NOT_APPLICABLE, UNCLEAR, Given

ENDINGS = (".sav", ".dta")
LONGEST_STATA_NAME = 32
WORDS_OF_STATES = {UNCLEAR: "can't tell", NOT_APPLICABLE: "not applicable"}
OF_STATA = {UNCLEAR: "a", NOT_APPLICABLE: "b"}  # .a and .b


@dataclass(frozen=True)
class DataVariable:
    """A variable of the file: `values` are numbers, states of missing, or None for nothing.

    `labels` are those of its numbers, `missing` the numbers that stand for states in SPSS.
    """

    name: str
    label: str
    values: Sequence[float | str | None]
    measure: str
    labels: dict[float, str] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)


def write_data_file(path: Path, table: WideTable) -> None:
    """Write a .sav or .dta file, all of it or nothing; one that is there already is replaced.

    Words are numbered in the variable's order from 1; each of several answers is a variable of its own, 1 or
    0. UserError where there is nothing to write.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UserError(f"“{path.name}” must end with .sav or .dta. Choose such a name.")
    if not table.columns or not table.subjects:
        raise UserError(
            "There is nothing to write yet: no sheet is completed. Complete some, then export again."
        )
    names = _StataNames() if path.suffix.lower() == ".dta" else VariableNames()
    name = names.name(table.about)
    variables = [variable for column in table.columns for variable in _variables(table, column, names)]
    subjects = [subject_name for _, subject_name in table.subjects]
    with new_file(path) as draft:
        try:
            if path.suffix.lower() == ".sav":
                _write_sav(draft, name, subjects, variables)
            else:
                _write_dta(draft, name, subjects, variables)
        except Exception as error:
            if type(error).__module__.startswith("pyreadstat"):
                raise OSError(errno.EIO, "the disk is full, or the file may not be written") from error
            raise


class _StataNames(VariableNames):
    """Stata's names are shorter."""

    def name(self, words: str, ending: str = "") -> str:
        """A legal name of 32 characters at most."""
        cut = words.encode()[: LONGEST_STATA_NAME - 6 - len(ending.encode())].decode(errors="ignore")
        return super().name(cut, ending)


def _variables(table: WideTable, column: WideColumn, names: VariableNames) -> Iterator[DataVariable]:
    variable, coder = column.variable, column.coder
    given = [table.answer(subject, column) for subject, _ in table.subjects]
    words = label(f"{variable.question or variable.name} ({coder.name})")
    if variable.several:
        for option in variable.words:
            yield DataVariable(
                name=names.name(f"{variable.name}_{option}", coder.initials),
                label=label(f"{variable.name}: {option} ({coder.name})"),
                values=[_of_several(answer, option) for answer in given],
                measure="nominal",
                labels={0: "no", 1: "yes"},
                missing=_missing([0, 1]),
            )
        return
    numbers = [_number(answer, variable) for answer in given]
    yield DataVariable(
        name=names.name(variable.name, coder.initials),
        label=words,
        values=numbers,
        measure="scale" if variable.takes_numbers else variable.level,
        labels={float(at): word for at, word in enumerate(variable.words, start=1)},
        missing=_missing([*range(1, len(variable.words) + 1), *(n for n in numbers if isinstance(n, float))]),
    )


def _number(given: Given | None, variable: VariableRow) -> float | str | None:
    if given is None:
        return None
    if given.state != ANSWERED:
        return given.state
    if variable.takes_numbers:
        return float(given.value)
    return float(variable.words.index(given.value) + 1) if given.value in variable.words else None


def _of_several(given: Given | None, option: str) -> float | str | None:
    if given is None:
        return None
    if given.state != ANSWERED:
        return given.state
    return float(option in given.value.split(BETWEEN))


def _missing(used: Sequence[float]) -> dict[str, float]:
    """Numbers of states that no value has: -8 and -9, or with more nines where values are so low."""
    low = -8.0
    while used and min(used) <= low - 1:
        low = low * 10 - 9
    return {UNCLEAR: low, NOT_APPLICABLE: low - 1}


def _write_sav(path: Path, name: str, subjects: Sequence[str], variables: Sequence[DataVariable]) -> None:
    import pandas as pd
    import pyreadstat

    def cells(variable: DataVariable) -> list[float | None]:
        return [variable.missing[value] if isinstance(value, str) else value for value in variable.values]

    columns: dict[str, Any] = {name: list(subjects)}
    columns |= {variable.name: pd.Series(cells(variable), dtype="float64") for variable in variables}
    labels: dict[str, Any] = {
        variable.name: variable.labels
        | {number: WORDS_OF_STATES[state] for state, number in variable.missing.items()}
        for variable in variables
    }
    missing: dict[str, Any] = {variable.name: sorted(variable.missing.values()) for variable in variables}
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        str(path),
        column_labels=[name, *(variable.label for variable in variables)],
        variable_value_labels=labels,
        missing_ranges=missing,
        variable_measure={name: "nominal"} | {variable.name: variable.measure for variable in variables},
        row_compress=True,
    )


def _write_dta(path: Path, name: str, subjects: Sequence[str], variables: Sequence[DataVariable]) -> None:
    import pandas as pd
    import pyreadstat

    def cells(variable: DataVariable) -> list[float | str | None]:
        return [OF_STATA[value] if isinstance(value, str) else value for value in variable.values]

    columns: dict[str, Any] = {name: list(subjects)}
    columns |= {variable.name: pd.Series(cells(variable), dtype="object") for variable in variables}
    of_states: dict[Any, str] = {OF_STATA[state]: words for state, words in WORDS_OF_STATES.items()}
    labels: dict[str, Any] = {
        variable.name: {int(number): word for number, word in variable.labels.items()} | of_states
        for variable in variables
    }
    pyreadstat.write_dta(
        pd.DataFrame(columns),
        str(path),
        column_labels=[name, *(variable.label[:80] for variable in variables)],
        variable_value_labels=labels,
        missing_user_values={variable.name: sorted(OF_STATA.values()) for variable in variables},
        version=15,
    )
