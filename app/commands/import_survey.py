"""`intercoder import --survey`: takes a table of respondents in as texts and cases."""

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.exchange.survey import read_survey, read_survey_map
from app.exchange.survey_import import SurveyPlan, import_survey, plan_survey
from app.jobs import Job

GUESS = "guess"
MOST_NAMED = 12


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Import a survey by its map; with --preview only say what would come in, and by which map."""
    if len(chosen.files) != 1 or chosen.encoding:
        raise UserError(
            "A survey is one table, and its file says its letters itself. Name one file, without --encoding."
        )
    chosen_map = None if chosen.survey == GUESS else read_survey_map(Path(chosen.survey))
    table = read_survey(Path(chosen.files[0]), chosen_map)
    with (projects.open_to_look if chosen.preview else projects.open_to_change)(chosen) as project:
        plan = plan_survey(project, table)
        if not chosen.preview:
            import_survey(project, plan, job)
    wrong = "\n".join(plan.wrong) if chosen.preview else ""
    text = "\n".join(_lines(plan, preview=chosen.preview))
    return CommandOutput(text, _value(plan, chosen.preview), code=1 if wrong else 0, complaint=wrong)


def _value(plan: SurveyPlan, preview: bool) -> dict[str, Any]:
    table = plan.table
    return {
        "changed": not (preview or plan.does_nothing),
        "map": asdict(table.map),
        "respondents": len(table.respondents),
        "documents": {
            name: {
                "new": name in plan.added,
                "answers": len(table.documents[name])
                if name in plan.added
                else len(plan.continued.get(name, ())),
            }
            for name in table.documents
        },
        "unchanged": plan.unchanged,
        "unanswered": table.unanswered,
        "cases": len(plan.cases.added),
        "attributes": [attribute.name for attribute in plan.cases.attributes],
        "values": len(plan.values),
        "differing": [asdict(row) for row in plan.differing],
    }


def _lines(plan: SurveyPlan, *, preview: bool) -> Iterator[str]:
    table = plan.table
    yield f"{'Would import' if preview else 'Imported'} {counted(len(table.respondents), 'respondent')}."
    answers = sum(len(table.documents[name]) for name in plan.added)
    more = sum(map(len, plan.continued.values()))
    yield f"  {counted(len(plan.added), 'new document')} with {counted(answers, 'answer')}"
    if plan.continued:
        there = counted(len(plan.continued), "document that was there", "documents that were there")
        yield f"  {counted(more, 'answer')} behind those of {there}"
    filled = counted(len(plan.values), "value of attributes", "values of attributes")
    yield f"  {counted(len(plan.cases.added), 'new case')}, {filled}"
    if plan.unchanged:
        yield f"  {counted(plan.unchanged, 'answer')} as before"
    if table.unanswered:
        yield f"  {counted(table.unanswered, 'question')} without an answer"
    for row in plan.differing[:MOST_NAMED]:
        yield f"  left as it was, for it differs: {row.respondent}, {row.of}"
    if len(plan.differing) > MOST_NAMED:
        yield f"  and {len(plan.differing) - MOST_NAMED:,} more that differ"
    if preview:
        yield "The map by which the columns were read; save it, change it, and give it with --survey:"
        yield json.dumps(asdict(table.map), ensure_ascii=False, indent=2)
