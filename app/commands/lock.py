"""`intercoder lock`: locks a project file with a passphrase, changes it, takes it away, writes its sheet."""

from argparse import Namespace
from pathlib import Path

from app.commands import passphrase, projects
from app.commands.answer import CommandOutput
from app.errors import Locked, UserError
from app.jobs import Job
from app.report.recovery_sheet import recovery_sheet
from app.store import relocking, unlocking
from app.store.backup_rule import backup_rule
from app.store.backups import plain_copies
from app.store.engine import file_at, is_server
from app.store.places import write_private

IS_LOCKED = (
    "“{}” is locked already. Nothing was changed. Add --change for another passphrase, --remove for none."
)
NOT_LOCKED = "“{}” isn't locked, so there is nothing to {}. Lock it first: intercoder lock PROJECT."
ONE_LINE = (
    "With --change the file descriptor has to give two lines: the passphrase of now, and the new one. "
    "Nothing was changed."
)
PLAIN_COPIES = "These copies of it can still be read without a passphrase: {}. Lock them too, or remove them."
FORGOTTEN = "Without its passphrase or its recovery sheet nobody can open it, we neither."


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Do one of the four; the recovery sheet goes with a new passphrase, or with none."""
    if is_server(chosen.project):
        raise UserError(unlocking.NOT_ON_A_SERVER)
    path, name = file_at(chosen.project), projects.shown(chosen.project)
    was_locked = unlocking.is_locked(chosen.project)
    sheet = None if chosen.recovery_sheet is None else Path(chosen.recovery_sheet)
    _refuse(chosen, name, was_locked, sheet)
    if was_locked and not unlocking.is_open_to_us(chosen.project):
        raise Locked("", path)
    done = _changed(chosen, name, was_locked)
    if sheet is not None:
        write_private(sheet, recovery_sheet(name, unlocking.key_of(chosen.project)))
        done.append(f"The recovery sheet is in “{sheet.name}”: print it, keep it apart, remove the file.")
    copies = [] if chosen.remove else plain_copies(chosen.project, backup_rule())
    value = {
        "project": name,
        "locked": not chosen.remove,
        "recovery_sheet": None if sheet is None else str(sheet),
        "plain_copies": copies,
    }
    complaint = PLAIN_COPIES.format(", ".join(copies)) if copies else ""
    return CommandOutput(" ".join(done), value, complaint=complaint)


def _refuse(chosen: Namespace, name: str, was_locked: bool, sheet: Path | None) -> None:
    if not was_locked and (chosen.change or chosen.remove):
        raise UserError(NOT_LOCKED.format(name, "change" if chosen.change else "remove"))
    if was_locked and not (chosen.change or chosen.remove or sheet):
        raise UserError(IS_LOCKED.format(name))
    given = passphrase.given_lines(chosen)
    if chosen.change and given is not None and len(given) < 2:
        raise UserError(ONE_LINE)
    if sheet is not None and (sheet.exists() or chosen.remove):
        why = "there is no key any more to write down" if chosen.remove else f"“{sheet.name}” exists already"
        raise UserError(f"No recovery sheet was written and nothing was locked, because {why}.")
    if sheet is not None and not sheet.absolute().parent.is_dir():
        raise UserError(f"There is no folder for “{sheet}”, so nothing was done. Make it first.")


def _changed(chosen: Namespace, name: str, was_locked: bool) -> list[str]:
    if chosen.remove:
        relocking.unlock_for_good(chosen.project)
        return [f"“{name}” is not locked any more: whoever has the file can read it."]
    if was_locked and not chosen.change:
        return []
    relocking.lock(chosen.project, passphrase.new_passphrase(chosen, name))
    return [f"“{name}” has another passphrase." if was_locked else f"“{name}” is locked. {FORGOTTEN}"]
