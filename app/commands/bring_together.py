"""`intercoder bring-together`: brings whole copies that went separate ways together."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job
from app.packets.copies.bringing import BroughtTogether, bring_together, preview_bringing
from app.store.leading import GIVES_OUT

MOST_SHOWN = 20


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Bring the copies into the project as one step; with --preview only say what would change."""
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    bring = preview_bringing if chosen.preview else bring_together
    with opened(chosen) as project:
        projects.refuse_all_but_leads(project, GIVES_OUT)
        outcome = bring(
            project,
            [Path(copy) for copy in chosen.copies],
            same=chosen.same or (),
            different=chosen.different or (),
            job=job,
        )
    return CommandOutput("\n".join(_lines(outcome)), {"changed": not chosen.preview} | asdict(outcome))


def _lines(outcome: BroughtTogether) -> list[str]:
    lines = [f"{counted(len(outcome.copies), 'copy', 'copies')}: {', '.join(outcome.copies)}"]
    for change in outcome.changes:
        what = change.what.replace("_", " ")
        parts = [
            f"{count:,} {word}"
            for count, word in (
                (change.new, "new"),
                (change.changed, "changed"),
                (change.removed, "removed"),
            )
            if count
        ]
        lines.append(f"  {what}: {', '.join(parts)}")
    if not outcome.changes:
        lines.append("The project has all that is in them already.")
    if outcome.same_people:
        lines.append(f"Taken for the same person: {', '.join(outcome.same_people)}")
    if outcome.conflicts:
        lines.append(f"{counted(len(outcome.conflicts), 'thing was', 'things were')} changed on both sides:")
    for conflict in outcome.conflicts[:MOST_SHOWN]:
        about = f"{conflict.about} “{conflict.name}”" if conflict.name else conflict.about
        where = f", {conflict.column.replace('_', ' ')}" if conflict.column else ""
        lines.append(f"  {about}{where}: “{conflict.stands}” stands, not “{conflict.other}”")
    if len(outcome.conflicts) > MOST_SHOWN:
        lines.append(f"  ... and {len(outcome.conflicts) - MOST_SHOWN:,} more")
    return lines
