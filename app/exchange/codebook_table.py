"""The codebook as a spreadsheet or CSV file, out and back in: what would change is shown before it does."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.cell_text import guarded, unguarded
from app.codebook.actions import add_code, change_code, move_code
from app.codebook.queries import DEFINITION_FIELDS, CodeRow, codebook
from app.errors import Conflict, UserError
from app.exchange.codebook_columns import read_codebook
from app.exchange.codebook_lines import COLUMNS, CodeLine, code_cells, code_lines, parents_first
from app.exchange.codebook_meant import as_meant
from app.exchange.drafts import new_file
from app.exchange.problems import Problems
from app.exchange.tables import SPREADSHEETS
from app.names import key
from app.store import Project
from app.store.journal import WriteSession

ALL_COLUMNS = (*COLUMNS, "guid")
SHEET = "Codebook"  # also the workbook's
LAST = 1_000_000  # a place behind all siblings


@dataclass(frozen=True)
class FieldChange:
    """What an import would change of a code: `field` is name, parent or a field of change_code."""

    code: str
    field: str
    before: str | bool
    after: str | bool


@dataclass(frozen=True)
class CodebookPlan:
    """What an import would do; `left` are codes of the project that the table doesn't have: they stay.

    `notes` say which columns are taken under another name, and which not at all.
    """

    file: str
    lines: tuple[CodeLine, ...]
    added: tuple[str, ...]
    changed: tuple[FieldChange, ...]
    unchanged: tuple[str, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...] = field(default=(), compare=False)


def export_codebook(project: Project, path: Path) -> int:
    """Write the codebook to an .xlsx or .csv file; returns how many codes it has."""
    with project.read() as session:
        codes = codebook(session)
    names = {code.id: code.name for code in codes}
    rows = [[*code_cells(code, names.get(code.parent_id or 0, "")), code.guid] for code in codes]
    if path.suffix.lower() == ".xlsx":
        _write_spreadsheet(path, codes, rows)
    elif path.suffix.lower() == ".csv":
        _write_csv(path, rows)
    else:
        raise UserError(f"“{path.name}” must end with .xlsx or .csv to hold a codebook. Choose such a name.")
    return len(codes)


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    cells = [[guarded(cell) for cell in row] for row in rows]
    # Excel needs the mark to read UTF-8
    with new_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([ALL_COLUMNS, *cells])


def _write_spreadsheet(path: Path, codes: Sequence[CodeRow], rows: Sequence[Sequence[str]]) -> None:
    from app.exchange.workbook.writing.place import workbook_at
    from app.exchange.workbook.writing.sheet import Cell, Column, Filled, Sheet
    from app.exchange.workbook.writing.text import most_parts

    columns = [
        Column(name, "", 44, "text", most_parts(row[index] for row in rows))
        if name in DEFINITION_FIELDS
        else Column(name, "", 28 if index < 2 else 12)
        for index, name in enumerate(ALL_COLUMNS)
    ]
    with workbook_at(path) as book:
        sheet = Sheet(book, SHEET, columns)
        for code, row in zip(codes, rows, strict=True):
            cells: list[Cell] = [Filled(row[0], code.colour), *row[1:]]
            sheet.row(cells)
        sheet.end()


def plan_codebook_import(project: Project, path: Path) -> CodebookPlan:
    """What importing an .xlsx, .ods or .csv file would do; UserError lists by row what is wrong with it.

    Codes are recognised by guid, else by name. A column that isn't there leaves its field alone, an empty
    cell empties it; an empty colour is left alone too.
    """
    if path.suffix.lower() not in (*SPREADSHEETS, ".csv"):
        raise UserError(
            f"“{path.name}” is neither an .xlsx nor a .csv nor an .ods file. Choose the codebook's file."
        )
    problems = Problems()
    table, notes = read_codebook(path, problems, sheet=SHEET)
    if table and path.suffix.lower() == ".csv":
        rows = [(row, {name: unguarded(cell) for name, cell in cells.items()}) for row, cells in table.rows]
        table = replace(table, rows=rows)
    lines = code_lines(table, problems) if table else []
    with project.read() as session:
        plan = replace(_plan(session, path.name, lines, problems), notes=tuple(notes))
    problems.raise_if_any(path.name)
    return plan


def apply_codebook_plan(project: Project, plan: CodebookPlan) -> None:
    """Do what a plan says as one undoable action; Conflict where the codebook has changed since."""
    project.do(f"Import codebook “{plan.file}”", _apply, plan)


def _plan(session: Session, file: str, lines: Sequence[CodeLine], problems: Problems) -> CodebookPlan:
    codes = codebook(session)
    lines = as_meant(session, codes, lines, file, problems)
    matched = _matched(codes, lines, file, problems)
    code_names = {key(code.name) for code in codes} | {key(line.name) for line in lines}
    names = {code.id: code.name for code in codes}
    added, changed, unchanged = [], [], []
    for line in lines:
        if line.parent and key(line.parent) not in code_names:
            problems.add(file, f"there is no code “{line.parent}” for its parent.", line.row)
        code = matched.get(line.row)
        if code is None:
            added.append(line.name)
            continue
        changes = _changes(code, line, names.get(code.parent_id or 0, ""))
        changed += changes
        unchanged += [] if changes else [code.name]
    ids = {code.id for code in matched.values()}
    left = [code.name for code in codes if code.id not in ids]
    return CodebookPlan(file, tuple(lines), tuple(added), tuple(changed), tuple(unchanged), tuple(left))


def _matched(
    codes: Sequence[CodeRow], lines: Sequence[CodeLine], file: str, problems: Problems
) -> dict[int, CodeRow]:
    """The code of each row that is in the project, by row."""
    by_guid = {code.guid: code for code in codes}
    by_name = {key(code.name): code for code in codes}
    by_row: dict[int, CodeRow] = {}
    rows: dict[int, int] = {}
    for line in lines:
        code = by_guid.get(line.guid) or by_name.get(key(line.name))
        if code is None:
            continue
        by_row[line.row] = code
        if rows.setdefault(code.id, line.row) != line.row:
            problems.add(file, f"is the same code as row {rows[code.id]}, “{code.name}”.", line.row)
    return by_row


def _changes(code: CodeRow, line: CodeLine, parent: str) -> list[FieldChange]:
    after: dict[str, str | bool] = {"name": line.name, **line.fields}
    if line.has_parent:
        after["parent"] = line.parent
    before = {field: parent if field == "parent" else getattr(code, field) for field in after}
    return [
        FieldChange(code.name, field, before[field], value)
        for field, value in after.items()
        if not _same(field, before[field], value)
    ]


def _same(field: str, before: str | bool, after: str | bool) -> bool:
    if field == "parent":
        return key(str(before)) == key(str(after))
    return before == after or (field == "colour" and str(before).lower() == after)


def _apply(session: WriteSession, plan: CodebookPlan) -> None:
    problems = Problems()
    if _plan(session, plan.file, plan.lines, problems) != plan or len(problems):
        raise Conflict(
            "The codebook has been changed since you looked at what this import would do, so nothing was "
            "imported. Choose the file again."
        )
    codes = codebook(session)
    matched = _matched(codes, plan.lines, plan.file, problems)
    ids = {key(code.name): code.id for code in codes}
    for line in plan.lines:  # keys may change hands
        code = matched.get(line.row)
        if code is not None and code.shortcut and line.fields.get("shortcut", code.shortcut) != code.shortcut:
            change_code(session, code_id=code.id, shortcut="")
    for line in parents_first(plan.lines):
        code = matched.get(line.row)
        fields: dict[str, Any] = dict(line.fields)
        parent_id = ids[key(line.parent)] if line.parent else None
        if code is None:
            ids[key(line.name)] = add_code(session, name=line.name, parent_id=parent_id, **fields)
            continue
        change_code(session, code_id=code.id, name=line.name, **fields)
        ids[key(line.name)] = code.id
        if line.has_parent and parent_id != code.parent_id:
            move_code(session, code_id=code.id, parent_id=parent_id, position=LAST)
