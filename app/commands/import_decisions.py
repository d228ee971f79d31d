"""`intercoder import-decisions`: takes in the decisions that were made in a workbook's sheet."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.coding_sheets.decisions_back import (
    apply_value_decisions,
    has_differing_answers,
    plan_value_decisions,
)
from app.exchange.decisions_back import (
    REQUIRED,
    apply_decisions_plan,
    in_words,
    plan_decisions_import,
)
from app.exchange.spreadsheet import Unreadable
from app.exchange.tables import sheet_with
from app.exchange.workbook.sheets import disagreements
from app.jobs import Job
from app.store import Project


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import every row that can be, and tell of the others; with --preview only tell."""
    if has_differing_answers(Path(chosen.workbook)) and not _has_disagreements(Path(chosen.workbook)):
        with projects.open_to_change(chosen) as project:
            return _of_answers(project, chosen)
    with projects.open_to_change(chosen) as project:
        plan = plan_decisions_import(project, Path(chosen.workbook), job)
        imported = (
            0 if chosen.preview or not plan.wishes else apply_decisions_plan(project, plan, project.coder_id)
        )
    lines = [*in_words(plan), "Nothing was imported." if not imported else f"Imported: {imported:,}."]
    value = {
        "sheet": plan.sheet,
        "imported": imported,
        "unchanged": plan.unchanged,
        "changes": [
            {
                "row": wish.row,
                "document": wish.document,
                "start": wish.start,
                "end": wish.end,
                "before": asdict(wish.before),
                "after": asdict(wish.after),
            }
            for wish in plan.wishes
        ],
        "set_aside": [asdict(row) for row in plan.aside],
    }
    if not has_differing_answers(Path(chosen.workbook)):
        return CommandOutput("\n".join(lines), value)
    with projects.open_to_change(chosen) as project:
        of_answers = _of_answers(project, chosen)
    text = "\n".join([*lines, of_answers.text])
    return CommandOutput(text, value | {"answers": of_answers.value["answers"]})


def _has_disagreements(path: Path) -> bool:
    try:
        return bool(sheet_with(path, disagreements.TITLE, REQUIRED))
    except (Unreadable, OSError):
        return False


def _of_answers(project: Project, chosen: Namespace) -> CommandOutput:
    """The decisions on answers of coding sheets."""
    plan = plan_value_decisions(project, Path(chosen.workbook))
    is_done = bool(plan.wishes) and not chosen.preview
    if is_done:
        apply_value_decisions(project, plan, project.coder_id)
    lines = [
        f"{wish.name}, {wish.variable}: {wish.after or 'open'}, before {wish.before or 'open'}"
        for wish in plan.wishes
    ]
    lines += [f"Row {row} {why}" for row, why in plan.aside]
    lines.append(f"{counted(len(plan.wishes), 'answer')} settled otherwise, {plan.unchanged:,} the same.")
    lines.append("Imported." if is_done else "Nothing was imported.")
    value = {
        "answers": {
            "imported": len(plan.wishes) if is_done else 0,
            "unchanged": plan.unchanged,
            "changes": [
                {
                    "row": wish.row,
                    "name": wish.name,
                    "variable": wish.variable,
                    "before": wish.before or None,
                    "after": wish.after or None,
                }
                for wish in plan.wishes
            ],
            "set_aside": [{"row": row, "why": why} for row, why in plan.aside],
        }
    }
    return CommandOutput("\n".join(lines), value)
