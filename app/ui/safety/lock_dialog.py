"""Locks the open project with a passphrase, changes that, or takes it away; says when it locks by itself."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QRadioButton, QSpinBox, QWidget

from app import settings
from app.errors import UserError
from app.translation import tr
from app.ui.kit.form import FormDialog, form_layout
from app.ui.kit.lines import below
from app.ui.kit.passphrase import NewPassphrase, passphrase_field
from app.ui.kit.plain import Hint
from app.ui.safety.idle import MINUTES_KEY, USUAL_MINUTES

MOST_MINUTES = 600


@dataclass(frozen=True)
class LockWanted:
    """What was asked: a new passphrase, None for none any more; and whether a recovery sheet is wanted."""

    passphrase: str | None
    sheet: bool


class LockDialog(FormDialog):
    """Holds what is wanted of the lock of a project; `wanted` is None where only the time was set."""

    def __init__(self, parent: QWidget | None, location: str, *, is_locked: bool) -> None:
        super().__init__(parent, tr("Lock this project"), tr("Lock") if not is_locked else tr("OK"))
        self._location, self._is_locked = location, is_locked
        self.wanted: LockWanted | None = None
        self.now = passphrase_field()
        self.keep = QRadioButton(tr("&Keep the passphrase"))
        self.change = QRadioButton(tr("&Another passphrase"))
        self.remove = QRadioButton(tr("&No passphrase any more: whoever has the file can read it"))
        self.sheet = QCheckBox(tr("Save a recovery &sheet to print, which opens it if you forget"))
        self.minutes = QSpinBox(minimum=0, maximum=MOST_MINUTES)
        self.minutes.setSpecialValueText(tr("never"))
        self.minutes.setSuffix(tr(" minutes"))
        self.minutes.setValue(settings.read(MINUTES_KEY, USUAL_MINUTES))
        self._lay_out()
        for choice in (self.keep, self.change, self.remove):
            choice.toggled.connect(self._check)
        (self.keep if is_locked else self.change).setChecked(True)
        self.sheet.setChecked(not is_locked)
        self._check()
        (self.now if is_locked else self.passphrase.first).setFocus()

    def submit(self) -> None:
        """Take what was filled in, where it is whole; the passphrase of now where there is one."""
        from app.store import unlocking

        new = self.passphrase.taken() if self.change.isChecked() else None
        wants_sheet = self.sheet.isChecked() and not self.remove.isChecked()
        if self._is_locked and (new is not None or wants_sheet or self.remove.isChecked()):
            try:
                unlocking.unlock(self._location, self.now.text())
            except UserError as refusal:
                raise UserError(str(refusal), "now") from refusal
        settings.write(MINUTES_KEY, self.minutes.value())
        if new is not None or wants_sheet or self.remove.isChecked():
            self.wanted = LockWanted(new, wants_sheet)

    def field_of(self, name: str, /) -> QWidget | None:
        """The fields of a new passphrase stand in a part of their own."""
        field = getattr(self.passphrase, name, None) or getattr(self, name, None)
        return field if isinstance(field, QWidget) else None

    def is_touched(self) -> bool:
        """Passphrases are left without a question."""
        return False

    def _lay_out(self) -> None:
        name = Path(self._location).stem
        what = (
            tr("“{name}” is locked with a passphrase.", name=name)
            if self._is_locked
            else tr(
                "A locked project can be read by nobody who doesn’t know its passphrase: not who finds the "
                "stick, not we. Without passphrase and recovery sheet it is lost. It is closed, written anew "
                "and opened again."
            )
        )
        form = form_layout()
        if self._is_locked:
            form.addRow(tr("&Passphrase of now"), self.now)
            for choice in (self.keep, self.change, self.remove):
                form.addRow("", choice)
        self.passphrase = NewPassphrase(form)
        form.addRow("", self.sheet)
        form.addRow(tr("&Lock when nobody is there, after"), self.minutes)
        advice = Hint(
            tr(
                "Four or more words that nobody would put together are best. Tell them to your team by word "
                "of mouth, never in the mail that brings the file."
            )
        )
        self.lay_out(below(Hint(what), form, advice, spacing=12), 560)

    def _check(self, _: object = None) -> None:
        self.passphrase.set_enabled(self.change.isChecked())
        self.sheet.setEnabled(not self.remove.isChecked())
