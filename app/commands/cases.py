"""`intercoder cases`: lists cases, takes in a table of them, writes one."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.cases.queries import AttributeRow, CaseLinkRow, CaseRow, Cells, attributes, cases, cells, links
from app.cases.values import KNOWN
from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.exchange.case_files import cell_value, export_cases
from app.exchange.case_table import CasePlan, apply_case_plan, plan_case_import
from app.jobs import Job

MOST_LISTED = 20


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """List cases, or take in or write a table; exit 1 where a preview finds something wrong."""
    if chosen.doing == "import":
        return _import(chosen)
    with projects.open_to_look(chosen) as project:
        if chosen.doing == "export":
            written = export_cases(project, Path(chosen.file))
            text = f"Wrote “{chosen.file}”: {counted(written, 'case')}."
            return CommandOutput(text, {"path": chosen.file, "cases": written})
        with project.read() as session:
            rows, columns, by_cell = cases(session), attributes(session), cells(session)
            belonging: dict[int, list[CaseLinkRow]] = {}
            for link in links(session):
                belonging.setdefault(link.case_id, []).append(link)
    value = [_as_value(row, columns, by_cell, belonging.get(row.id, [])) for row in rows]
    return CommandOutput(_in_words(rows, columns, by_cell, belonging), value)


def _as_value(
    case: CaseRow, columns: Sequence[AttributeRow], by_cell: Cells, belonging: Sequence[CaseLinkRow]
) -> dict[str, Any]:
    known = {
        column.name: by_cell[case.id, column.id] for column in columns if (case.id, column.id) in by_cell
    }
    types = {column.name: column for column in columns}
    return {
        "id": case.id,
        "guid": case.guid,
        "name": case.name,
        "kind": case.kind,
        "note": case.note,
        "documents": [
            {
                "document": link.document,
                "speaker": link.speaker or None,
                "start": link.start if link.end else None,
                "end": link.end or None,
            }
            for link in belonging
        ],
        "attributes": {
            name: {
                "state": cell.entry.state,
                "value": cell_value(types[name], cell) if cell.entry.state == KNOWN else None,
                "others": cell.others,
                "differs": cell.differs,
            }
            for name, cell in known.items()
        },
    }


def _in_words(
    rows: Sequence[CaseRow],
    columns: Sequence[AttributeRow],
    by_cell: Cells,
    belonging: Mapping[int, Sequence[CaseLinkRow]],
) -> str:
    if not rows:
        return "No cases yet. Take in a table of them: intercoder cases PROJECT import FILE."
    lines = [f"{counted(len(rows), 'case')}, {counted(len(columns), 'attribute')}."]
    for case in rows:
        documents = list(dict.fromkeys(map(_link_in_words, belonging.get(case.id, []))))
        lines.append(f"{case.name} ({case.kind}): {'; '.join(documents) or 'no document'}")
        for column in columns:
            cell = by_cell.get((case.id, column.id))
            if cell is not None:
                unit = f" {column.unit}" if column.unit and cell.entry.state == KNOWN else ""
                more = f"  ({counted(cell.others, 'other value')})" if cell.others else ""
                lines.append(f"    {column.name}: {cell.entry.in_a_table}{unit}{more}")
    return "\n".join(lines)


def _link_in_words(link: CaseLinkRow) -> str:
    if link.speaker:
        return f"{link.speaker} in {link.document}"
    return f"{link.document} {link.start}–{link.end}" if link.end else link.document


def _import(chosen: Namespace) -> CommandOutput:
    with projects.open_to_change(chosen) as project:
        plan = plan_case_import(project, Path(chosen.file))
        imported = not (chosen.preview or plan.does_nothing)
        if imported or (plan.wrong and not chosen.preview):
            apply_case_plan(project, plan)
    lines = [*plan_lines(plan), "Imported." if imported else "Nothing was imported."]
    complaint = "\n".join(plan.wrong)
    value = plan_value(plan) | {"imported": imported}
    return CommandOutput("\n".join(lines), value, code=1 if plan.wrong else 0, complaint=complaint)


def plan_lines(plan: CasePlan) -> list[str]:
    """What an import would do, or has done, line by line."""
    parts = (
        (plan.added, "new case", "new cases"),
        (plan.changed, "case with another name, kind or note", "cases with another name, kind or note"),
        ([new.name for new in plan.attributes], "new attribute", "new attributes"),
        ([f"{case}: {document}" for case, document in plan.linked], "more document", "more documents"),
    )
    lines = list(plan.table.notes)
    for names, one, many in parts:
        if names:
            more = f" and {len(names) - MOST_LISTED:,} more" if len(names) > MOST_LISTED else ""
            lines.append(f"{counted(len(names), one, many)}: {', '.join(names[:MOST_LISTED])}{more}.")
    filled = sum(not cell.before for cell in plan.cells)
    lines.append(
        f"{counted(filled, 'cell')} filled, {counted(len(plan.cells) - filled, 'cell')} changed, "
        f"{plan.unchanged:,} the same, {plan.empty:,} empty in the table and left as they are."
    )
    for cell in [cell for cell in plan.cells if cell.before][:MOST_LISTED]:
        beside = " (beside what sources say)" if cell.conflict else ""
        lines.append(f"  {cell.case}, {cell.attribute}: {cell.before} → {cell.after}{beside}")
    if plan.left:
        lines.append(f"{counted(len(plan.left), 'case')} of the project not in the table: left as they are.")
    return lines


def plan_value(plan: CasePlan) -> dict[str, Any]:
    """The same for programs."""
    return {
        "new_cases": list(plan.added),
        "changed_cases": list(plan.changed),
        "new_attributes": [{"name": new.name, "kind": new.kind} for new in plan.attributes],
        "documents": [{"case": case, "document": document} for case, document in plan.linked],
        "cells": [
            {
                "row": cell.row,
                "case": cell.case,
                "attribute": cell.attribute,
                "before": cell.before or None,
                "after": cell.after,
                "conflict": cell.conflict,
            }
            for cell in plan.cells
        ],
        "unchanged": plan.unchanged,
        "empty": plan.empty,
        "left": list(plan.left),
        "wrong": list(plan.wrong),
        "notes": list(plan.table.notes),
    }
