"""`intercoder sheets`: variables and coding sheets listed, shown, defined, and their answers in and out."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.variables import VariableRow, variables
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.counting import counted
from app.errors import UserError
from app.exchange.coding_sheets.answer_table import (
    SHEET,
    AnswerPlan,
    apply_answer_plan,
    export_answers,
    plan_answer_import,
)
from app.exchange.coding_sheets.data_files import ENDINGS, write_data_file
from app.exchange.coding_sheets.defining import DefinitionPlan, apply_definitions, plan_definitions
from app.exchange.coding_sheets.definitions import read_definitions
from app.exchange.coding_sheets.wide_table import wide_table
from app.exchange.table_files import write_rows
from app.jobs import Job
from app.names import key
from app.sheets.queries import AnswerRow, SheetRow, SheetSubject, answers, sheets, sheets_of, subjects
from app.store import Project

MOST_LISTED = 20


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """Do what is asked of sheets; exit 1 where a preview finds something wrong."""
    doing = {"define": _define, "import": _import, "export": _export, "show": _show, None: _listed}
    _refuse_idle(chosen)
    return doing[chosen.doing](chosen)


def _refuse_idle(chosen: Namespace) -> None:
    """UserError for an option that nothing asks for."""
    for option, doing, given in (
        ("--unfit", "define", chosen.unfit is not None),
        ("--renamed", "define", bool(chosen.renamed)),
        ("--complete", "import", chosen.complete),
        ("--coder", "import", chosen.coder is not None),
        ("--about", "export", chosen.about is not None),
        ("--coders", "export", chosen.coders is not None),
        ("--wide", "export", chosen.wide),
    ):
        if given and chosen.doing != doing:
            raise UserError(f"{option} is for “sheets PROJECT {doing}”. Leave it away, or do that.")
    if chosen.preview and chosen.doing not in ("define", "import"):
        raise UserError("--preview is for “define” and “import”. Leave it away, or do one of these.")


def _listed(chosen: Namespace) -> CommandOutput:
    with projects.open_to_look(chosen) as project, project.read() as session:
        asked, rows = variables(session), sheets(session)
    value = {
        "variables": [variable_value(variable) for variable in asked],
        "sheets": [_sheet_value(row) for row in rows],
    }
    if not asked:
        text = "No variables yet. Define some in a table: intercoder sheets PROJECT define FILE."
        return CommandOutput(text, value)
    lines = [f"{counted(len(asked), 'variable')}.", *map(variable_line, asked)]
    by_coder: dict[str, Counter[str]] = {}
    for row in rows:
        by_coder.setdefault(row.coder, Counter())[row.state] += 1
    for coder, states in by_coder.items():
        done = ", ".join(f"{states[state]:,} {state}" for state in ("completed", "started", "not started"))
        lines.append(f"{coder}: {counted(sum(states.values()), 'sheet')} ({done})")
    return CommandOutput("\n".join(lines), value)


def variable_line(variable: VariableRow) -> str:
    """One variable in a line."""
    unit = f" in {variable.unit}" if variable.unit else ""
    words = f": {', '.join(variable.words)}" if variable.options else ""
    several = ", several answers" if variable.several else ""
    question = f"  {variable.question}" if variable.question else ""
    return f"{variable.name} ({variable.about}, {variable.level}{several}{unit}{words}){question}"


def variable_value(variable: VariableRow) -> dict[str, Any]:
    """One variable for JSON."""
    return {
        "id": variable.id,
        "guid": variable.guid,
        "name": variable.name,
        "about": variable.about,
        "question": variable.question,
        "instruction": variable.instruction,
        "level": variable.level,
        "several": variable.several,
        "answers": [{"answer": option.word, "definition": option.definition} for option in variable.options],
        "unit": variable.unit,
        "can't_tell": variable.unclear,
        "passages": variable.passages,
    }


def _sheet_value(row: SheetRow) -> dict[str, Any]:
    return {
        "about": row.subject.about,
        "name": row.name,
        "coder": row.coder,
        "round": row.round or None,
        "state": row.state,
        "answers": None if row.hidden else row.answers,
    }


def _show(chosen: Namespace) -> CommandOutput:
    with projects.open_to_look(chosen) as project, project.read() as session:
        subject, name = _subject(session, chosen.file)
        asked, rows = variables(session, subject.about), sheets_of(session, subject)
        said = {(row.sheet_id, row.variable_id): row for row in answers(session, [row.id for row in rows])}
    seen = [row for row in rows if not row.hidden]
    lines = [f"{name} ({subject.about}): {counted(len(rows), 'sheet')}."]
    lines += [f"{row.coder}: {row.state}" for row in rows]
    for variable in asked:
        lines.append(variable_line(variable))
        for row in seen:
            answer = said.get((row.id, variable.id))
            if answer is not None:
                lines.append(f"    {row.coder}: {_in_words(answer)}")
    value = {
        "about": subject.about,
        "name": name,
        "sheets": [
            _sheet_value(row) | {"given": _given(row, asked, said) if row in seen else {}} for row in rows
        ],
    }
    return CommandOutput("\n".join(lines), value)


def _subject(session: Session, wanted: str) -> tuple[SheetSubject, str]:
    for about in ("case", "document"):
        for subject, name in subjects(session, about):
            if key(name) == key(wanted):
                return subject, name
    raise UserError(f"There is no case and no document “{wanted}” in this project. Check the name.")


def _in_words(answer: AnswerRow) -> str:
    unsure = "" if answer.sure else ", unsure"
    memo = f"  ({answer.memo})" if answer.memo else ""
    passages = f", {counted(len(answer.passages), 'passage')}" if answer.passages else ""
    return f"{answer.given.in_a_table}{unsure}{passages}{memo}"


def _given(
    row: SheetRow, asked: Sequence[VariableRow], said: dict[tuple[int, int], AnswerRow]
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for variable in asked:
        answer = said.get((row.id, variable.id))
        if answer is not None:
            given[variable.name] = {
                "state": answer.given.state,
                "value": answer.given.value or None,
                "sure": answer.sure,
                "memo": answer.memo,
                "passages": [passage._asdict() for passage in answer.passages],
            }
    return given


def _define(chosen: Namespace) -> CommandOutput:
    defined = read_definitions(Path(chosen.file))
    with projects.open_to_change(chosen) as project:
        with project.read() as session:
            plan = plan_definitions(session, Path(chosen.file).name, defined)
        changes = not (chosen.preview or plan.does_nothing)
        if changes:
            renamed = dict(_renaming(pair) for pair in chosen.renamed or ())
            apply_definitions(project, plan, unfit=chosen.unfit or "ask", renamed=renamed)
    lines = [*_definition_lines(plan), "Defined." if changes else "Nothing was changed."]
    value = {
        "new": list(plan.added),
        "changed": [
            {"variable": change.name, "fields": list(change.fields), "answers": change.answers}
            for change in plan.changed
        ],
        "unchanged": plan.unchanged,
        "defined": changes,
    }
    return CommandOutput("\n".join(lines), value)


def _renaming(pair: str) -> tuple[str, str]:
    old, equals, new = pair.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise UserError(f"“{pair}” says no new name of an answer. Write it as OLD=NEW.")
    return old.strip(), new.strip()


def _definition_lines(plan: DefinitionPlan) -> list[str]:
    lines = [f"{counted(len(plan.added), 'new variable')}: {', '.join(plan.added)}."] if plan.added else []
    for change in plan.changed:
        answered = counted(change.answers, "answer so far", "answers so far")
        fields = ", ".join(change.fields).replace("options", "answers").replace("unclear", "can't tell")
        lines.append(f"“{change.name}” would be another ({fields}); {answered}.")
    return [*lines, f"{plan.unchanged:,} the same."]


def _import(chosen: Namespace) -> CommandOutput:
    with projects.open_to_change(chosen) as project:
        plan = plan_answer_import(
            project, Path(chosen.file), coder=chosen.coder or "", complete=chosen.complete
        )
        imported = not (chosen.preview or plan.does_nothing)
        if imported or (plan.wrong and not chosen.preview):
            apply_answer_plan(project, plan)
    lines = [*_answer_lines(plan), "Imported." if imported else "Nothing was imported."]
    value = {
        "answers": [
            {
                "row": cell.row,
                "name": cell.name,
                "coder": cell.coder,
                "variable": cell.variable,
                "before": cell.before or None,
                "after": cell.after,
            }
            for cell in plan.cells
        ],
        "completed": len(plan.completed),
        "unchanged": plan.unchanged,
        "empty": plan.empty,
        "wrong": list(plan.wrong),
        "imported": imported,
    }
    return CommandOutput(
        "\n".join(lines), value, code=1 if plan.wrong else 0, complaint="\n".join(plan.wrong)
    )


def _answer_lines(plan: AnswerPlan) -> list[str]:
    given = sum(not cell.before for cell in plan.cells)
    changed = [cell for cell in plan.cells if cell.before]
    summary = (
        f"{counted(given, 'answer')} given, {counted(len(changed), 'answer')} changed, "
        f"{plan.unchanged:,} the same, {plan.empty:,} empty in the table and left as they are."
    )
    lines = [summary]
    lines += [
        f"    {cell.name}, {cell.coder}, {cell.variable}: {cell.after}, before {cell.before}"
        for cell in changed[:MOST_LISTED]
    ]
    if plan.completed:
        lines.append(f"{counted(len(plan.completed), 'sheet')} completed.")
    return lines


def _export(chosen: Namespace) -> CommandOutput:
    with projects.open_to_look(chosen) as project:
        with project.read() as session:
            people = {key(row.name): row.id for row in coders(session)}
        named = ids_named(chosen.coders, people, "coder")
        if chosen.wide or Path(chosen.file).suffix.lower() in ENDINGS:
            return _export_wide(project, chosen, list(named or ()))
        written = export_answers(
            project, Path(chosen.file), about=chosen.about or "", coder_ids=list(named or ())
        )
    text = f"Wrote “{chosen.file}”: {counted(written, 'sheet')}."
    return CommandOutput(text, {"path": chosen.file, "sheets": written})


def _export_wide(project: Project, chosen: Namespace, coder_ids: Sequence[int]) -> CommandOutput:
    """A row for each case or document, a column for each variable and coder."""
    with project.read() as session:
        about = chosen.about or next((row.about for row in variables(session)), "case")
        table = wide_table(session, about, coder_ids)
    path = Path(chosen.file)
    if path.suffix.lower() in ENDINGS:
        write_data_file(path, table)
    else:
        write_rows(path, SHEET, table.rows())
    rows, columns = len(table.subjects), len(table.columns)
    text = f"Wrote “{chosen.file}”: {counted(rows, about)}, {counted(columns, 'column')} of answers."
    return CommandOutput(text, {"path": chosen.file, "rows": rows, "columns": columns})
