"""`intercoder rescue`: what can be read of a damaged project, as a new one."""

from argparse import Namespace

from app import settings
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job
from app.models.journal import COMMAND_LINE
from app.store.engine import shown
from app.store.rescue import Rescued, rescue

SAID = {"document": "document", "code": "code", "coder": "coder", "coding": "coding", "decision": "decision"}


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Make the new project; exit 1 where something could not be read."""
    rescued = rescue(chosen.damaged, chosen.project, station=settings.station(), otherwise=COMMAND_LINE)
    name = shown(chosen.project)
    lines = [f"“{name}” holds {_listed(rescued)}. Look through it before you go on with it.", *rescued.notes]
    lost = sum(rescued.lost.values())
    if lost:
        parts = ", ".join(f"{count:,} of “{table}”" for table, count in sorted(rescued.lost.items()))
        lines.append(f"{counted(lost, 'row')} could not be read, or had lost what they belong to: {parts}.")
    lines.append("The history before the rescue stays in the damaged file: keep that.")
    tables = [
        {"table": table, "rows": rescued.rows.get(table, 0), "lost": rescued.lost.get(table, 0)}
        for table in sorted(rescued.rows.keys() | rescued.lost.keys())
    ]
    value = {"project": name, "tables": tables, "notes": rescued.notes}
    return CommandOutput("\n".join(lines), value, code=1 if lost or rescued.notes else 0)


def _listed(rescued: Rescued) -> str:
    return ", ".join(counted(rescued.rows.get(table, 0), word) for table, word in SAID.items())
