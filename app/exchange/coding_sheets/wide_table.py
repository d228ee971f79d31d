"""Sheets side by side: a row for each case or document, a column for each variable and coder or consensus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow, variables
from app.coders.queries import CoderRow, coders
from app.exchange.coding_sheets.answer_table import given_value
from app.exchange.table_files import Value
from app.sheets.queries import SheetSubject, answers, sheets, subjects
from app.sheets.values import Given


@dataclass(frozen=True)
class WideColumn:
    """What one coder, or a consensus, answered to one variable."""

    variable: VariableRow
    coder: CoderRow

    @property
    def name(self) -> str:
        """What stands at its head."""
        return f"{self.variable.name} ({self.coder.name})"


@dataclass(frozen=True)
class WideTable:
    """Answers of completed sheets that may be seen; consensus layers stand behind the coders."""

    about: str
    subjects: tuple[tuple[SheetSubject, str], ...]
    columns: tuple[WideColumn, ...]
    given: Mapping[tuple[SheetSubject, int, int], Given]

    def answer(self, subject: SheetSubject, column: WideColumn) -> Given | None:
        """What stands in a cell."""
        return self.given.get((subject, column.variable.id, column.coder.id))

    def rows(self) -> list[list[Value]]:
        """The header and the rows, as spreadsheets hold them."""
        header: list[Value] = [self.about.capitalize(), *(column.name for column in self.columns)]
        return [
            header,
            *(
                [
                    name,
                    *(given_value(column.variable, self.answer(subject, column)) for column in self.columns),
                ]
                for subject, name in self.subjects
            ),
        ]


def wide_table(session: Session, about: str, coder_ids: Sequence[int] = ()) -> WideTable:
    """All cases or documents, with what coders answered on completed sheets."""
    done = {
        row.id: row
        for row in sheets(session)
        if row.subject.about == about and row.state == "completed" and not row.hidden
    }
    with_sheets = {row.coder_id for row in done.values()}
    people = [
        row
        for row in coders(session)
        if row.id in with_sheets and (not coder_ids or row.id in coder_ids or row.role == "consensus")
    ]
    people.sort(key=lambda row: row.role == "consensus")
    given = {
        (done[row.sheet_id].subject, row.variable_id, done[row.sheet_id].coder_id): row.given
        for row in answers(session, list(done))
    }
    return WideTable(
        about=about,
        subjects=tuple(subjects(session, about)),
        columns=tuple(
            WideColumn(variable, coder) for variable in variables(session, about) for coder in people
        ),
        given=given,
    )
