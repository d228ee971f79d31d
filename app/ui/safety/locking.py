"""Locks the project of a window: asks, closes it, writes it anew and opens it again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import StoreError, UserError
from app.jobs import Job
from app.translation import tr
from app.ui import jobs
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import open_in_system
from app.ui.safety.lock_dialog import LockDialog, LockWanted
from app.ui.safety.unlock_dialog import UnlockDialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

Outcome = list[str] | UserError | StoreError


def ask_and_open(window: MainWindow, location: str) -> None:
    """Ask for the passphrase of a locked project, then open it."""
    open_and_forget(UnlockDialog(window, location, partial(window.open_location, location)))


def lock_project(window: MainWindow) -> None:
    """Ask what is wanted of the lock of the open project."""
    project = window.project_page().session.project
    dialog = LockDialog(window, project.location, is_locked=project.is_locked)
    dialog.accepted.connect(lambda: _begin(window, project.location, dialog.wanted))
    open_and_forget(dialog)


def _begin(window: MainWindow, location: str, wanted: LockWanted | None) -> None:
    if wanted is None:
        return
    sheet = _place_of_sheet(window, location) if wanted.sheet else None
    if wanted.sheet and sheet is None and wanted.passphrase is None:
        return
    if window.session is not None:
        window.close_project()
    changes = wanted.passphrase is not None or not wanted.sheet

    def work(_: Job) -> Outcome:
        try:
            return _written(location, wanted.passphrase, sheet, changes=changes)
        except (UserError, StoreError) as error:
            return error

    jobs.run(window, tr("Writing the project anew"), work, partial(_enter, window, location, sheet))


def _written(location: str, passphrase: str | None, sheet: Path | None, *, changes: bool) -> list[str]:
    """Do it in the background; the names of files beside the project that stayed plain."""
    from app.report.recovery_sheet import recovery_sheet
    from app.store import relocking, unlocking
    from app.store.backup_rule import backup_rule
    from app.store.backups import plain_copies
    from app.store.places import write_private

    if changes and passphrase is None:
        relocking.unlock_for_good(location)
        return []
    if passphrase is not None:
        relocking.lock(location, passphrase)
    if sheet is not None:
        write_private(sheet, recovery_sheet(Path(location).name, unlocking.key_of(location)))
    return plain_copies(location, backup_rule())


def _enter(window: MainWindow, location: str, sheet: Path | None, outcome: Outcome) -> None:
    window.open_location(location)
    if isinstance(outcome, UserError | StoreError):
        jobs.raise_in_window(outcome)
        return
    offers = [] if sheet is None else [(tr("Open the folder"), partial(open_in_system, sheet.parent))]
    window.messages.show_news(_told(window, sheet, outcome), *offers)


def _told(window: MainWindow, sheet: Path | None, plain: list[str]) -> str:
    locked = window.session is not None and window.session.project.is_locked
    words = [tr("The project is locked with its passphrase.") if locked else tr("The project is not locked.")]
    if sheet is not None:
        words.append(tr("Print “{name}”, keep it apart, and remove the file.", name=sheet.name))
    if locked and plain:
        words.append(tr("These copies of it are still plain: {names}.", names=", ".join(plain)))
    return " ".join(words)


def _place_of_sheet(window: MainWindow, location: str) -> Path | None:
    path = Path(location)
    name, _ = FileDialog.file_to_write(
        window,
        tr("Save the recovery sheet"),
        str(path.with_name(tr("{name} recovery sheet.txt", name=path.stem))),
        tr("Texts ({pattern})", pattern="*.txt"),
        asks_to_overwrite=False,  # nothing is overwritten
    )
    return Path(name) if name else None
