"""Answers as a table, out and back in: a row for each case or document and coder, a column each variable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from app.cell_text import unguarded
from app.codebook.variables import VariableRow, variables
from app.coders.queries import coders
from app.errors import Conflict, UserError
from app.exchange.problems import Problems
from app.exchange.table_files import Value, number_of, write_rows
from app.exchange.tables import SPREADSHEETS, Table, column, read_table
from app.names import key
from app.sheets.actions import AnswerText, complete_sheets, give_answers
from app.sheets.queries import (
    AnswerRow,
    SheetRow,
    SheetSubject,
    answers,
    sheets,
    subjects,
)
from app.sheets.values import ANSWERED, Given, read_given
from app.store import Project
from app.store.journal import WriteSession

CODER, COMPLETED = "coder", "completed"
MEMO, UNSURE = "memo", "unsure"
SHEET = "Answers"
Place = tuple[SheetSubject, int]  # what it is about, coder id


@dataclass(frozen=True)
class AnswerCell:
    """An answer that an import would give or change; `before` is "" where there is none."""

    row: int
    name: str
    coder: str
    variable: str
    before: str
    after: str


@dataclass(frozen=True)
class AnswerPlan:
    """What an import would do; `empty` cells of the table leave what the project has.

    `texts` are what is given to the action, `completed` sheets that would be marked so. `wrong` sentences
    keep all of it from being done.
    """

    file: str
    cells: tuple[AnswerCell, ...]
    texts: tuple[AnswerText, ...]
    completed: tuple[Place, ...]
    unchanged: int
    empty: int
    wrong: tuple[str, ...] = field(default=(), compare=False)

    @property
    def does_nothing(self) -> bool:
        """Whether all of it is so already."""
        return not (self.texts or self.completed)


def plan_answer_import(
    project: Project, path: Path, *, coder: str = "", complete: bool = False, sheet: str = ""
) -> AnswerPlan:
    """What importing a .csv, .tsv, .xlsx or .ods file would do, and what is wrong with it.

    `coder` is whose answers a table without that column holds; with `complete`, every sheet of it is marked
    as completed. UserError where it can't be read as a table at all.
    """
    problems = Problems()
    if path.suffix.lower() not in (*SPREADSHEETS, ".csv", ".tsv"):
        raise UserError(
            f"“{path.name}” is none of .csv, .tsv, .xlsx and .ods. Save the table as one of these."
        )
    found = [
        (about, table)
        for about in ("case", "document")
        if (table := read_table(path, [about], Problems(), sheet=sheet)) is not None
    ]
    if not found:
        read_table(path, ["case"], problems, sheet=sheet)
        problems.raise_if_any(path.name)
        raise UserError(f"“{path.name}” has neither a column “case” nor “document”. Name one of them so.")
    about, table = found[0]
    with project.read() as session:
        reading = _AnswerReading(session, about, table, coder, path.suffix.lower() in (".csv", ".tsv"))
        return reading.plan(problems, complete)


class _AnswerReading:
    """A table against the project as it is."""

    def __init__(self, session: Session, about: str, table: Table, coder: str, plain: bool) -> None:
        self.about, self.table, self.plain = about, table, plain
        self.subjects = {key(name): subject for subject, name in subjects(session, about)}
        self.people = {key(row.name): row.id for row in coders(session)}
        self.names = {row.id: row.name for row in coders(session)}
        self.coder = coder
        asked = variables(session, about)
        self.columns = {column(row.name): row for row in asked}
        self.rows = {
            (row.subject, row.coder_id): row for row in sheets(session) if row.subject.about == about
        }
        self.there: dict[tuple[int, int], AnswerRow] = {
            (row.sheet_id, row.variable_id): row for row in answers(session)
        }
        self.unchanged = self.empty = 0
        self.read: dict[tuple[int, str], Given | None] = {}

    def plan(self, problems: Problems, complete: bool) -> AnswerPlan:
        known = self._known(problems)
        cells: list[AnswerCell] = []
        texts: list[AnswerText] = []
        completed: list[Place] = []
        seen: dict[Place, int] = {}
        for number, raw in self.table.rows:
            row = {name: unguarded(cell) if self.plain else cell for name, cell in raw.items()}
            place = self._place(row, number, problems)
            if place is None:
                continue
            if place in seen:
                name = row[self.about].strip()
                problems.add(
                    self.table.file, f"“{name}” by this coder is in row {seen[place]} already.", number
                )
                continue
            seen[place] = number
            for variable in known:
                text = self._answer(place, variable, row, number, problems)
                if text is not None:
                    texts.append(text)
                    cells.append(self._cell(number, row, place, variable, text))
            is_marked = complete or row.get(COMPLETED, "").strip()
            sheet = self.rows.get(place)
            if (
                is_marked
                and key(row.get(COMPLETED, "yes")) not in ("no", "0")
                and (sheet is None or sheet.state != "completed")
            ):
                completed.append(place)
        return AnswerPlan(
            file=self.table.file,
            cells=tuple(cells),
            texts=tuple(texts),
            completed=tuple(completed),
            unchanged=self.unchanged,
            empty=self.empty,
            wrong=tuple(problems),
        )

    def _known(self, problems: Problems) -> list[VariableRow]:
        own = {self.about, CODER, COMPLETED, "round", *self.columns}
        own |= {f"{name}_({mark})" for name in self.columns for mark in (MEMO, UNSURE)}
        for name, header in self.table.headers.items():
            if name and name not in own:
                problems.add(
                    self.table.file,
                    f"there is no variable “{header}” about a {self.about}. Define it first, or take it out.",
                )
        return [row for name, row in self.columns.items() if name in self.table.headers]

    def _place(self, row: Mapping[str, str], number: int, problems: Problems) -> Place | None:
        name, who = row[self.about].strip(), row.get(CODER, "").strip() or self.coder
        subject = self.subjects.get(key(name))
        if subject is None:
            problems.add(self.table.file, f"there is no {self.about} “{name}” in the project.", number)
        coder_id = self.people.get(key(who))
        if coder_id is None:
            what = f"there is no coder “{who}” in the project." if who else "no coder is named."
            problems.add(self.table.file, what, number)
        return None if subject is None or coder_id is None else (subject, coder_id)

    def _answer(
        self, place: Place, variable: VariableRow, row: Mapping[str, str], number: int, problems: Problems
    ) -> AnswerText | None:
        name = column(variable.name)
        text = row.get(name, "")
        if not text.strip():
            self.empty += 1
            return None
        try:
            if (variable.id, text) not in self.read:
                self.read[variable.id, text] = read_given(text, variable)
        except UserError as error:
            problems.add(self.table.file, f"{variable.name}: {error}", number)
            return None
        unsure, memo = row.get(f"{name}_({UNSURE})"), row.get(f"{name}_({MEMO})")
        sure = None if unsure is None else not unsure.strip()
        sheet = self.rows.get(place)
        there = self.there.get((sheet.id, variable.id)) if sheet else None
        same = there is not None and there.given == self.read[variable.id, text]
        if same and there is not None and sure in (None, there.sure) and memo in (None, there.memo):
            self.unchanged += 1
            return None
        return AnswerText(*place, variable.id, text, sure, memo)

    def _cell(
        self, number: int, row: Mapping[str, str], place: Place, variable: VariableRow, text: AnswerText
    ) -> AnswerCell:
        sheet = self.rows.get(place)
        there = self.there.get((sheet.id, variable.id)) if sheet else None
        given = self.read[variable.id, text.text]
        return AnswerCell(
            row=number,
            name=row[self.about].strip(),
            coder=self.names[place[1]],
            variable=variable.name,
            before=there.given.in_a_table if there else "",
            after=given.in_a_table if given else "",
        )


def apply_answer_plan(project: Project, plan: AnswerPlan) -> None:
    """Do what a plan says as one undoable action; UserError where something is wrong with the table."""
    problems = Problems()
    for sentence in plan.wrong:
        problems.note(sentence)
    problems.raise_if_any(plan.file)
    project.do(f"Import answers “{plan.file}”", _apply, plan)


def _apply(session: WriteSession, plan: AnswerPlan) -> None:
    changed = give_answers(session, answers=plan.texts)
    if changed != len(plan.texts):
        raise Conflict(
            "The project has been changed since you looked at what this import would do, so nothing was "
            "imported. Choose the file again."
        )
    if plan.completed:
        complete_sheets(session, pairs=plan.completed)


def export_answers(project: Project, path: Path, *, about: str = "", coder_ids: Sequence[int] = ()) -> int:
    """Write what may be seen of the answers about cases or documents, a row for each sheet; how many."""
    with project.read() as session:
        about = about or next((row.about for row in variables(session)), "case")
        rows = list(answer_rows(session, about, coder_ids))
    write_rows(path, SHEET, rows)
    return len(rows) - 1


def answer_rows(session: Session, about: str, coder_ids: Sequence[int] = ()) -> Iterator[list[Value]]:
    """The header, and a row for each sheet: what it is about, coder, completed, then the variables.

    Columns of memos, and of what is unsure, are there where any answer has them.
    """
    asked = variables(session, about)
    found = [
        row
        for row in sheets(session)
        if row.subject.about == about and not row.hidden and (not coder_ids or row.coder_id in coder_ids)
    ]
    said = {(row.sheet_id, row.variable_id): row for row in answers(session, [sheet.id for sheet in found])}
    unsure = {row.variable_id for row in said.values() if not row.sure}
    noted = {row.variable_id for row in said.values() if row.memo}
    header: list[Value] = [about.capitalize(), "Coder", "Completed"]
    for variable in asked:
        header.append(variable.name)
        header += [f"{variable.name} ({UNSURE})"] if variable.id in unsure else []
        header += [f"{variable.name} ({MEMO})"] if variable.id in noted else []
    yield header
    for sheet in found:
        yield _row(sheet, asked, said, unsure, noted)


def _row(
    sheet: SheetRow,
    asked: Sequence[VariableRow],
    said: Mapping[tuple[int, int], AnswerRow],
    unsure: set[int],
    noted: set[int],
) -> list[Value]:
    row: list[Value] = [sheet.name, sheet.coder, "yes" if sheet.state == "completed" else ""]
    for variable in asked:
        answer = said.get((sheet.id, variable.id))
        row.append(given_value(variable, answer.given if answer else None))
        if variable.id in unsure:
            row.append("unsure" if answer is not None and not answer.sure else "")
        if variable.id in noted:
            row.append(answer.memo if answer else "")
    return row


def given_value(variable: VariableRow, given: Given | None) -> Value:
    """What a cell holds in a spreadsheet: a number where it is one and can be exactly."""
    if given is None:
        return ""
    if variable.takes_numbers and given.state == ANSWERED:
        return number_of(given.value)
    return given.in_a_table
