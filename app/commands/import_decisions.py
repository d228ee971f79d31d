"""`intercoder import-decisions`: takes in the decisions that were made in a workbook's sheet."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.exchange.decisions_back import apply_decisions_plan, in_words, plan_decisions_import
from app.jobs import Job


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import every row that can be, and tell of the others; with --preview only tell."""
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
    return CommandOutput("\n".join(lines), value)
