"""A table of counts: cells with what they are of, totals, tests, and the cases and passages behind each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy.orm import Session

from app.agreement.spans.continuum import Bools, Floats, Ints
from app.agreement.study.in_cases import overlapping
from app.counting import counted
from app.crosstabs.choices import CASES, CODES, DOCUMENTS, OF_DOCUMENTS, TableChoice
from app.crosstabs.dimensions import Dimension, each_alone, of_cases, of_documents, unit_of
from app.crosstabs.independence import Independence, expected_counts, independence
from app.crosstabs.source import TableSource, source
from app.errors import UserError
from app.jobs import Job

SMALL = 5  # a count below it is marked
SEVERAL = "no test: a case can be in several of these groups"
EACH_ALONE = "no test: every one is a row or column of its own"


@dataclass(frozen=True)
class TableCell:
    """One cell; `row` and `column` are numbers. Numbers are None where the table has no such thing.

    n          cases (or documents) that are in it; of a code in one case or document, 1 or 0
    base       of how many `percent` is
    codings    codings of the code in them
    share      of their text, between 0 and 1
    expected   n if rows and columns had nothing to do with each other
    small      whether n is below SMALL
    undecided  how many the consensus hasn't settled
    """

    row: int
    column: int
    n: int
    base: int
    percent: float | None
    codings: int | None = None
    characters: int | None = None
    share: float | None = None
    expected: float | None = None
    small: bool = False
    undecided: int = 0


@dataclass(frozen=True)
class PassageBehind:
    """A coding behind a cell."""

    document_id: int
    document: str
    start: int
    end: int
    coder: str
    code: str
    whole: str


@dataclass(frozen=True, eq=False)
class Crosstab:
    """A table and what it was made of. `n`, int64 (rows, columns), counts wholes in the denominator."""

    choice: TableChoice
    rows: Dimension
    columns: Dimension
    source: TableSource
    counted: Bools

    @cached_property
    def n(self) -> Ints:
        """How many wholes are in each cell."""
        return np.asarray(self._rows.T @ self._columns, dtype=np.int64)

    @cached_property
    def row_totals(self) -> Ints:
        """How many wholes each row has, without those whose column isn't known."""
        return np.asarray(self._rows[self._known(self.columns)].sum(axis=0), dtype=np.int64)

    @cached_property
    def column_totals(self) -> Ints:
        """How many wholes each column has, without those whose row isn't known."""
        return np.asarray(self._columns[self._known(self.rows)].sum(axis=0), dtype=np.int64)

    @property
    def total(self) -> int:
        """How many wholes count: those of the denominator."""
        return int(self.counted.sum())

    def cells(self) -> Iterator[TableCell]:
        """Every cell, row by row."""
        base, expected = self._base, self._expected
        codings, characters, length = self._amounts
        undecided, unheard = self._undecided, self._outside_base
        for row, column in np.ndindex(*self.n.shape):
            n, of = int(self.n[row, column]), int(base[row, column])
            text = None if length is None else int(length[row, column])
            covered = None if characters is None else int(characters[row, column])
            yield TableCell(
                row=row,
                column=column,
                n=n,
                base=of,
                percent=100 * n / of if of and not unheard[row, column] else None,
                codings=None if codings is None else int(codings[row, column]),
                characters=covered,
                share=covered / text if covered is not None and text else None,
                expected=None if np.isnan(expected[row, column]) else float(expected[row, column]),
                small=self._marks_small and n < SMALL,
                undecided=int(undecided[row, column]),
            )

    @property
    def is_about_codes(self) -> bool:
        """Whether rows or columns are codes, so that it matters whose codings count."""
        return CODES in (self.choice.rows, self.choice.columns)

    @property
    def is_of_each(self) -> bool:
        """Whether rows or columns are single cases or documents, so that cells say what each has."""
        return "wholes" in (self.rows.kind, self.columns.kind)

    @cached_property
    def percent_of(self) -> str:
        """What 100 percent are, in words."""
        wholes = f"{self.source.unit}s"
        if self.is_of_each:
            return f"of the one {self.source.unit}: 100 where it has the code"
        if self.choice.percent == "row":
            return f"of the {wholes} in the row"
        return (
            f"of the {wholes} in the column"
            if self.choice.percent == "column"
            else f"of all {wholes} counted"
        )

    @cached_property
    def layer(self) -> str:
        """Whose codings count, in words."""
        return self.source.layer

    @cached_property
    def denominator(self) -> str:
        """What is counted, in words, with how many that are."""
        unit, many = self.source.unit, len(self.source.ids)
        total = counted(self.total, unit)
        documents = "documents are all completed" if unit == "case" else "coding is completed"
        return {
            "all": f"all {total}",
            "coded": f"{total} of {many:,} that have any coding of this layer",
            "completed": f"{total} of {many:,} whose {documents}",
        }[self.choice.denominator]

    def notes(self) -> list[str]:
        """What a reader must know of the numbers."""
        notes = []
        if self.is_about_codes:
            notes.append(
                "A code counts where it or a code under it was given."
                if self.choice.with_children
                else "A code counts where it was given itself; codes under it are rows of their own."
            )
        textless = int(((self.source.coverage.length == 0) & self.counted).sum())
        if textless and self.is_about_codes:
            notes.append(f"{counted(textless, self.source.unit)} without text: no code there.")
        for dimension in (self.rows, self.columns):
            if dimension.unknown.any():
                notes.append(
                    f"What is not known of {dimension.what} stands apart, in no test and no expected value."
                )
            if not dimension.exclusive:
                notes.append(f"{dimension.what}: one case can be in several groups.")
        undecided = int((self.source.coverage.undecided & self.counted[:, None]).any(axis=1).sum())
        if undecided:
            notes.append(
                f"{counted(undecided, self.source.unit)} where the consensus is not settled for some code."
            )
        several = [test for _, test in self.tests() if test.p is not None]
        if len(several) > 1:
            notes.append(
                f"{len(several)} tests: about {0.05 * len(several):.1f} of them are below .05 by chance."
            )
        return notes

    def tests(self) -> list[tuple[str, Independence]]:
        """By name: one for the whole table, or one for each code, as a case can have several."""
        if self.is_of_each:
            return [("", Independence(reason=EACH_ALONE))]
        if not (self.rows.exclusive and self.columns.exclusive):
            return [("", Independence(reason=SEVERAL))]
        if "codes" not in (self.rows.kind, self.columns.kind):
            known = self.n[~self.rows.unknown][:, ~self.columns.unknown]
            return [("", independence(known.astype(np.float64)))]
        return [(label, independence(table)) for label, table in self._by_code()]

    def wholes_in(self, row: int, column: int) -> list[int]:
        """The numbers of the cases or documents in a cell."""
        return np.flatnonzero(self._rows[:, row] & self._columns[:, column]).tolist()

    def passages_in(self, row: int, column: int) -> list[PassageBehind]:
        """The codings behind a cell: of its code, or of all where it has none, in its cases or documents."""
        table_source, wholes = self.source, np.zeros(len(self.source.ids), dtype=np.bool_)
        wholes[self.wholes_in(row, column)] = True
        coding, whole = overlapping(table_source.continuum, table_source.texts)
        codings = table_source.continuum.codings
        chosen = wholes[whole] & table_source.asked[whole, codings.coder[coding]]
        for dimension, index in ((self.rows, row), (self.columns, column)):
            if dimension.kind == "codes":
                chosen &= codings.code[coding] == self._code_numbers[index]
        rows = sorted(set(zip(whole[chosen].tolist(), coding[chosen].tolist(), strict=True)))
        return [self.passage(which, index) for which, index in rows]

    def presence_of(self, whole: int) -> list[int | None]:
        """Whether a case or document has each code, 1 or 0; None without text, or where that is undecided."""
        counts = self.source.coverage
        if not counts.length[whole]:
            return [None] * len(self._code_numbers)
        return [
            None if counts.undecided[whole, code] else int(counts.present[whole, code])
            for code in self._code_numbers
        ]

    def passage(self, whole: int, index: int) -> PassageBehind:
        """A coding, by number, as what a case or document says."""
        table_source, codings = self.source, self.source.continuum.codings
        document = table_source.documents[int(codings.document[index])]
        return PassageBehind(
            document.id,
            document.name,
            int(codings.start[index]),
            int(codings.end[index]),
            table_source.coders[int(codings.coder[index])].name,
            table_source.codes[int(codings.code[index])].name,
            table_source.names[whole],
        )

    @cached_property
    def _code_numbers(self) -> list[int]:
        ids = self.choice.code_ids
        return [index for index, code in enumerate(self.source.codes) if ids is None or code.id in ids]

    @cached_property
    def _rows(self) -> Ints:
        return self._members(self.rows)

    @cached_property
    def _columns(self) -> Ints:
        return self._members(self.columns)

    def _members(self, dimension: Dimension) -> Ints:
        member = dimension.member
        if member is None:
            member = self.source.coverage.present[:, self._code_numbers]
        return np.asarray(member & self.counted[:, None], dtype=np.int64)

    def _known(self, dimension: Dimension) -> Bools:
        """Which wholes are in a group of a dimension that is known."""
        if dimension.member is None or not dimension.unknown.any():
            return self.counted
        return np.asarray(self.counted & dimension.member[:, ~dimension.unknown].any(axis=1))

    @cached_property
    def _base(self) -> Ints:
        shape = self.n.shape
        if self.choice.percent == "row":
            return np.broadcast_to(self.row_totals[:, None], shape)
        if self.choice.percent == "total":
            return np.full(shape, self.total, dtype=np.int64)
        return np.broadcast_to(self.column_totals[None, :], shape)

    @property
    def _outside_base(self) -> Bools:
        """Which cells hold what isn't known, where the base holds only what is."""
        along = {"column": self.rows.unknown[:, None], "row": self.columns.unknown[None, :]}
        nothing = self.rows.unknown[:, None] | self.columns.unknown[None, :]
        return np.broadcast_to(along.get(self.choice.percent, nothing), self.n.shape)

    @cached_property
    def _expected(self) -> Floats:
        expected = np.full(self.n.shape, np.nan)
        if self.is_of_each or not (self.rows.exclusive and self.columns.exclusive):
            return expected
        rows, columns = np.flatnonzero(~self.rows.unknown), np.flatnonzero(~self.columns.unknown)
        if "codes" not in (self.rows.kind, self.columns.kind):
            expected[np.ix_(rows, columns)] = expected_counts(
                self.n[np.ix_(rows, columns)].astype(np.float64)
            )
            return expected
        turned = self.columns.kind == "codes"
        table = self.n.T if turned else self.n
        groups = rows if turned else columns
        base = (self._rows if turned else self._columns).sum(axis=0)[groups]
        for code in range(len(table)):
            of_code = table[code, groups].sum()
            values = base * of_code / base.sum() if base.sum() else np.full(len(groups), np.nan)
            if turned:
                expected[groups, code] = values
            else:
                expected[code, groups] = values
        return expected

    def _by_code(self) -> Iterator[tuple[str, Floats]]:
        """(code, table of present and absent by group) for each code."""
        turned = self.columns.kind == "codes"
        codes, groups = (self.columns, self.rows) if turned else (self.rows, self.columns)
        table = self.n.T if turned else self.n
        base = (self._rows if turned else self._columns).sum(axis=0)
        known = ~groups.unknown
        for index, label in enumerate(codes.labels):
            present = table[index, known]
            yield label, np.stack([present, base[known] - present]).astype(np.float64)

    @property
    def _marks_small(self) -> bool:
        return not self.is_of_each

    @cached_property
    def _amounts(self) -> tuple[Ints | None, Ints | None, Ints | None]:
        """Codings, characters and length of text in each cell; None where the table isn't about codes."""
        turned = self.columns.kind == "codes"
        if not turned and self.rows.kind != "codes":
            return None, None, None
        groups = self._rows if turned else self._columns
        counts = self.source.coverage
        length = np.broadcast_to(
            (groups.T @ counts.length)[:, None], self.n.T.shape if not turned else self.n.shape
        )
        amounts = [groups.T @ each[:, self._code_numbers] for each in (counts.codings, counts.characters)]
        if turned:
            return amounts[0], amounts[1], length
        return amounts[0].T, amounts[1].T, length.T

    @cached_property
    def _undecided(self) -> Ints:
        turned = self.columns.kind == "codes"
        if not turned and self.rows.kind != "codes":
            return np.zeros(self.n.shape, dtype=np.int64)
        groups = self._rows if turned else self._columns
        open_ = groups.T @ self.source.coverage.undecided[:, self._code_numbers].astype(np.int64)
        return open_ if turned else open_.T


def crosstab(session: Session, choice: TableChoice, job: Job | None = None) -> Crosstab:
    """Count a table. UserError where what is asked for isn't there, or there is nothing to count."""
    unit = unit_of(choice.rows, choice.columns)
    table_source = source(session, unit, choice, job)
    if not table_source.ids:
        raise UserError(
            "There are no cases yet, so there is nothing to count. Make cases and say which documents belong "
            "to them (Code, Cases and attributes…), or count by documents."
            if unit == "case"
            else "There are no documents yet, so there is nothing to count. Import some first."
        )
    if not table_source.codes and CODES in (choice.rows, choice.columns):
        raise UserError("There are no codes yet, so there is nothing to count. Make some first.")
    rows, columns = (
        _dimension(session, name, table_source, choice) for name in (choice.rows, choice.columns)
    )
    all_wholes = np.ones(len(table_source.ids), dtype=np.bool_)
    which = {"all": all_wholes, "coded": table_source.coverage.coded, "completed": table_source.completed}
    return Crosstab(choice, rows, columns, table_source, which[choice.denominator])


def _dimension(session: Session, name: str, table_source: TableSource, choice: TableChoice) -> Dimension:
    if name == CODES:
        ids = choice.code_ids
        codes = [code for code in table_source.codes if ids is None or code.id in ids]
        return each_alone([code.path for code in codes], CODES)
    if name in (CASES, DOCUMENTS):
        return each_alone(table_source.names, name)
    if name.startswith(OF_DOCUMENTS):
        return of_documents(session, name, table_source.ids)
    return of_cases(session, name, table_source.ids, choice.cuts)


def labels_of(crosstab_: Crosstab) -> tuple[Sequence[str], Sequence[str]]:
    """The names of rows and columns."""
    return crosstab_.rows.labels, crosstab_.columns.labels
