"""`intercoder attributes`: what is asked of every case, and for how many it is known."""

from argparse import Namespace
from dataclasses import asdict

from app.cases.queries import attribute_use, attributes, cases
from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job
from app.report.cases import KIND_NAMES


def run(chosen: Namespace, _job: Job) -> CommandOutput:
    """List attributes with how far each is filled."""
    with projects.open_to_look(chosen) as project, project.read() as session:
        columns, use, count = attributes(session), attribute_use(session), len(cases(session))
    lines = [f"{counted(len(columns), 'attribute')} of {counted(count, 'case')}."] if columns else []
    value = []
    for column in columns:
        states = asdict(use[column.id])
        differing = states.pop("differing")
        empty = count - sum(states.values())
        value.append(
            {
                "id": column.id,
                "guid": column.guid,
                "name": column.name,
                "kind": column.kind,
                "unit": column.unit,
                "options": list(column.options),
                "definition": column.definition,
                **states,
                "empty": empty,
                "differing": differing,
            }
        )
        unit = f" in {column.unit}" if column.unit else ""
        words = f": {', '.join(column.options)}" if column.options else ""
        filled = ", ".join(
            f"{number:,} {state.replace('_', ' ')}" for state, number in (states | {"empty": empty}).items()
        )
        lines.append(f"{column.name} ({KIND_NAMES[column.kind]}{unit}{words}): {filled}")
        lines += [f"    sources differ in {counted(differing, 'case')}"] if differing else []
    if not columns:
        lines.append("No attributes yet. A table of cases brings them: intercoder cases PROJECT import FILE.")
    return CommandOutput("\n".join(lines), value)
