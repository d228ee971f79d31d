"""`intercoder backup`: makes a checked, dated copy of a project; lists these, and puts one back."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from app import settings
from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.models.journal import COMMAND_LINE
from app.report.backups import told_difference
from app.store import backups
from app.store.backup_rule import backup_rule
from app.store.backups import BackupRule
from app.store.differences import StateDifference, differences
from app.store.engine import file_at, is_server


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Make a backup; --list says which there are, --restore puts one back or says what would differ."""
    if is_server(chosen.project):
        raise UserError(backups.NO_SERVER)
    rule = backup_rule(chosen.folder, chosen.keep)
    if chosen.list:
        return _listed(chosen, rule)
    if chosen.restore is not None:
        return _restored(chosen, rule)
    with projects.open_to_look(chosen) as project:
        path, removed = backups.make_backup(project, rule)
    words = f"The backup “{path.name}” was made and checked, in “{path.parent}”."
    if removed:
        words += (
            f" {counted(len(removed), 'older one was', 'older ones were')} removed: {', '.join(removed)}."
        )
    return CommandOutput(words, {"backup": str(path), "removed": removed})


def _listed(chosen: Namespace, rule: BackupRule) -> CommandOutput:
    with projects.open_to_look(chosen):  # whoever can't open the project learns nothing of its backups
        listed = backups.backups(chosen.project, rule)
    folder = rule.folder_of(file_at(chosen.project))
    lines = [
        f"{backup.at}  {backup.path.name}  {backup.size / 1e6:,.1f} MB"
        + ("  locked" if backup.is_locked else "")
        + (f"  newest change {backup.latest}" if backup.latest else f"  ({backup.why_not})")
        for backup in listed
    ]
    value: list[dict[str, Any]] = [asdict(backup) | {"path": str(backup.path)} for backup in listed]
    return CommandOutput("\n".join(lines) or f"There is no backup yet in “{folder}”.", value)


def _restored(chosen: Namespace, rule: BackupRule) -> CommandOutput:
    backup = backups.backup_named(chosen.project, chosen.restore, rule)
    with projects.open_to_look(chosen) as project:
        projects.refuse_all_but_leads(project, "restore a backup")
        with backups.opened(chosen.project, backup) as earlier:
            earlier.coder_id = project.coder_id
            with project.read() as now, earlier.read() as then:
                differing = differences(now, then)
    before = None
    if not chosen.preview:
        station = settings.station()
        before = backups.restore(chosen.project, backup, rule, station=station, otherwise=COMMAND_LINE)
    return _told(chosen, backup.name, differing, None if before is None else str(before))


def _told(
    chosen: Namespace, name: str, differing: list[StateDifference], before: str | None
) -> CommandOutput:
    project = projects.shown(chosen.project)
    if before is None:
        head = f"With “{name}” in its place, “{project}” would differ so from now; nothing was changed:"
    else:
        head = (
            f"“{project}” is as it was in “{name}”; how it was before is kept in “{before}”. It differed so:"
        )
    lines = [told_difference(difference) for difference in differing] or ["Nothing of its contents differs."]
    value = {
        "backup": name,
        "restored": before is not None,
        "before": before,
        "differences": [asdict(difference) for difference in differing],
    }
    return CommandOutput("\n".join([head, *lines]), value)
